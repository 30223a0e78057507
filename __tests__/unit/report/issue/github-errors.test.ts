import { describe, expect, test } from '@jest/globals'
import {
  explainGitHub,
  isTransient,
  waitOf
} from '../../../../src/report/issue/github-errors.ts'

/** An error as Octokit makes it of an answer. */
const answered = (status: number, headers: Record<string, string> = {}) =>
  Object.assign(new Error('SECRET'), { status, response: { headers } })

/** An error as Octokit makes it where there was no answer. */
const unanswered = (cause: unknown) =>
  Object.assign(new Error('SECRET', { cause }), { status: 500 })

const REFUSED = unanswered(
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('SECRET'), { code: 'ECONNREFUSED' })
  })
)
const LATE = unanswered(new DOMException('SECRET', 'TimeoutError'))

describe('what went wrong is told with what helps', () => {
  test.each<[unknown, RegExp]>([
    [answered(401), /does not accept the token in the input github-token/],
    [answered(403), /"permissions: issues: write"/],
    [answered(404), /"permissions: issues: write"/],
    [answered(410), /has no issues/],
    [answered(403, { 'x-ratelimit-remaining': '0' }), /rate limit/],
    [answered(403, { 'retry-after': '60' }), /rate limit/],
    [answered(429), /rate limit/],
    [answered(502), /HTTP 502/],
    [answered(422), /HTTP 422/],
    [REFUSED, /could not be reached \(ECONNREFUSED\)/],
    [LATE, /\(no answer in time\)/],
    [new TypeError('SECRET'), /\(TypeError\)/],
    ['SECRET', /\(string\)/]
  ])('%p', (error, sentence) => {
    const told = explainGitHub(error)
    expect(told).toMatch(sentence)
    expect(told).not.toContain('SECRET')
  })
})

describe('another try', () => {
  test.each([answered(500), answered(503), REFUSED, LATE])(
    'may go better after %p',
    error => {
      expect(isTransient(error)).toBe(true)
    }
  )

  test.each([
    answered(401),
    answered(403),
    answered(404),
    answered(410),
    answered(422),
    answered(429),
    answered(429, { 'retry-after': '60' }),
    answered(403, { 'x-ratelimit-remaining': '0' }),
    new TypeError('x'),
    Object.assign(new Error('x'), { name: 'GraphqlResponseError' })
  ])('does not after %p', error => {
    expect(isTransient(error)).toBe(false)
  })

  test('is made when GitHub says so, if that is soon', () => {
    const error = answered(403, { 'retry-after': '3' })
    expect(isTransient(error)).toBe(true)
    expect(waitOf(error, 1)).toBe(3000)
  })

  test('is made later each time where nothing is said', () => {
    expect([1, 2, 3].map(time => waitOf(answered(500), time))).toEqual([
      2000, 4000, 8000
    ])
  })
})
