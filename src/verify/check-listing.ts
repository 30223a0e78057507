import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import { snapshotKeyPrefix } from '../snapshot/address.ts'
import { manifestKey, objectsOf } from '../snapshot/manifest.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import type { Bucket } from '../storage/bucket.ts'
import { listKeys, listVersions, type ListedVersion } from '../storage/list.ts'
import { isNotAnswered } from '../storage/open-chosen.ts'
import type { Findings } from './findings.ts'

/**
 * Compares the objects under a snapshot's address with its manifest. It finds
 * objects that the manifest doesn't list, and objects that were overwritten. A
 * restore reads neither, so that write access to the bucket can't prevent a
 * restore. But they are worth a look.
 *
 * @throws AwsCallError except a refusal to list
 */
export async function checkListing(
  snapshot: OpenSnapshot,
  bucket: Bucket,
  signal: AbortSignal,
  findings: Findings
): Promise<void> {
  const objects = objectsOf(snapshot.manifest)
  if (objects.every(({ versionId }) => versionId === null)) {
    findings.remark(
      'bucket-unversioned',
      "The bucket kept no versions when the snapshot was written, so it is not known whether an object was overwritten. Only the manifest's digests speak for the parts, and nothing for the manifest. Turn versioning on, with Object Lock, and keep each manifest's SHA-256."
    )
  }
  const prefix = snapshotKeyPrefix(snapshot.address)
  const listed = new Map(objects.map(({ key }) => [key, 0]))
  listed.set(manifestKey(snapshot.address), 0)
  const unlisted = { count: 0 }
  const see = ({ key, isDeleteMarker, isLatest }: ListedVersion) => {
    const versions = listed.get(key)
    if (versions !== undefined) listed.set(key, versions + 1)
    else if (isLatest && !isDeleteMarker) unlisted.count += 1
  }
  if (!(await seeAll(prefix, bucket, signal, see, findings))) return

  if (unlisted.count > 0) {
    const count = amount(unlisted.count, 'object')
    findings.refuse(
      new UserError(
        'object-unlisted',
        `Under the snapshot's address there ${unlisted.count === 1 ? 'is' : 'are'} ${count} that its manifest doesn't list. A restore doesn't read them; find out who wrote them.`
      ),
      unlisted.count
    )
  }
  const rewritten = [...listed].filter(
    ([key, versions]) => versions > 1 && key !== manifestKey(snapshot.address)
  )
  if (rewritten.length > 0) {
    findings.refuse(
      new UserError(
        'object-versions',
        `The bucket holds several versions of ${amount(rewritten.length, 'object')} of the snapshot, and this tool never writes one twice. A restore reads those that the manifest names; find out who wrote the others.`
      ),
      rewritten.length
    )
  }
}

/** Returns whether the objects could be listed. */
async function seeAll(
  prefix: string,
  bucket: Bucket,
  signal: AbortSignal,
  see: (version: ListedVersion) => void,
  findings: Findings
): Promise<boolean> {
  try {
    for await (const page of listVersions(bucket, prefix, signal)) {
      page.forEach(see)
    }
    return true
  } catch (error) {
    if (!isNotAnswered(error)) throw error
  }
  findings.remark(
    'versions-unchecked',
    "The role may not list the versions of objects (s3:ListBucketVersions), so it isn't known whether any of the snapshot's was stored over another."
  )
  try {
    for await (const page of listKeys(bucket, prefix, signal)) {
      for (const key of page) {
        see({ key, versionId: null, isDeleteMarker: false, isLatest: true })
      }
    }
    return true
  } catch (error) {
    if (!isNotAnswered(error)) throw error
  }
  findings.remark(
    'listing-unchecked',
    "The role may not list objects either (s3:ListBucket), so it isn't known whether there are any that the manifest doesn't list."
  )
  return false
}
