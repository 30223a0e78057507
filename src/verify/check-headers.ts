import pMap from 'p-map'
import { stopIfCancelled } from '../shared/errors.ts'
import type { SnapshotObject } from '../snapshot/manifest.ts'
import { manifestKey, objectsOf } from '../snapshot/manifest.ts'
import { missing, objectRefusal, refused } from '../snapshot/object-refusal.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import { archived } from '../storage/archive.ts'
import type { Bucket } from '../storage/bucket.ts'
import { headObject, type ObjectHeaders } from '../storage/head.ts'
import { preferVersion } from '../storage/prefer-version.ts'
import { isKeyAskedFor } from '../storage/put.ts'
import type { Progress } from '../shared/world.ts'
import type { Findings } from './findings.ts'

/** How many objects are checked at the same time. */
const AT_ONCE = 16

export interface HeaderTools {
  bucket: Bucket
  progress: Progress
  signal: AbortSignal
}

/**
 * Compares the headers of a snapshot's objects with the manifest: length,
 * SHA-256, encryption, key, version, and whether the object is archived. For
 * the manifest itself it checks encryption and key. It reads no object.
 *
 * @param isRead whether the objects are read afterwards; then a SHA-256 that S3
 *   doesn't give is no finding
 * @returns the objects that are what the manifest says
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function checkHeaders(
  snapshot: OpenSnapshot,
  { bucket, progress, signal }: HeaderTools,
  findings: Findings,
  isRead: boolean
): Promise<ReadonlySet<string>> {
  const { encryption } = snapshot.manifest
  const objects = objectsOf(snapshot.manifest)
  const prefer = preferVersion()
  const sound = new Set<string>()
  const piece = progress.start('Asking after objects', 'object', objects.length)

  /** The manifest was read already; only S3 knows how it is encrypted. */
  async function checkManifest(): Promise<void> {
    const key = manifestKey(snapshot.address)
    const headers = await headObject(bucket, key, signal)
    if (headers !== undefined) expectEncryption(key, headers)
  }

  function expectEncryption(key: string, headers: ObjectHeaders): void {
    if (isEncryptedAs(encryption.server, headers)) return
    findings.refuse(
      refused(
        'object-encryption',
        key,
        'is not encrypted as the manifest says, or under another key'
      )
    )
  }

  async function check(object: SnapshotObject): Promise<void> {
    stopIfCancelled(signal)
    const headers = await prefer(object.versionId, id =>
      headObject(bucket, object.key, signal, id)
    )
    piece.advance(1)
    if (headers === undefined) {
      findings.refuse(missing(object))
      return
    }
    const refusal =
      objectRefusal(object, headers) ??
      (headers.archive && archived(object.key, headers.archive))
    if (refusal === undefined) sound.add(object.key)
    else findings.refuse(refusal)
    expectEncryption(object.key, headers)
    if (headers.sha256 === undefined && !isRead) {
      findings.remark(
        'checksum-unknown',
        'S3 tells no SHA-256 of the object, so that only its length was compared. Set verify-level to contents to read it.'
      )
    }
    if (object.versionId !== null && headers.versionId !== object.versionId) {
      findings.remark(
        'version-missing',
        'S3 did not answer for the version that the manifest names, so the newest was checked. This is a copy in another bucket, the version was deleted, or the role lacks s3:GetObjectVersion.'
      )
    }
  }

  try {
    await pMap(objects, check, { concurrency: AT_ONCE })
    await checkManifest()
    return sound
  } finally {
    piece.end()
  }
}

/**
 * Whether an object is encrypted as the manifest says. The manifest names the
 * key by its id or alias, as in the input, if all of S3's answers to the export
 * were lost.
 */
function isEncryptedAs(
  stated: { algorithm: string; keyArn: string },
  { algorithm, keyArn }: ObjectHeaders
): boolean {
  if (algorithm !== stated.algorithm || keyArn === undefined) return false
  return isKeyAskedFor(stated.keyArn, keyArn)
}
