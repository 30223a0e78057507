import { AwsCallError } from '../../shared/errors.ts'

/**
 * What a read answers; `undefined` where the role may not make it.
 *
 * @throws what the read throws otherwise
 */
export async function unlessDenied<T>(
  answer: Promise<T>
): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    const isDenied =
      error instanceof AwsCallError && error.code === 'access-denied'
    if (isDenied) return undefined
    throw error
  }
}
