import { isSnapshotRefusal, UserError } from '../../shared/errors.ts'
import { amount } from '../../shared/amount.ts'
import type { Warning } from '../../shared/outcome.ts'
import {
  isSubMapKey,
  restoresKeyPrefix,
  type RestoresPlace
} from '../../snapshot/restore-address.ts'
import { MAX_SUB_MAP_BYTES, readSubMap } from '../../snapshot/sub-map.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { getObject } from '../../storage/get.ts'
import { listKeys } from '../../storage/list.ts'
import type { ReadAnnounced } from './side.ts'

/** Most restores whose maps are read, the newest first. */
const MOST_MAPS = 100

/**
 * The maps of subs that restores into a pool have left in the bucket: one
 * listing, and one object for each restore. Where the role may not read them, or
 * no identity opens them, users are matched without them, and a warning says so.
 * Nothing proves who wrote them, so they decide only how users are counted.
 *
 * @param place of the pool on the later side
 * @param identities secret keys of age; may be none
 * @returns a reader that throws UserError for credentials, the network and a run
 *   that is to stop
 */
export function restoreMaps(
  bucket: Bucket,
  place: RestoresPlace,
  identities: readonly string[],
  signal: AbortSignal
): ReadAnnounced {
  const address = `s3://${bucket.name}/${restoresKeyPrefix(place)}`

  async function listMaps(): Promise<string[]> {
    const maps: string[] = []
    const prefix = restoresKeyPrefix(place)
    for await (const page of listKeys(bucket, prefix, signal)) {
      maps.push(...page.filter(isSubMapKey))
    }
    return maps.sort().reverse()
  }

  return async announce => {
    const read = async (key: string) => {
      const file = await getObject(bucket, key, MAX_SUB_MAP_BYTES, signal)
      if (file === undefined) return
      const isEncrypted = key.endsWith('.age')
      for await (const rows of readSubMap(file, identities, isEncrypted)) {
        for (const [oldSub, newSub] of rows) announce(oldSub, newSub)
      }
    }
    let maps: string[] = []
    let refusal: string | undefined
    let unread = 0
    try {
      maps = await listMaps()
    } catch (error) {
      refusal = whyUnread(error)
    }
    for (const key of maps.slice(0, MOST_MAPS)) {
      try {
        await read(key)
      } catch (error) {
        refusal ??= whyUnread(error)
        unread += 1
      }
    }
    const older = maps.length - MOST_MAPS
    if (older > 0) {
      refusal ??= `only the newest ${MOST_MAPS} are read.`
      unread += older
    }
    return refusal === undefined ? undefined : warning(address, refusal, unread)
  }
}

/** @throws the error where no other map could be read either */
function whyUnread(error: unknown): string {
  const isOfMap =
    isSnapshotRefusal(error) ||
    (error instanceof UserError &&
      ['access-denied', 'storage-answer', 'wrong-identity'].includes(
        error.code
      ))
  if (!isOfMap) throw error
  return error.message
}

function warning(address: string, refusal: string, unread: number): Warning {
  const what =
    unread === 0
      ? 'The maps of restores'
      : amount(unread, 'map of a restore', 'maps of restores')
  return {
    title: 'Earlier restores are not known',
    text: `${what} in ${address} not read: ${refusal} Users that those restores created may count as gone or changed.`
  }
}
