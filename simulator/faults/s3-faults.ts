import type { Reply } from '../wire.ts'
import type { Effect } from './fault.ts'
import { succeeded } from './fault.ts'

const refused = (
  status: number,
  name: string,
  message: string,
  headers: Record<string, string> = {}
): Effect => ({
  instead: (_call, service) => {
    const reply = service.fail(status, name, message)
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }
})

const ENCRYPTION = 'x-amz-server-side-encryption'

/** Sent with other headers about encryption than the client's. */
const asked = (encryption: Record<string, string>): Effect => ({
  request: request => {
    const kept = Object.entries(request.headers).filter(
      ([name]) => !name.startsWith(ENCRYPTION)
    )
    const headers = { ...Object.fromEntries(kept), ...encryption }
    return { ...request, headers }
  }
})

/** Answered otherwise than done, where it was done. */
const answered = (change: (reply: Reply) => Reply): Effect => ({
  answer: reply => (succeeded(reply) ? change(reply) : reply)
})

const withoutHeaders = (reply: Reply, gone: (name: string) => boolean) => ({
  ...reply,
  headers: Object.fromEntries(
    Object.entries(reply.headers).filter(([name]) => !gone(name))
  )
})

/**
 * What S3 can do to a call. Names of errors, their statuses and sentences are
 * those of the S3 API reference, "Error responses".
 */
export const s3Faults = {
  'internal-error': refused(
    500,
    'InternalError',
    'We encountered an internal error. Please try again.'
  ),
  'slow-down': refused(503, 'SlowDown', 'Please reduce your request rate.'),
  'request-timeout': refused(
    400,
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period.'
  ),
  'bad-digest': refused(
    400,
    'BadDigest',
    'The SHA256 you specified did not match the calculated checksum.'
  ),
  // S3 has one answer for a missing permission and for another bucket owner.
  'access-denied': refused(403, 'AccessDenied', 'Access Denied'),
  'no-bucket': refused(
    404,
    'NoSuchBucket',
    'The specified bucket does not exist'
  ),
  'other-region': refused(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { 'x-amz-bucket-region': 'ap-southeast-2' }
  ),
  conflict: refused(
    409,
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.'
  ),
  'precondition-failed': refused(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold'
  ),
  'expired-token': refused(
    400,
    'ExpiredToken',
    'The provided token has expired.'
  ),
  'clock-skew': refused(
    403,
    'RequestTimeTooSkewed',
    "The difference between the request time and the server's time is too large."
  ),
  'key-disabled': refused(400, 'KMS.DisabledException', 'The key is disabled.'),

  // Stored otherwise than asked for, and answered so.
  'sse-s3': asked({ [ENCRYPTION]: 'AES256' }),
  // Without a key of one's own S3 takes the one that AWS keeps for it.
  'other-key': asked({ [ENCRYPTION]: 'aws:kms' }),

  // Done as asked, and answered otherwise.
  'no-encryption-answered': answered(reply =>
    withoutHeaders(reply, name => name.startsWith(ENCRYPTION))
  ),
  'wrong-checksum': answered(reply => ({
    ...reply,
    headers: {
      ...reply.headers,
      'x-amz-checksum-sha256': Buffer.alloc(32, 7).toString('base64')
    }
  })),
  'no-checksum': answered(reply =>
    withoutHeaders(reply, name => name.startsWith('x-amz-checksum-'))
  ),
  'no-version-id': answered(reply =>
    withoutHeaders(reply, name => name === 'x-amz-version-id')
  ),
  'flipped-bit': answered(reply => {
    const body = Buffer.from(reply.body)
    const middle = Math.floor(body.length / 2)
    body[middle] = (body[middle] ?? 0) ^ 1
    return { ...reply, body }
  })
} satisfies Record<string, Effect>
