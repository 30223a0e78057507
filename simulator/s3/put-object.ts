import type { IncomingHttpHeaders } from 'node:http'
import { header } from '../wire.ts'
import type { Reply } from '../wire.ts'
import { checksumHeaders, verifyDigests } from './checksums.ts'
import { decodeBody } from './chunked-body.ts'
import { encryptionHeaders, readEncryption } from './encryption.ts'
import { accessDenied, notImplemented, S3Error } from './errors.ts'
import type { S3Operation, S3Request, S3State } from './operation.ts'
import { keyOf } from './operation.ts'

/** Bytes of UTF-8. Source: S3 user guide, "Naming Amazon S3 objects". */
const maxKeyBytes = 1024

/** Source: S3 API reference, PutObject. */
export const putObject: S3Operation = (request, state) => {
  const { headers } = request
  const key = keyOf(request)
  if (Buffer.byteLength(key) > maxKeyBytes)
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long')
  if (header(headers, 'x-amz-copy-source') !== undefined) throw notImplemented()
  const { bytes, trailers } = decodeBody(headers, request.body)
  const checksums = verifyDigests(
    { ...singleValues(headers), ...trailers },
    bytes
  )
  checkAcl(request, state)
  const encryption = readEncryption(headers, state.account)
  if (
    encryption.keyArn !== undefined &&
    !state.permissions.allows('kms:GenerateDataKey')
  )
    throw accessDenied(
      state.permissions.refusal('kms:GenerateDataKey', encryption.keyArn)
    )
  checkPrecondition(headers, state.store.current(key)?.stored !== undefined)

  const storageClass = header(headers, 'x-amz-storage-class')
  const version = state.store.put(key, bytes, {
    encryption,
    checksums,
    ...(storageClass !== undefined && { storage: { storageClass } }),
    headers: storedHeaders(headers)
  })
  return {
    status: 200,
    headers: {
      ...(version.stored && { etag: version.stored.etag }),
      'x-amz-version-id': version.versionId,
      ...encryptionHeaders(encryption),
      ...checksumHeaders(checksums)
    },
    body: ''
  } satisfies Reply
}

/**
 * The ACL of an object. The bucket has ACLs disabled, as all new ones do: it
 * accepts only the ACL that gives the owner full control.
 * Source: S3 user guide, "Controlling ownership of objects and disabling ACLs
 * for your bucket".
 */
function checkAcl(request: S3Request, { account, permissions }: S3State): void {
  const acl = header(request.headers, 'x-amz-acl')
  const arn = `"arn:aws:s3:::${request.bucket}/${request.key ?? ''}"`
  if (acl !== undefined && !permissions.allows('s3:PutObjectAcl'))
    throw accessDenied(permissions.refusal('s3:PutObjectAcl', arn))
  if (account.demandedAcl !== undefined && acl !== account.demandedAcl)
    throw accessDenied(permissions.bucketPolicyRefusal('s3:PutObject', arn))
  if (acl !== undefined && acl !== 'bucket-owner-full-control')
    throw new S3Error(
      400,
      'AccessControlListNotSupported',
      'The bucket does not allow ACLs'
    )
}

/**
 * A conditional write: `If-None-Match: *` writes only if the key has no object;
 * a delete marker counts as no object. `*` is the only valid value.
 *
 * Source: S3 user guide, "How to prevent object overwrites with conditional
 * writes".
 */
function checkPrecondition(headers: IncomingHttpHeaders, exists: boolean) {
  const ifNoneMatch = header(headers, 'if-none-match')
  if (header(headers, 'if-match') !== undefined) throw notImplemented()
  if (ifNoneMatch === undefined) return
  if (ifNoneMatch !== '*') throw notImplemented()
  if (exists)
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      { details: { Condition: 'If-None-Match' } }
    )
}

/** The headers that come back when the object is read. */
function storedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const stored: Record<string, string> = {
    'content-type': header(headers, 'content-type') ?? 'binary/octet-stream'
  }
  // `aws-chunked` was the framing of the request, not of the object.
  const encoding = (header(headers, 'content-encoding') ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'aws-chunked')
    .join(',')
  if (encoding !== '') stored['content-encoding'] = encoding
  for (const name of Object.keys(headers))
    if (name.startsWith('x-amz-meta-'))
      stored[name] = header(headers, name) ?? ''
  return stored
}

function singleValues(
  headers: IncomingHttpHeaders
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.keys(headers).map(name => [name, header(headers, name)])
  )
}
