import { randomBytes } from 'node:crypto'
import type { Account } from '../../account.ts'
import { accessDenied, invalidArgument, S3Error } from '../../s3/errors.ts'
import { errorReply } from '../../s3/service.ts'
import type { Service } from '../../service.ts'
import type { Reply, WireRequest } from '../../wire.ts'
import { header } from '../../wire.ts'
import type { ImportJob } from './job.ts'
import type { ImportJobs } from './jobs.ts'
import {
  expiryOf,
  importBucket,
  isSignedQuery,
  signedHeader
} from './presigned-url.ts'

const prefix = `/${importBucket}/`

/**
 * The upload of an import job's file: to a bucket of Cognito, by a pre-signed
 * URL. Statistics and hooks know it by a name that isn't an operation of S3, so
 * that it differs from calls to the customer's bucket.
 *
 * Source: developer guide, "Uploading the CSV file"; S3 user guide, "Download
 * and upload objects with presigned URLs".
 */
export function importUploadService(
  jobs: ImportJobs,
  account: Account
): Service {
  return {
    name: 's3',
    recognise({ path, query, headers }) {
      if (!path.startsWith(prefix)) return undefined
      const key = path.slice(prefix.length)
      return {
        operation: 'UploadUserImportFile',
        input: {
          bucket: importBucket,
          key,
          query: Object.fromEntries(query),
          headers
        }
      }
    },
    answer(_call, request) {
      try {
        return upload(request)
      } catch (error) {
        if (!(error instanceof S3Error)) throw error
        return errorReply(error)
      }
    },
    fail: (status, errorName, message) =>
      errorReply(new S3Error(status, errorName, message))
  }

  function upload(request: WireRequest): Reply {
    const job = authorise(request)
    checkLength(request)
    // The URL allows another upload until it expires; a started job ignores it.
    if (job.status === 'Created') job.file = request.body
    return {
      status: 200,
      headers: {
        // With this encryption the ETag isn't a checksum of the content.
        etag: `"${randomBytes(16).toString('hex')}"`,
        'x-amz-server-side-encryption': signedHeader.value,
        'x-amz-server-side-encryption-aws-kms-key-id': account.kmsKeyArn
      },
      body: ''
    }
  }

  /** The job that the request uploads a file for; throws if it may not. */
  function authorise({ method, path, query, headers }: WireRequest): ImportJob {
    if (headers.authorization !== undefined)
      throw invalidArgument(
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified'
      )
    const expiry = expiryOf(query)
    if (expiry === undefined) throw accessDenied()
    if (account.clock.now() > expiry)
      throw new S3Error(403, 'AccessDenied', 'Request has expired', {
        details: {
          'X-Amz-Expires': query.get('X-Amz-Expires') ?? '',
          Expires: new Date(expiry).toISOString(),
          ServerTime: new Date(account.clock.now()).toISOString()
        }
      })
    const job = jobs.find(path.split('/').at(-1) ?? '')
    if (
      job === undefined ||
      method !== 'PUT' ||
      path !== new URL(job.preSignedUrl).pathname ||
      !isSignedQuery(query, job.preSignedUrl) ||
      header(headers, signedHeader.name) !== signedHeader.value
    )
      throw new S3Error(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
      )
    const unsigned = Object.keys(headers).filter(
      name => name.startsWith('x-amz-') && name !== signedHeader.name
    )
    if (unsigned.length > 0)
      throw new S3Error(
        403,
        'AccessDenied',
        'There were headers present in the request which were not signed',
        { details: { HeadersNotSigned: unsigned.join(', ') } }
      )
    return job
  }
}

/** Public reports show the 501 for chunked bodies: aws/aws-sdk-js-v3#3403. */
function checkLength({ headers }: WireRequest): void {
  if (headers['transfer-encoding'] !== undefined)
    throw new S3Error(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      { details: { Header: 'Transfer-Encoding' } }
    )
  if (headers['content-length'] === undefined)
    throw new S3Error(
      411,
      'MissingContentLength',
      'You must provide the Content-Length HTTP header.'
    )
}
