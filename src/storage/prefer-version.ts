import { AwsCallError } from '../shared/errors.ts'

/** Reads a version of an object, or the newest; `undefined` if it is missing. */
export type ReadVersion<T> = (
  versionId: string | undefined
) => Promise<T | undefined>

/**
 * Reads the version of an object that a manifest names, so later versions
 * change nothing. Without s3:GetObjectVersion, or if a copy of a snapshot has
 * other version ids, it reads the newest version. That is as safe, because the
 * digest decides. But a snapshot whose objects were overwritten can't be read
 * then.
 */
export function preferVersion() {
  let mayReadVersions = true
  return async <T>(
    versionId: string | null | undefined,
    read: ReadVersion<T>
  ): Promise<T | undefined> => {
    if (typeof versionId === 'string' && mayReadVersions) {
      try {
        const found = await read(versionId)
        if (found !== undefined) return found
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error
        if (error.code !== 'access-denied') throw error
        mayReadVersions = false
      }
    }
    return read(undefined)
  }
}
