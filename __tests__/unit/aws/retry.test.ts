import { describe, expect, test } from '@jest/globals'
import { createRetryStrategy } from '../../../src/aws/retry.ts'

type ErrorType = 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR'

const longest = (length: number) => new Uint8Array(length).fill(255)
const shortest = (length: number) => new Uint8Array(length)

interface AwsError extends Error {
  cause?: Error
}

function named(name: string): AwsError {
  return Object.assign(new Error('what AWS says') as AwsError, { name })
}

/** What the SDK makes of a page that it can't parse. */
function page(httpStatusCode: number): AwsError {
  return Object.assign(named('SyntaxError'), { $metadata: { httpStatusCode } })
}

/** The waits in milliseconds before each retry of a call that keeps failing. */
async function waitsOf(
  error: AwsError,
  errorType: ErrorType,
  { attempts = 10, ifUnknown = 10, randomBytes = longest } = {}
): Promise<number[]> {
  const strategy = createRetryStrategy(attempts, randomBytes, ifUnknown)
  const waits: number[] = []
  let token = await strategy.acquireInitialRetryToken('')
  try {
    for (;;) {
      const info = { error, errorType }
      token = await strategy.refreshRetryTokenForRetry(token, info)
      waits.push(token.getRetryDelay())
    }
  } catch {
    return waits
  }
}

describe('a call is made again', () => {
  test('after a throttle, with longer and longer waits up to 15 s', async () => {
    expect(
      await waitsOf(named('TooManyRequestsException'), 'THROTTLING')
    ).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000])
  })

  test('after a throttle of KMS, which S3 passes on, with the same waits', async () => {
    expect(
      await waitsOf(named('KMS.ThrottlingException'), 'CLIENT_ERROR')
    ).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000])
  })

  test('after a failure of the network, first almost at once, and through an outage of half a minute', async () => {
    expect(await waitsOf(named('TimeoutError'), 'TRANSIENT')).toEqual([
      50, 200, 800, 3200, 12_800, 15_000, 15_000, 15_000, 15_000
    ])
  })

  test.each([
    'InternalErrorException',
    'InternalError',
    'ServiceUnavailable',
    'ConditionalRequestConflict',
    'OperationAborted',
    'IncompleteBody',
    'BadDigest',
    'KMS.DependencyTimeoutException',
    'KMS.KeyUnavailableException',
    'KMS.KMSInternalException',
    'XAmzContentSHA256Mismatch'
  ])('after %s, whatever status it came with', async name => {
    expect(await waitsOf(named(name), 'CLIENT_ERROR')).toHaveLength(9)
  })

  test('after a page of HTML with a status of success', async () => {
    expect(await waitsOf(page(200), 'CLIENT_ERROR')).toHaveLength(9)
  })

  test('a few times where the endpoint may not know it, by its page of HTML', async () => {
    const few = { ifUnknown: 4 }
    expect(await waitsOf(page(500), 'TRANSIENT', few)).toHaveLength(3)
    expect(await waitsOf(page(500), 'TRANSIENT')).toHaveLength(9)
    expect(await waitsOf(page(502), 'TRANSIENT', few)).toHaveLength(9)
    const throttle = named('TooManyRequestsException')
    expect(await waitsOf(throttle, 'THROTTLING', few)).toHaveLength(9)
  })

  test('as often as it may be and no more', async () => {
    const waits = await waitsOf(named('TimeoutError'), 'TRANSIENT', {
      attempts: 4
    })
    expect(waits).toHaveLength(3)
  })

  test('at moments that chance spreads', async () => {
    const waits = await waitsOf(named('TimeoutError'), 'TRANSIENT', {
      randomBytes: shortest
    })
    expect(waits).toEqual([0, 0, 0, 0, 0, 7500, 7500, 7500, 7500])
  })
})

test.each([
  ['AccessDeniedException', 'CLIENT_ERROR'],
  ['ExpiredTokenException', 'CLIENT_ERROR'],
  ['PreconditionFailed', 'CLIENT_ERROR'],
  ['NotImplemented', 'SERVER_ERROR'],
  ['KMS.DisabledException', 'CLIENT_ERROR'],
  ['KMS.KMSInvalidStateException', 'CLIENT_ERROR'],
  ['KMS.NotFoundException', 'CLIENT_ERROR']
] as const)('a call that fails with %s is made once', async (name, type) => {
  expect(await waitsOf(named(name), type)).toEqual([])
})

test('a call that the endpoint does not support is made once, whatever that is called', async () => {
  const error = Object.assign(named('InternalFailure'), {
    $metadata: { httpStatusCode: 501 }
  })
  expect(await waitsOf(error, 'SERVER_ERROR')).toEqual([])
})

test('calls that failed before cost a call none of its attempts', async () => {
  const strategy = createRetryStrategy(10, longest)
  const info = { error: named('TimeoutError'), errorType: 'TRANSIENT' as const }
  for (let call = 0; call < 1000; call += 1) {
    const token = await strategy.acquireInitialRetryToken('')
    await strategy.refreshRetryTokenForRetry(token, info)
  }
  expect(await waitsOf(info.error, info.errorType)).toHaveLength(9)
})
