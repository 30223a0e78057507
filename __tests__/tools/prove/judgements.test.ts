import { describe, expect, test } from '@jest/globals'
import { answerTo } from '../../../tools/prove/answer.ts'
import { NotSettled } from '../../../tools/prove/proof.ts'
import {
  judgeBurst,
  judgeThrottles,
  THROTTLE
} from '../../../tools/prove/proofs/quotas.ts'
import { judgeClocks } from '../../../tools/prove/proofs/storage.ts'
import { whyNot } from '../../../tools/prove/run-proofs.ts'
import { AwsCallError, type ErrorCode } from '../../../src/shared/errors.ts'

const failed = (awsCode: string, code: ErrorCode = 'aws') =>
  new AwsCallError(
    { code, message: 'somebody@example.com' },
    { action: 'cognito-idp:AdminGetUser', awsCode, attempts: 1 }
  )
const done = { name: undefined, status: 200 }
const throttled = { name: THROTTLE, status: 400 }

describe('an answer', () => {
  test('is accepted, or the name of the refusal', async () => {
    expect(await answerTo(() => Promise.resolve())).toBe('accepted')
    expect(
      await answerTo(() => Promise.reject(failed('UserNotFoundException')))
    ).toBe('UserNotFoundException')
  })

  test.each([
    failed('AccessDeniedException', 'access-denied'),
    failed('ECONNREFUSED', 'network'),
    failed('ExpiredTokenException', 'credentials'),
    failed('TooManyRequestsException'),
    failed('InternalErrorException'),
    failed('UnknownOperationException'),
    new TypeError('x is undefined')
  ])('is none where the call didn’t get to its question: %s', async error => {
    await expect(answerTo(() => Promise.reject(error))).rejects.toBe(error)
  })
})

describe('a burst', () => {
  test('that passes as a whole is as assumed', () => {
    expect(judgeBurst([done, done])).toEqual({
      outcome: 'as-assumed',
      seen: '0 of 2 calls at once throttled'
    })
  })

  test('of which something is throttled is otherwise', () => {
    expect(judgeBurst([done, throttled]).outcome).toBe('otherwise')
  })

  test('that is refused for another reason says nothing', () => {
    const denied = { name: 'AccessDeniedException', status: 400 }
    expect(judgeBurst([throttled, denied]).outcome).toBe('not-settled')
  })
})

describe('too many calls', () => {
  test.each([400, 429])('throttled with HTTP %i are as assumed', status => {
    expect(judgeThrottles([done, { name: THROTTLE, status }])).toEqual({
      outcome: 'as-assumed',
      seen: `${THROTTLE} (HTTP ${status})`
    })
  })

  test.each([
    { name: THROTTLE, status: 503 },
    { name: 'ThrottlingException', status: 400 }
  ])('throttled in another way are otherwise: %p', answer => {
    expect(judgeThrottles([done, throttled, answer]).outcome).toBe('otherwise')
  })

  test.each([
    { name: 'AccessDeniedException', status: 400 },
    { name: 'ECONNRESET', status: undefined }
  ])('refused for another reason say nothing: %p', answer => {
    expect(judgeThrottles([done, answer]).outcome).toBe('not-settled')
  })

  test('that all pass say nothing', () => {
    expect(judgeThrottles([done, done]).outcome).toBe('not-settled')
  })
})

test.each([
  [0, 100, 'as-assumed'],
  [900, 100, 'as-assumed'],
  [-1900, 100, 'as-assumed'],
  [2100, 100, 'as-assumed'],
  [-2100, 100, 'otherwise'],
  [2200, 100, 'otherwise'],
  [5000, 4000, 'as-assumed']
])('clocks %i ms apart, of calls of %i ms, are %s', (apart, elapsed, outcome) =>
  expect(judgeClocks(apart, elapsed).outcome).toBe(outcome)
)

describe('why nothing was settled', () => {
  test.each<[Error, string]>([
    [new NotSettled('needs --bucket'), 'needs --bucket'],
    [
      failed('AccessDeniedException', 'access-denied'),
      'cognito-idp:AdminGetUser failed: AccessDeniedException'
    ],
    [
      failed('UserNotFoundException'),
      "cognito-idp:AdminGetUser answered UserNotFoundException, which this proof doesn't expect"
    ],
    [
      new TypeError('somebody@example.com'),
      'the proof itself failed (TypeError)'
    ]
  ])('is told by names alone: %s', (error, sentence) => {
    expect(whyNot(error)).toBe(sentence)
  })
})
