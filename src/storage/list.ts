import {
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type DeleteMarkerEntry,
  type ObjectVersion
} from '@aws-sdk/client-s3'
import type { Bucket } from './bucket.ts'

/**
 * The names of the "folders" right under a key prefix, in ascending order,
 * without prefix and slash.
 *
 * @param prefix ends in a slash
 * @throws AwsCallError
 */
export async function listFolders(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): Promise<string[]> {
  const folders: string[] = []
  let token: string | undefined
  do {
    const answer = await bucket.call('ListBucket', client =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket.name,
          Prefix: prefix,
          Delimiter: '/',
          ContinuationToken: token
        }),
        { abortSignal: signal }
      )
    )
    for (const { Prefix: folder } of answer.CommonPrefixes ?? []) {
      if (folder !== undefined) folders.push(folder.slice(prefix.length, -1))
    }
    token = answer.NextContinuationToken
  } while (token !== undefined)
  return folders.sort()
}

/** One version of an object, or a marker that it was deleted. */
export interface ListedVersion {
  key: string
  /** `null` where the bucket keeps no versions. */
  versionId: string | null
  isDeleteMarker: boolean
  /** Whether it is what the key stands for now. */
  isLatest: boolean
}

/**
 * All versions of all objects whose keys begin with a prefix, newest first
 * within a key, a page at a time.
 *
 * @throws AwsCallError, `access-denied` without s3:ListBucketVersions
 */
export async function* listVersions(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): AsyncGenerator<ListedVersion[]> {
  let keyMarker: string | undefined
  let versionIdMarker: string | undefined
  do {
    const answer = await bucket.call('ListBucketVersions', client =>
      client.send(
        new ListObjectVersionsCommand({
          Bucket: bucket.name,
          Prefix: prefix,
          KeyMarker: keyMarker,
          VersionIdMarker: versionIdMarker
        }),
        { abortSignal: signal }
      )
    )
    yield [
      ...(answer.Versions ?? []).map(version => toListed(version, false)),
      ...(answer.DeleteMarkers ?? []).map(marker => toListed(marker, true))
    ]
    keyMarker = answer.NextKeyMarker
    versionIdMarker = answer.NextVersionIdMarker
  } while (keyMarker !== undefined)
}

function toListed(
  { Key: key = '', VersionId: id, IsLatest }: ObjectVersion | DeleteMarkerEntry,
  isDeleteMarker: boolean
): ListedVersion {
  const versionId = id === undefined || id === 'null' ? null : id
  return { key, versionId, isDeleteMarker, isLatest: IsLatest !== false }
}

/**
 * The keys that begin with a prefix, a page at a time.
 *
 * @throws AwsCallError
 */
export async function* listKeys(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): AsyncGenerator<string[]> {
  let token: string | undefined
  do {
    const answer = await bucket.call('ListBucket', client =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket.name,
          Prefix: prefix,
          ContinuationToken: token
        }),
        { abortSignal: signal }
      )
    )
    yield (answer.Contents ?? []).flatMap(({ Key: key }) => key ?? [])
    token = answer.NextContinuationToken
  } while (token !== undefined)
}
