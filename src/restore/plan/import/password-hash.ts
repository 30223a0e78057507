import type { RandomBytes } from '../../../shared/world.ts'

/** The algorithm of the hashes, as CreateUserImportJob takes it. */
export const HASH_ALGORITHM = 'BCRYPT'

/** "bcrypt cost 12" at most (developer guide, CSV import). 10 is common. */
const PREFIX = '$2b$10$'
const SALT_BYTES = 16
const DIGEST_BYTES = 23

/** The length of every hash, in characters. */
export const HASH_LENGTH = PREFIX.length + 22 + 31

const BASE64 =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BCRYPT =
  './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * A well-formed bcrypt hash of no password: salt and digest are random. It
 * makes an imported user CONFIRMED, and no one can know a password that fits.
 */
export function newPasswordHash(randomBytes: RandomBytes): string {
  const bytes = randomBytes(SALT_BYTES + DIGEST_BYTES)
  const salt = bytes.subarray(0, SALT_BYTES)
  const digest = bytes.subarray(SALT_BYTES)
  return `${PREFIX}${encode(salt)}${encode(digest)}`
}

/** The base64 of bcrypt: another alphabet, no padding. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/=+$/, '')
    .replace(/./g, character => BCRYPT.charAt(BASE64.indexOf(character)))
}
