import {
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type DeleteMarkerEntry,
  type ListObjectsV2Output,
  type ObjectVersion
} from '@aws-sdk/client-s3'
import { UserError } from '../shared/errors.ts'
import type { Bucket } from './bucket.ts'

/**
 * The names of the "folders" right under a key prefix, in ascending order,
 * without prefix and slash.
 *
 * @param prefix ends in a slash
 * @throws AwsCallError; UserError `storage-answer` as listPages
 */
export async function listFolders(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): Promise<string[]> {
  const folders: string[] = []
  const request = { Prefix: prefix, Delimiter: '/' }
  for await (const page of listPages(bucket, request, signal)) {
    for (const { Prefix: folder } of page.CommonPrefixes ?? []) {
      if (folder !== undefined) folders.push(folder.slice(prefix.length, -1))
    }
  }
  return folders.sort()
}

/**
 * The keys that begin with a prefix, a page at a time.
 *
 * @throws AwsCallError; UserError `storage-answer` as listPages
 */
export async function* listKeys(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): AsyncGenerator<string[]> {
  const request = { Prefix: prefix }
  for await (const page of listPages(bucket, request, signal)) {
    yield (page.Contents ?? []).flatMap(({ Key: key }) => key ?? [])
  }
}

/**
 * Reads a listing to its last token. The SDK's paginateListObjectsV2 takes only a
 * real client, so it goes past `bucket.call`; where a page leads to itself, it
 * ends as if that were all, or never. For versions, the SDK has no paginator.
 *
 * @throws AwsCallError; UserError `storage-answer` when a page leads to itself,
 *   which would go on for ever
 */
async function* listPages(
  bucket: Bucket,
  request: { Prefix: string; Delimiter?: string },
  signal: AbortSignal
): AsyncGenerator<ListObjectsV2Output> {
  let token: string | undefined
  do {
    const page = await bucket.call('ListBucket', client =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket.name,
          ...request,
          ContinuationToken: token
        }),
        { abortSignal: signal }
      )
    )
    yield page
    const next = page.NextContinuationToken
    if (next !== undefined && next === token) throw endless(bucket)
    token = next
  } while (token !== undefined)
}

/** One version of an object, or a marker that it was deleted. */
export interface ListedVersion {
  key: string
  /** `null` if the bucket keeps no versions. */
  versionId: string | null
  isDeleteMarker: boolean
  /** Whether it is the current version of its key. */
  isLatest: boolean
}

/**
 * All versions of all objects whose keys begin with a prefix, newest first
 * within a key, a page at a time.
 *
 * @throws AwsCallError, `access-denied` without s3:ListBucketVersions; UserError
 *   `storage-answer` as listPages
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
    const { NextKeyMarker: key, NextVersionIdMarker: versionId } = answer
    const isSame = key === keyMarker && versionId === versionIdMarker
    if (key !== undefined && isSame) throw endless(bucket)
    keyMarker = key
    versionIdMarker = versionId
  } while (keyMarker !== undefined)
}

function toListed(
  { Key: key = '', VersionId: id, IsLatest }: ObjectVersion | DeleteMarkerEntry,
  isDeleteMarker: boolean
): ListedVersion {
  const versionId = id === undefined || id === 'null' ? null : id
  return { key, versionId, isDeleteMarker, isLatest: IsLatest !== false }
}

function endless(bucket: Bucket): UserError {
  return new UserError(
    'storage-answer',
    `The listing of the bucket ${bucket.name} does not come to an end: a page leads to itself. Run the job again; an emulator must answer as AWS documents it.`
  )
}
