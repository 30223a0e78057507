import type { RandomBytes } from '../../shared/world.ts'

const RANDOM_BYTES = 32

// One of each class that a policy can ask for. The 256 random bits before it are
// what makes the password unknowable.
const ALL_CLASSES = 'aA1!'

/**
 * A password that nobody knows and every password policy accepts: at least 47
 * characters, never more than the 256 that Cognito allows.
 *
 * @param minimumLength the pool's, in characters; at most 99
 */
export function newPassword(
  randomBytes: RandomBytes,
  minimumLength: number
): string {
  // Four base64 characters hold three bytes.
  const bytes = Math.max(RANDOM_BYTES, Math.ceil((minimumLength * 3) / 4))
  return Buffer.from(randomBytes(bytes)).toString('base64url') + ALL_CLASSES
}
