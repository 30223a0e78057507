import { AwsCallError } from '../shared/errors.ts'

/** Reads one version of an object, or its newest; `undefined` if it isn't there. */
export type ReadVersion<T> = (
  versionId: string | undefined
) => Promise<T | undefined>

/**
 * Reads the version of an object that a manifest names, so that whatever was
 * stored on top of it later changes nothing. Without s3:GetObjectVersion, or
 * where a copy of a snapshot has other version ids, the newest is read. That is
 * as safe, for the digest decides either way, but finds an object that was
 * overwritten to be another.
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
