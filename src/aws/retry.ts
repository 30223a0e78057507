import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { isThrottlingError, isTransientError } from '@smithy/core/retry'
import type { RandomBytes } from '../shared/world.ts'

type RetryStrategy = Extract<
  NonNullable<S3ClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>
type RetryToken = Awaited<
  ReturnType<RetryStrategy['refreshRetryTokenForRetry']>
>
type RetryErrorInfo = Parameters<RetryStrategy['refreshRetryTokenForRetry']>[1]

/** Waits grow by this factor, up to the longest one. Milliseconds. */
const GROWTH = 4
const FIRST_WAIT = 50
const FIRST_WAIT_OF_A_THROTTLE = 1000
const LONGEST_WAIT = 15_000

/**
 * Names of failures that may pass. AWS documents status 500 for the first ones,
 * but Cognito has answered them with 400. S3 says to retry a conflict of two
 * conditional writes (user guide, "Conditional writes"). A body that was
 * damaged on its way can be sent again. The last ones come from KMS, whose API
 * reference says to retry them.
 */
const PASSING = [
  'InternalErrorException',
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ConditionalRequestConflict',
  'OperationAborted',
  'BadDigest',
  'IncompleteBody',
  'XAmzContentSHA256Mismatch',
  'DependencyTimeoutException',
  'KeyUnavailableException',
  'KMSInternalException'
]

/** The prefix with which S3 passes on the names of KMS's errors. */
const OF_KMS = /^KMS\./

/** The status for an unsupported call; a retry doesn't help. */
export const UNSUPPORTED_STATUS = 501

/**
 * Whether the same call may succeed after a while: a throttle, an outage, a
 * network failure.
 *
 * @param error as the SDK throws it
 */
export function mayPass(error: Error): boolean {
  if (statusOf(error) === UNSUPPORTED_STATUS) return false
  return (
    isThrottle(error) ||
    isTransientError(error as SdkError) ||
    PASSING.includes(nameOf(error))
  )
}

type SdkError = Parameters<typeof isTransientError>[0]

/**
 * Whether it is a throttle: by the SDK's list, or one of KMS that S3 passes on.
 */
export function isThrottle(error: Error): boolean {
  const { message } = error
  return (
    isThrottlingError(error as SdkError) ||
    isThrottlingError({ name: nameOf(error), message })
  )
}

function nameOf({ name }: Error): string {
  return name.replace(OF_KMS, '')
}

/**
 * Whether the answer is an HTML page, which the SDK can't parse, with a status of
 * success. It comes from something between the runner and AWS and may pass.
 */
function isPage({ error }: RetryErrorInfo): boolean {
  return isUnparsed(error) && statusOf(error) < 300
}

/**
 * Whether the endpoint may lack the operation. Emulators then answer with HTTP
 * 500 and a page; AWS's errors have a name.
 */
function isUnknownCall({ error }: RetryErrorInfo): boolean {
  return isUnparsed(error) && statusOf(error) === 500
}

function isUnparsed(error: unknown): error is Error {
  return error instanceof Error && error.name === 'SyntaxError'
}

function statusOf(error: Error & { $metadata?: ResponseMetadata }): number {
  return error.$metadata?.httpStatusCode ?? 0
}

interface ResponseMetadata {
  httpStatusCode?: number
}

/**
 * Retries like the SDK, with two differences. The SDK has one budget of retries
 * for each client, so an outage of seconds would fail every call after the
 * first few dozen. Here each call has its own attempts; the pacer protects AWS.
 * And the SDK's ten attempts take some 13 s on average. These take some 55 s,
 * and at least 30, to outlast an outage: a restore has dozens of calls under
 * way.
 *
 * The SDK itself waits between attempts, and stops waiting when a call is
 * aborted.
 *
 * @param maxAttempts how often a call is attempted, the first attempt included
 * @param randomBytes for the jitter of the waits
 * @param ifUnknown how often a call is attempted that the endpoint may not know
 */
export function createRetryStrategy(
  maxAttempts: number,
  randomBytes: RandomBytes,
  ifUnknown: number = maxAttempts
): RetryStrategy {
  const token = (retries: number, delay: number): RetryToken => ({
    getRetryCount: () => retries,
    getRetryDelay: () => delay
  })
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
    refreshRetryTokenForRetry(last, info) {
      const retries = last.getRetryCount() + 1
      const most = isUnknownCall(info) ? ifUnknown : maxAttempts
      return retries < most && isPassing(info)
        ? Promise.resolve(
            token(retries, waitBefore(retries, info, randomBytes))
          )
        : Promise.reject(new Error('Not to be tried again'))
    },
    recordSuccess: () => undefined
  }
}

function isPassing(info: RetryErrorInfo): boolean {
  const { error } = info
  return isPage(info) || (error instanceof Error && mayPass(error))
}

/**
 * A random wait in milliseconds, up to a limit that grows ("full jitter"). Once
 * the limit is at its highest, the wait is at least half of it.
 */
function waitBefore(
  retries: number,
  { error }: RetryErrorInfo,
  randomBytes: RandomBytes
): number {
  const longest =
    error instanceof Error && isThrottle(error)
      ? FIRST_WAIT_OF_A_THROTTLE * 2 ** (retries - 1)
      : FIRST_WAIT * GROWTH ** (retries - 1)
  const [high = 0, low = 0] = randomBytes(2)
  const share = (high * 256 + low) / 65_535
  return longest < LONGEST_WAIT
    ? share * longest
    : ((1 + share) / 2) * LONGEST_WAIT
}
