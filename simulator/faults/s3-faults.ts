import type { IncomingHttpHeaders } from 'node:http'
import type { Call, Service } from '../service.ts'
import { header, type Reply } from '../wire.ts'
import type { Effect } from './fault.ts'
import { succeeded } from './fault.ts'

const refused = (
  status: number,
  name: string,
  message: string,
  headers: Record<string, string> = {}
) => ({
  instead: (_call: Call, service: Service): Reply => {
    const reply = service.fail(status, name, message)
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }
})

const PRINCIPAL =
  'arn:aws:sts::123456789012:assumed-role/cognito-backup/GitHubActions'
const OTHER_KEY =
  'arn:aws:kms:us-east-1:123456789012:key/11111111-aaaa-4bbb-8ccc-000000000000'

/** The lag of a client's clock. S3 refuses more than 15 minutes. */
const SKEW_MS = 3_600_000

const OTHER_REGION = 'ap-southeast-2'

const elsewhere = refused(
  301,
  'PermanentRedirect',
  'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  { 'x-amz-bucket-region': OTHER_REGION }
)

/** The region that a call was signed for. */
function signedFor({ input }: Call): string | undefined {
  const { headers } = input as { headers: IncomingHttpHeaders }
  const authorization = header(headers, 'authorization') ?? ''
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1]
}

const ENCRYPTION = 'x-amz-server-side-encryption'

/** Replaces the client's encryption headers. */
const asked = (encryption: Record<string, string>): Effect => ({
  request: request => {
    const kept = Object.entries(request.headers).filter(
      ([name]) => !name.startsWith(ENCRYPTION)
    )
    const headers = { ...Object.fromEntries(kept), ...encryption }
    return { ...request, headers }
  }
})

/** Changes the answer of a successful call. */
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
 * The faults of S3. Names, statuses and sentences of errors are those of the S3
 * API reference, "Error responses".
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
  /** The caller may use the bucket, and not the key. */
  'key-denied': {
    instead: ({ operation }, service) => {
      const action = operation === 'PutObject' ? 'GenerateDataKey' : 'Decrypt'
      return service.fail(
        403,
        'AccessDenied',
        `User: ${PRINCIPAL} is not authorized to perform: kms:${action} on resource: ${OTHER_KEY} because no identity-based policy allows the kms:${action} action`
      )
    }
  },
  'no-bucket': refused(
    404,
    'NoSuchBucket',
    'The specified bucket does not exist'
  ),
  'other-region': elsewhere,
  /** The bucket is in another region, and answers requests there. */
  'moved-bucket': {
    instead: (call, service) =>
      signedFor(call) === OTHER_REGION
        ? undefined
        : elsewhere.instead(call, service),
    request: request => {
      const authorization = header(request.headers, 'authorization') ?? ''
      const { headers } = request
      const here = authorization.replace(`/${OTHER_REGION}/`, '/us-east-1/')
      return { ...request, headers: { ...headers, authorization: here } }
    }
  },
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
  // S3's answer has the time, and a client can use it.
  'clock-skew': {
    instead: (_call, service) => {
      const reply = service.fail(
        403,
        'RequestTimeTooSkewed',
        "The difference between the request time and the server's time is too large."
      )
      const date = new Date(Date.now() + SKEW_MS).toUTCString()
      return { ...reply, headers: { ...reply.headers, date } }
    }
  },
  'no-such-key': refused(404, 'NoSuchKey', 'The specified key does not exist.'),
  'no-such-version': refused(
    404,
    'NoSuchVersion',
    'The specified version does not exist.'
  ),
  'key-disabled': refused(400, 'KMS.DisabledException', 'The key is disabled.'),

  // Stores the object with other encryption, and says so.
  'sse-s3': asked({ [ENCRYPTION]: 'AES256' }),
  // Without a key in the request S3 uses the AWS managed key.
  'other-key': asked({ [ENCRYPTION]: 'aws:kms' }),

  /** Does the call, and answers an error. */
  'late-error': {
    answer: (reply, _call, service) =>
      succeeded(reply)
        ? service.fail(
            500,
            'InternalError',
            'We encountered an internal error. Please try again.'
          )
        : reply
  },

  // Does the call, and changes the answer.
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
  /** Acts as a proxy that sends bodies in chunks. */
  'no-length': answered(reply => {
    const { headers } = withoutHeaders(reply, name => name === 'content-length')
    return { ...reply, headers: { ...headers, 'transfer-encoding': 'chunked' } }
  }),
  'flipped-bit': answered(reply => {
    const body = Buffer.from(reply.body)
    const middle = Math.floor(body.length / 2)
    body[middle] = (body[middle] ?? 0) ^ 1
    return { ...reply, body }
  })
} satisfies Record<string, Effect>
