import { randomBytes } from 'node:crypto'
import type { Service } from '../service.ts'
import { header } from '../wire.ts'
import type { Reply, WireRequest } from '../wire.ts'
import { element, xmlDocument } from '../xml.ts'
import { accessDenied, S3Error } from './errors.ts'
import {
  getBucketVersioning,
  headBucket,
  listObjectsV2,
  listObjectVersions
} from './listings.ts'
import { deleteObject, getObject, headObject } from './objects.ts'
import type { S3Operation, S3Request, S3State } from './operation.ts'
import { putObject } from './put-object.ts'
import { nameOperation, readAddress } from './routes.ts'

/** The operations of the simulator, and the IAM action that each needs. */
const operations: Record<
  string,
  { perform: S3Operation; action: string; versionAction?: string }
> = {
  PutObject: { perform: putObject, action: 's3:PutObject' },
  GetObject: {
    perform: getObject,
    action: 's3:GetObject',
    versionAction: 's3:GetObjectVersion'
  },
  HeadObject: {
    perform: headObject,
    action: 's3:GetObject',
    versionAction: 's3:GetObjectVersion'
  },
  DeleteObject: {
    perform: deleteObject,
    action: 's3:DeleteObject',
    versionAction: 's3:DeleteObjectVersion'
  },
  ListObjectsV2: { perform: listObjectsV2, action: 's3:ListBucket' },
  ListObjectVersions: {
    perform: listObjectVersions,
    action: 's3:ListBucketVersions'
  },
  GetBucketVersioning: {
    perform: getBucketVersioning,
    action: 's3:GetBucketVersioning'
  },
  HeadBucket: { perform: headBucket, action: 's3:ListBucket' }
}

/** Amazon S3 with one bucket, addressed by path. */
export function s3Service(state: S3State): Service {
  return {
    name: 's3',
    recognise(request) {
      const { bucket, key } = readAddress(request.path)
      const { query, headers } = request
      return {
        operation: nameOperation(request.method, bucket, key, query),
        input: { bucket, key, query: Object.fromEntries(query), headers }
      }
    },
    answer({ operation }, wire) {
      const request = { ...wire, ...readAddress(wire.path) }
      try {
        check(request, wire)
        const known = operations[operation]
        if (known === undefined)
          throw new S3Error(
            501,
            'NotImplemented',
            `The simulator has no ${operation}.`
          )
        checkPermission(request, known)
        return withIds(known.perform(request, state))
      } catch (error) {
        if (!(error instanceof S3Error)) throw error
        return errorReply(error)
      }
    },
    fail: (status, errorName, message) =>
      errorReply(new S3Error(status, errorName, message))
  }

  function check({ bucket, headers }: S3Request, wire: WireRequest): void {
    const { account, permissions, sessions } = state
    const credentials = sessions.read(wire)
    if (credentials === 'missing') throw accessDenied()
    if (credentials === 'expired')
      throw new S3Error(400, 'ExpiredToken', 'The provided token has expired.')
    if (credentials === 'malformed')
      throw new S3Error(
        400,
        'AuthorizationHeaderMalformed',
        'The authorization header that you provided is not valid.'
      )
    if (credentials === 'unknown')
      throw new S3Error(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.'
      )
    permissions.actAs(credentials.session)
    const callerAccountId = credentials.session?.accountId ?? account.accountId
    if (bucket !== account.bucket)
      throw new S3Error(
        404,
        'NoSuchBucket',
        'The specified bucket does not exist',
        { details: { BucketName: bucket } }
      )
    if (credentials.region !== account.bucketRegion)
      throw new S3Error(
        301,
        'PermanentRedirect',
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        {
          details: { Bucket: bucket },
          headers: { 'x-amz-bucket-region': account.bucketRegion }
        }
      )
    const owner = header(headers, 'x-amz-expected-bucket-owner')
    if (owner !== undefined && owner !== account.bucketAccountId)
      throw accessDenied()
    // "Bucket owners need not specify this parameter." API reference, PutObject.
    if (account.requesterPays && callerAccountId !== account.bucketAccountId)
      if (header(headers, 'x-amz-request-payer') !== 'requester')
        throw accessDenied()
  }

  function checkPermission(
    { bucket, key, query }: S3Request,
    needs: { action: string; versionAction?: string }
  ): void {
    const action =
      query.has('versionId') && needs.versionAction !== undefined
        ? needs.versionAction
        : needs.action
    if (state.permissions.allows(action)) return
    const resource = key === undefined ? bucket : `${bucket}/${key}`
    throw accessDenied(
      state.permissions.refusal(action, `"arn:aws:s3:::${resource}"`)
    )
  }
}

/** Shared with another bucket's service. */
export function errorReply(error: S3Error): Reply {
  const { status, code, message, details, headers } = error
  const ids = requestIds()
  return {
    status,
    headers: { 'content-type': 'application/xml', ...ids, ...headers },
    body: xmlDocument(
      element('Error', [
        element('Code', code),
        element('Message', message),
        ...Object.entries(details).map(([name, text]) => element(name, text)),
        element('RequestId', ids['x-amz-request-id']),
        element('HostId', ids['x-amz-id-2'])
      ])
    ),
    errorName: code
  }
}

function withIds(reply: Reply): Reply {
  return { ...reply, headers: { ...requestIds(), ...reply.headers } }
}

const requestIds = () => ({
  'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
  'x-amz-id-2': randomBytes(24).toString('base64')
})
