import type { RandomBytes } from '../../../shared/world.ts'

/** The algorithm that a job names for its hashes. */
export const HASH_ALGORITHM = 'BCRYPT'

/** "bcrypt cost 12" at most (developer guide, CSV import); this is customary. */
const PREFIX = '$2b$10$'
const SALT_BYTES = 16
const DIGEST_BYTES = 23

/** Characters of a hash of these lengths, each of which has the same. */
export const HASH_LENGTH = PREFIX.length + 22 + 31

const BASE64 =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BCRYPT =
  './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * A well-formed bcrypt hash of no password: salt and digest are random. It makes
 * an imported user CONFIRMED, and nobody can know a password for it, as nobody
 * has computed it from one.
 */
export function newPasswordHash(randomBytes: RandomBytes): string {
  const bytes = randomBytes(SALT_BYTES + DIGEST_BYTES)
  const salt = bytes.subarray(0, SALT_BYTES)
  const digest = bytes.subarray(SALT_BYTES)
  return `${PREFIX}${encode(salt)}${encode(digest)}`
}

/** bcrypt's own base64: another alphabet, no padding. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/=+$/, '')
    .replace(/./g, character => BCRYPT.charAt(BASE64.indexOf(character)))
}
