import type { RandomBytes } from '../../../shared/world.ts'

const RANDOM_BYTES = 32

// One character of each class that a policy can require. The 256 random bits
// make the password unknowable.
const ALL_CLASSES = 'aA1!'

/**
 * A password that no one knows and every password policy accepts: at least 47
 * characters, never more than the 256 that Cognito allows.
 *
 * @param minimumLength of the pool's policy, in characters; at most 99
 */
export function newPassword(
  randomBytes: RandomBytes,
  minimumLength: number
): string {
  // Four base64 characters hold three bytes.
  const bytes = Math.max(RANDOM_BYTES, Math.ceil((minimumLength * 3) / 4))
  return Buffer.from(randomBytes(bytes)).toString('base64url') + ALL_CLASSES
}
