import { UserError } from '../../shared/errors.ts'
import type { Warning } from '../../shared/outcome.ts'
import { keyOf, type AgeKey } from './age-keys.ts'
import type { Manifest } from '../manifest.ts'

/**
 * The identities that open a snapshot, by the fingerprints in its manifest.
 *
 * @param identities secret keys; a plain snapshot needs none
 * @returns empty for a plain snapshot or without identities
 * @throws UserError `wrong-identity` if there are identities and none fits
 */
export async function findKeys(
  { encryption }: Manifest,
  identities: readonly string[]
): Promise<AgeKey[]> {
  const { client } = encryption
  if (client === null || identities.length === 0) return []
  const keys = await Promise.all(identities.map(keyOf))
  const ours = keys.filter(({ fingerprint }) =>
    client.recipients.includes(fingerprint)
  )
  if (ours.length > 0) return ours
  throw new UserError(
    'wrong-identity',
    `The input age-identity does not open the snapshot, which is encrypted for ${listKeys(client.recipients)} and not for ${listKeys(keys.map(({ fingerprint }) => fingerprint))}. ${SHORT_FORM}`
  )
}

/**
 * Warns if identities were given for a plain snapshot: people who encrypt all
 * their exports should know that this one isn't theirs.
 */
export function warnOfPlain(
  { encryption }: Manifest,
  identities: readonly string[],
  warnings: Warning[]
): void {
  if (encryption.client !== null || identities.length === 0) return
  warnings.push({
    title: 'The snapshot is not encrypted with age',
    text: 'The input age-identity was not needed: this snapshot was written without age-recipients. If your exports have them, find out who wrote it before you rely on it.'
  })
}

/** How many age keys a snapshot is encrypted for; 0 if it is plain. */
export function countKeys({ encryption }: Manifest): number {
  return encryption.client?.recipients.length ?? 0
}

/** The error for an encrypted snapshot without an identity. */
export function noIdentity(recipients: readonly string[]): UserError {
  return new UserError(
    'no-identity',
    `The snapshot is encrypted with age for ${listKeys(recipients)}. Set the input age-identity to the secret key of one of them. ${SHORT_FORM}`
  )
}

const SHORT_FORM =
  'Keys are named by the first 8 digits of the SHA-256 of the public key.'

function listKeys(fingerprints: readonly string[]): string {
  const short = fingerprints.map(fingerprint => fingerprint.slice(0, 8))
  return `the key${short.length === 1 ? '' : 's'} ${short.join(', ')}`
}
