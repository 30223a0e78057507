import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  planUser,
  type TargetFacts,
  type UserPlan
} from '../../../src/restore/plan.ts'
import {
  anyAttributeName,
  anyText,
  anyUserRecord,
  userRecord
} from '../../fixtures/snapshot-records.ts'

const EMPTY: TargetFacts = { has: () => false, aliasAttributes: [] }
const ALIASES = { ...EMPTY, aliasAttributes: ['preferred_username'] }

/** The plan for a user of these attributes whom the target lacks. */
function planFor(attributes: Record<string, string>, target = EMPTY) {
  const plan = planUser(userRecord({ attributes }), [], target)
  if (plan.action !== 'create') throw new Error('not created')
  return plan
}

const cognitoNames = fc.constantFrom(
  'sub',
  'identities',
  'cognito:user_status',
  'cognito:mfa_enabled',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'preferred_username',
  'name',
  'custom:tenant'
)

const anyAttributes = fc.dictionary(
  fc.oneof(cognitoNames, fc.stringMatching(/^custom:[a-zA-Z]{1,8}$/)),
  fc.oneof(anyText, fc.constantFrom('', 'true', 'false')),
  { noNullPrototype: true }
)

const anyTarget = fc
  .tuple(fc.boolean(), fc.subarray(['email', 'preferred_username']))
  .map(([isThere, aliasAttributes]) => ({
    has: () => isThere,
    aliasAttributes
  }))

describe('the plan for any user', () => {
  test('never writes what is for Cognito to give or to keep', () => {
    fc.assert(
      fc.property(anyAttributes, anyTarget, (attributes, target) => {
        const plan = planFor(attributes, { ...target, has: () => false })
        for (const name of writtenNames(plan)) {
          expect(name).not.toMatch(/^(sub|identities|cognito:.*)$/)
        }
      }),
      { numRuns: 300 }
    )
  })

  test('writes a verified flag only with the value it speaks of', () => {
    fc.assert(
      fc.property(anyAttributes, attributes => {
        const { attributes: now } = planFor(attributes)
        if ('email_verified' in now) expect(now['email']).toBeTruthy()
        if ('phone_number_verified' in now) {
          expect(now['phone_number']).toBeTruthy()
        }
      }),
      { numRuns: 300 }
    )
  })

  test('writes everything else, once and unchanged', () => {
    fc.assert(
      fc.property(anyAttributes, anyTarget, (attributes, target) => {
        const plan = planFor(attributes, { ...target, has: () => false })
        const { attributes: now, attributesAfterwards: later } = plan
        const written = [...Object.entries(now), ...Object.entries(later)]
        const expected = Object.entries(attributes).filter(([name]) => {
          if (name === 'sub' || name === 'identities') return false
          if (name.startsWith('cognito:')) return false
          const verifies = /^(email|phone_number)_verified$/.exec(name)?.[1]
          return verifies === undefined || Boolean(attributes[verifies])
        })
        expect(new Map(written)).toEqual(new Map(expected))
        expect(written).toHaveLength(expected.length)
      }),
      { numRuns: 300 }
    )
  })

  test('depends on nothing but what it is given, and changes none of it', () => {
    fc.assert(
      fc.property(
        anyUserRecord,
        fc.array(anyAttributeName),
        anyTarget,
        (record, groups, target) => {
          const before = structuredClone(record)
          const plan = planUser(record, groups, target)
          expect(planUser(record, groups, target)).toEqual(plan)
          expect(record).toEqual(before)
        }
      )
    )
  })

  test('creates, keeps or skips by presence first, then by reasons', () => {
    fc.assert(
      fc.property(anyUserRecord, anyTarget, (record, target) => {
        const { action } = planUser(record, [], target)
        const expected = target.has()
          ? 'keep'
          : record.skip.length > 0
            ? 'skip'
            : 'create'
        expect(action).toBe(expected)
      })
    )
  })
})

describe('a user', () => {
  test('who is there is kept, whatever speaks against a restore', () => {
    const record = userRecord({ skip: ['federated'] })
    const target = { ...EMPTY, has: (name: string) => name === 'ada' }
    expect(planUser(record, [], target)).toEqual({ action: 'keep' })
  })

  test('with reasons is skipped for all of them', () => {
    const record = userRecord({ skip: ['no-username', 'federated'] })
    expect(planUser(record, ['admins'], EMPTY)).toEqual({
      action: 'skip',
      reasons: ['no-username', 'federated']
    })
  })

  test('is created with groups, and disabled again', () => {
    const record = userRecord({ enabled: false })
    expect(planUser(record, ['admins'], EMPTY)).toEqual({
      action: 'create',
      username: 'ada',
      attributes: { email: 'ada@example.com', email_verified: 'true' },
      attributesAfterwards: {},
      disable: true,
      groups: ['admins']
    })
  })

  test('who is enabled is not disabled', () => {
    expect(planUser(userRecord(), [], EMPTY)).toMatchObject({ disable: false })
  })
})

describe('preferred_username', () => {
  const attributes = { preferred_username: 'countess', name: 'Ada' }

  test('is written afterwards where it is an alias', () => {
    expect(planFor(attributes, ALIASES)).toMatchObject({
      attributes: { name: 'Ada' },
      attributesAfterwards: { preferred_username: 'countess' }
    })
  })

  test('is written at once where it is not', () => {
    const target = { ...EMPTY, aliasAttributes: ['email'] }
    expect(planFor(attributes, target)).toMatchObject({
      attributes,
      attributesAfterwards: {}
    })
  })
})

test('an attribute is written whatever its name', () => {
  for (const name of ['toString', 'valueOf', 'hasOwnProperty']) {
    expect(Object.keys(planFor({ [name]: 'x' }).attributes)).toEqual([name])
  }
})

function writtenNames(plan: Extract<UserPlan, { action: 'create' }>): string[] {
  return [
    ...Object.keys(plan.attributes),
    ...Object.keys(plan.attributesAfterwards)
  ]
}
