import { header } from '../wire.ts'
import { checksumHeaders } from './checksums.ts'
import { encryptionHeaders } from './encryption.ts'
import { accessDenied, noSuchKey, S3Error } from './errors.ts'
import type { ObjectVersion } from './object-store.ts'
import type { S3Operation, S3Request, S3State } from './operation.ts'
import { keyOf } from './operation.ts'
import { expectReadable, storageHeaders } from './storage-class.ts'

type Stored = NonNullable<ObjectVersion['stored']>

/** Source: S3 API reference, GetObject. */
export const getObject: S3Operation = (request, state) => {
  const { version, stored } = find(request, state)
  if (
    stored.encryption.keyArn !== undefined &&
    !state.permissions.allows('kms:Decrypt')
  )
    throw accessDenied(
      state.permissions.refusal('kms:Decrypt', stored.encryption.keyArn)
    )
  expectReadable(stored.storage)
  const range = readRange(request, stored.bytes.length)
  if (range === undefined)
    return {
      status: 200,
      headers: {
        ...objectHeaders(version, stored),
        ...checksumsIfAsked(request, stored)
      },
      body: stored.bytes
    }
  // A checksum covers the whole object, and says nothing about a part.
  const { start, end } = range
  return {
    status: 206,
    headers: {
      ...objectHeaders(version, stored),
      'content-range': `bytes ${start}-${end}/${stored.bytes.length}`
    },
    body: stored.bytes.subarray(start, end + 1)
  }
}

/** Source: S3 API reference, HeadObject. */
export const headObject: S3Operation = (request, state) => {
  const { version, stored } = find(request, state)
  return {
    status: 200,
    headers: {
      ...objectHeaders(version, stored),
      ...checksumsIfAsked(request, stored),
      'content-length': String(stored.bytes.length)
    },
    body: ''
  }
}

/**
 * Without a version id, puts a delete marker on top; with one, deletes that
 * version for good. Source: S3 API reference, DeleteObject.
 */
export const deleteObject: S3Operation = (request, { store }) => {
  const key = keyOf(request)
  const versionId = request.query.get('versionId')
  const version =
    versionId === null
      ? store.putDeleteMarker(key)
      : store.deleteVersion(key, versionId)
  const headers: Record<string, string> = {}
  if (version) {
    headers['x-amz-version-id'] = version.versionId
    if (!version.stored) headers['x-amz-delete-marker'] = 'true'
  }
  return { status: 204, headers, body: '' }
}

function find(
  request: S3Request,
  { store, permissions }: S3State
): { version: ObjectVersion; stored: Stored } {
  const key = keyOf(request)
  const versionId = request.query.get('versionId')
  const version =
    versionId === null
      ? store.current(key)
      : store.versions(key).find(other => other.versionId === versionId)
  if (version?.stored) return { version, stored: version.stored }
  // A caller without the permission to list may not learn which keys are
  // missing.
  if (!permissions.allows('s3:ListBucket')) throw accessDenied()
  if (version && versionId !== null)
    throw new S3Error(
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      { headers: { 'x-amz-delete-marker': 'true' } }
    )
  if (versionId !== null)
    throw new S3Error(
      404,
      'NoSuchVersion',
      'The specified version does not exist.',
      { details: { Key: key, VersionId: versionId } }
    )
  throw noSuchKey(key, version && { 'x-amz-delete-marker': 'true' })
}

function objectHeaders(
  version: ObjectVersion,
  stored: Stored
): Record<string, string> {
  return {
    ...stored.headers,
    'accept-ranges': 'bytes',
    etag: stored.etag,
    'last-modified': new Date(version.modifiedAt).toUTCString(),
    'x-amz-version-id': version.versionId,
    ...encryptionHeaders(stored.encryption),
    ...storageHeaders(stored.storage)
  }
}

function checksumsIfAsked(
  { headers }: S3Request,
  stored: Stored
): Record<string, string> {
  return header(headers, 'x-amz-checksum-mode') === 'ENABLED'
    ? checksumHeaders(stored.checksums)
    : {}
}

/** The bytes asked for, both ends included; undefined for all of them. */
function readRange(
  { headers }: S3Request,
  size: number
): { start: number; end: number } | undefined {
  const text = header(headers, 'range')
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? []
  if (from === '' && to === '') return undefined
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from)
  const end =
    from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start > end)
    throw new S3Error(
      416,
      'InvalidRange',
      'The requested range is not satisfiable'
    )
  return { start, end }
}
