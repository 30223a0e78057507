import { isSnapshotRefusal } from '../shared/errors.ts'

/**
 * Fetches the bytes of a stored object.
 *
 * @param versionId the version to read, if the bucket keeps versions
 * @param isAgain whether the bytes that came first were refused
 * @returns `undefined` if there is no such object
 * @throws UserError `snapshot-bomb` if it is larger than `maxBytes`
 */
export type FetchObject = (
  key: string,
  maxBytes: number,
  versionId?: string | null,
  isAgain?: boolean
) => Promise<Uint8Array | undefined>

/**
 * Fetches an object, and once more if its bytes are refused: a bit may have
 * flipped on the way. The second refusal is final.
 *
 * @param check gives what the bytes hold, or throws a refusal of the snapshot
 * @returns `undefined` if there is no such object
 * @throws whatever `fetch` and `check` throw
 */
export async function fetchSound<T>(
  fetch: (isAgain: boolean) => Promise<Uint8Array | undefined>,
  check: (bytes: Uint8Array) => T
): Promise<T | undefined> {
  const first = await fetch(false)
  if (first === undefined) return undefined
  try {
    return check(first)
  } catch (error) {
    if (!isSnapshotRefusal(error)) throw error
  }
  const second = await fetch(true)
  return second && check(second)
}
