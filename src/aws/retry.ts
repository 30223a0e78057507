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
 * Failures that pass, by their names: AWS documents a status of 500 for the
 * first ones, and Cognito has been seen to answer 400 whatever is documented. A
 * conflict of two conditional writes is to be tried again (S3 user guide,
 * "Conditional writes"), and a body that was damaged on its way is whole here.
 * The last ones are of KMS, whose API reference says to try them again.
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

/** S3 passes the errors of KMS on under their names, with this before them. */
const OF_KMS = /^KMS\./

/** An endpoint that doesn't support a call will not support it the next time. */
export const UNSUPPORTED_STATUS = 501

/**
 * Whether the same call may be answered otherwise after a while: a throttle, an
 * outage, a failure on the way.
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

/** By the SDK's own list, and alike where S3 passes on that KMS throttles. */
function isThrottle(error: Error): boolean {
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
 * The SDK fails to parse a page of HTML. One that has a status of success comes
 * from something between the runner and AWS, and may be gone the next time.
 */
function isPage({ error }: RetryErrorInfo): boolean {
  return isUnparsed(error) && statusOf(error) < 300
}

/**
 * Emulators answer an operation that they lack with HTTP 500 and a page; an
 * error of AWS has a name.
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
 * Retries as the SDK does, with two differences. All its retries come out of one
 * budget for each client, so that an outage of seconds would fail every call
 * after the first few dozen; here each call has its attempts, and what protects
 * AWS is the pace at which attempts are made. And its ten attempts are over
 * after some 13 s on average; these last some 55 s and never less than 30, since
 * a restore has dozens of calls under way, and an outage must be outlasted by all.
 *
 * The SDK waits between attempts, and stops waiting when a call is aborted.
 *
 * @param maxAttempts how often a call is made, the first one included
 * @param randomBytes for waits that don't coincide
 * @param ifUnknown how often a call is made that the endpoint may not know
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
 * Anything up to a limit that grows ("full jitter"), and from half of it on once
 * it grows no more. In milliseconds.
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
