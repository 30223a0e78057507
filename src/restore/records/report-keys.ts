import { fingerprint } from '../../snapshot/age/age-keys.ts'
import {
  createAgeWriter,
  type AgeWriter
} from '../../snapshot/age/age-writer.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import type { Log } from '../../shared/world.ts'

/**
 * What the report and the map of subs of a restore are encrypted with: for
 * `recipients` where the person names some; else, for a snapshot that is
 * encrypted, for those of its keys that the person has the identity of, since
 * its manifest knows its keys only by fingerprint. `undefined` for a plain
 * snapshot and no recipients.
 *
 * @param recipients of the input age-recipients; may be none
 * @throws UserError `input` when nothing can be encrypted for one of them
 */
export async function reportEncryption(
  { manifest, keys = [] }: OpenSnapshot,
  recipients: readonly string[],
  log: Log
): Promise<AgeWriter | undefined> {
  const own = [...new Set(keys.map(({ recipient }) => recipient))]
  const chosen = recipients.length > 0 ? recipients : own
  if (chosen.length === 0) return undefined
  const opening = new Set(chosen.map(fingerprint))
  const all = manifest.encryption.client?.recipients ?? []
  const able = all.filter(one => opening.has(one)).length
  if (able < all.length) {
    log.info(
      `The report of this restore will open with ${able} of the ${all.length} keys that open the snapshot. Set age-recipients to the public keys of all of them to change that.`
    )
  }
  return createAgeWriter(chosen)
}
