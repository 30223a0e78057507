import type { Log } from '../../shared/world.ts'
import { fingerprint } from '../../snapshot/age/age-keys.ts'
import {
  createAgeWriter,
  type AgeWriter
} from '../../snapshot/age/age-writer.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'

/**
 * The encryption of a restore's report and its map of subs. With recipients, it
 * is for them. Without, the report of an encrypted snapshot is encrypted for
 * those of its keys whose identity the person has: the manifest knows the keys
 * by fingerprint only. `undefined` for a plain snapshot without recipients.
 *
 * @param recipients public keys, of the input age-recipients; may be empty
 * @throws UserError `input` if a recipient is no public key of age
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
