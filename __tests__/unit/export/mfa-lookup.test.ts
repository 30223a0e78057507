import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  planMfaLookup,
  startMfaLookup,
  type MfaLookupPolicy
} from '../../../src/export/mfa-lookup.ts'
import type { PoolMfa } from '../../../src/export/classify.ts'
import { fakePool, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

const LIMIT = 10
const answers = {
  AdminGetUserAuthFactors: () => ({ UserMFASettingList: ['SMS_MFA'] })
}

describe('the look-up is made', () => {
  type Row = [MfaLookupPolicy['mode'], PoolMfa, number | undefined, boolean]

  test.each<Row>([
    ['auto', 'OPTIONAL', 0, true],
    ['auto', 'OPTIONAL', LIMIT, true],
    ['auto', 'OPTIONAL', LIMIT + 1, false],
    ['auto', 'OPTIONAL', undefined, true],
    ['auto', 'ON', 1, false],
    ['auto', 'OFF', 1, false],
    ['always', 'OPTIONAL', 1, true],
    ['always', 'OPTIONAL', LIMIT + 1, true],
    ['always', 'ON', LIMIT + 1, true],
    ['always', 'OFF', 1, false],
    ['never', 'OPTIONAL', 1, false],
    ['never', 'ON', 1, false],
    ['never', 'OFF', 1, false]
  ])(
    'in mode %s, with MFA %s, for about %s users: %s',
    (mode, mfa, estimate, isMade) => {
      const policy = { mode, limit: LIMIT }
      expect(planMfaLookup(policy, mfa, estimate)).toBe(isMade)
      const pool = fakePool(answers)
      const lookup = startMfaLookup(policy, mfa, estimate, pool, NEVER)
      expect(lookup.isMade).toBe(isMade)
      expect(pool.calls).toEqual([])
    }
  )
})

describe('a look-up', () => {
  test('that is not made asks for nobody', async () => {
    const pool = fakePool(answers)
    const policy = { mode: 'never', limit: LIMIT } as const
    const lookup = startMfaLookup(policy, 'OPTIONAL', 1, pool, NEVER)
    expect(await lookup.factorsOf('ada')).toBeUndefined()
    expect(lookup.billed()).toBe(0)
    expect(lookup.deniedAction()).toBeUndefined()
    expect(pool.calls).toEqual([])
  })

  test('tells the factors and whom AWS bills', async () => {
    const pool = fakePool(answers)
    const policy = { mode: 'auto', limit: LIMIT } as const
    const lookup = startMfaLookup(policy, 'OPTIONAL', 2, pool, NEVER)
    for (const name of ['ada', 'eva']) {
      expect(await lookup.factorsOf(name)).toEqual({
        methods: ['SMS_MFA'],
        preferred: null
      })
    }
    expect(lookup.billed()).toBe(2)
  })

  test('tells the action that the role lacks', async () => {
    const denied = refuses('AccessDenied', {
      code: 'access-denied',
      action: 'cognito-idp:AdminGetUserAuthFactors'
    })
    const pool = fakePool({
      AdminGetUserAuthFactors: denied,
      AdminGetUser: denied
    })
    const policy = { mode: 'always', limit: LIMIT } as const
    const lookup = startMfaLookup(policy, 'ON', 2, pool, NEVER)
    expect(await lookup.factorsOf('ada')).toBe('unknown')
    expect(lookup.billed()).toBe(0)
    expect(lookup.deniedAction()).toBe('cognito-idp:AdminGetUserAuthFactors')
  })

  test('in auto never passes the limit, though the estimate was too low', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.nat(30),
        fc.option(fc.nat(12), { nil: undefined }),
        fc.boolean(),
        async (limit, users, estimate, atOnce) => {
          const pool = fakePool(answers)
          const policy = { mode: 'auto', limit } as const
          const lookup = startMfaLookup(
            policy,
            'OPTIONAL',
            estimate,
            pool,
            NEVER
          )
          const names = Array.from({ length: users }, (_user, at) => `u${at}`)
          const found: unknown[] = []
          if (atOnce) {
            found.push(
              ...(await Promise.all(
                names.map(async name => lookup.factorsOf(name))
              ))
            )
          } else {
            for (const name of names) found.push(await lookup.factorsOf(name))
          }
          const asked = new Set(pool.calls.map(call => call.input['Username']))
          const known = found.filter(factors => factors !== undefined).length
          const expected = lookup.isMade ? Math.min(users, limit) : 0
          expect(asked.size).toBe(expected)
          expect(known).toBe(expected)
          expect(lookup.billed()).toBe(expected)
        }
      )
    )
  })

  test('that fails for a user still counts towards the limit', async () => {
    const pool = fakePool({
      AdminGetUserAuthFactors: refuses('UserNotFoundException')
    })
    const policy = { mode: 'auto', limit: 1 } as const
    const lookup = startMfaLookup(policy, 'OPTIONAL', 1, pool, NEVER)
    expect(await lookup.factorsOf('ada')).toBe('unknown')
    expect(await lookup.factorsOf('eva')).toBeUndefined()
  })

  test('in always has no limit', async () => {
    const pool = fakePool(answers)
    const policy = { mode: 'always', limit: 0 } as const
    const lookup = startMfaLookup(policy, 'OPTIONAL', 0, pool, NEVER)
    for (let users = 0; users < 5; users += 1) {
      expect(await lookup.factorsOf(`u${users}`)).toBeDefined()
    }
    expect(lookup.billed()).toBe(5)
  })
})
