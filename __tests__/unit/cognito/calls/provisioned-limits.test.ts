import { describe, expect, test } from '@jest/globals'
import { learnProvisionedLimit } from '../../../../src/cognito/calls/provisioned-limits.ts'
import { cancelled } from '../../../../src/shared/errors.ts'
import { fakePool, refuses } from '../../../fixtures/fake-pool.ts'
import { fakeLog, NEVER } from '../../../fixtures/fake-world.ts'

/** Asks for the quota of reads, answered so. */
async function learn(answer: () => object | Promise<object>) {
  const pool = fakePool({ GetProvisionedLimit: answer })
  const log = fakeLog()
  let error: unknown
  try {
    await learnProvisionedLimit(pool, 'UserRead', log, NEVER)
  } catch (thrown) {
    error = thrown
  }
  return { pool, log, error }
}

const limit = (ProvisionedLimitValue?: number) => () => ({
  Limit: { ProvisionedLimitValue, FreeLimitValue: 120 }
})

describe('the quota of an account', () => {
  test('is asked for by its category, as something that may fail', async () => {
    const { pool } = await learn(limit(400))
    expect(pool.calls).toMatchObject([
      {
        operation: 'GetProvisionedLimit',
        command: 'GetProvisionedLimitCommand',
        isOptional: true,
        input: {
          LimitDefinition: {
            LimitClass: 'API_CATEGORY',
            Attributes: { Category: 'UserRead' }
          }
        }
      }
    ])
  })

  test('is learned and told', async () => {
    const { pool, log } = await learn(limit(400))
    expect([...pool.learned]).toEqual([['UserRead', 400]])
    expect(log.lines).toEqual([
      'Cognito says that the quota of UserRead is 400 requests/s'
    ])
  })

  test.each([
    ['nothing', limit()],
    ['zero', limit(0)],
    ['less than zero', limit(-1)],
    ['no limit at all', () => ({})]
  ])('stays the default when Cognito says %s', async (_what, answer) => {
    const { pool, error } = await learn(answer)
    expect(error).toBeUndefined()
    expect(pool.learned.size).toBe(0)
  })

  test.each([
    ['AccessDeniedException', 'access-denied'],
    ['UnknownOperationException', 'aws'],
    ['TooManyRequestsException', 'aws']
  ] as const)(
    'stays the default, and is said so, when Cognito answers %s',
    async (awsCode, code) => {
      const { pool, log, error } = await learn(refuses(awsCode, { code }))
      expect(error).toBeUndefined()
      expect(pool.learned.size).toBe(0)
      expect(log.lines).toEqual([
        `Quota of UserRead: the documented default, because GetProvisionedLimit answered ${awsCode}`
      ])
    }
  )

  test.each([
    ['the run is cancelled', cancelled()],
    ['there is a bug', new TypeError('a bug')]
  ])('is not passed over when %s', async (_when, thrown) => {
    const { error } = await learn(() => Promise.reject(thrown))
    expect(error).toBe(thrown)
  })
})
