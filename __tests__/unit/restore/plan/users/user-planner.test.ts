import { describe, expect, test } from '@jest/globals'
import {
  kept,
  plannerWith,
  poolUser
} from '../../../../fixtures/restore-plans.ts'
import type { TargetChanges } from '../../../../fixtures/restore-plans.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

interface Scene extends TargetChanges {
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
  groups?: readonly string[]
}

const planFor = ({ record, policies, groups = [], ...target }: Scene = {}) =>
  plannerWith(target, policies).plan(userRecord(record), groups)

const BY_EMAIL = { usernameAttributes: ['email'] }
const NO_NAME = {
  username: '7438d4b8-0000-7000-8000-00000000ada0',
  skip: ['no-username']
} as const satisfies Partial<UserRecord>

describe('a user whom the target lacks', () => {
  test('is created as the snapshot has it', () => {
    expect(planFor({ groups: ['admins'], record: { enabled: false } })).toEqual(
      {
        action: 'create',
        oldSub: userRecord().sub,
        username: 'ada',
        attributes: { email: 'ada@example.com', email_verified: 'true' },
        attributesAfterwards: {},
        isDisabled: true,
        disable: true,
        groups: ['admins'],
        identities: [],
        identitiesLeft: 0,
        attributesLeft: 0,
        mfa: { enable: [], preferred: null, lost: [] },
        resumes: undefined
      }
    )
  })

  test('is skipped for all reasons that no policy lifts', () => {
    const skip = ['mfa-protected', 'federated'] as const
    expect(planFor({ record: { skip: [...skip] } })).toEqual({
      action: 'skip',
      reasons: skip
    })
    expect(
      planFor({
        record: { skip: [...skip] },
        policies: { mfaUsers: 'restore' }
      })
    ).toEqual({ action: 'skip', reasons: ['federated'] })
  })

  test('is created when policies lift every reason', () => {
    const record = { skip: ['mfa-protected' as const] }
    const policies = { mfaUsers: 'restore' } as const
    expect(planFor({ record, policies })).toMatchObject({ action: 'create' })
  })
})

describe('a user whom the target has', () => {
  const users = [poolUser('ada')]

  test('is kept, whatever speaks against a restore', () => {
    expect(planFor({ users, record: { skip: ['mfa-protected'] } })).toEqual(
      kept()
    )
  })

  test.each<[string, Record<string, string>]>([
    ['has another address', { email: 'eva@example.com' }],
    ['never verified the address', { email: 'ada@example.com' }],
    ['has no address', {}]
  ])('is a conflict that is left alone where it %s', (_what, attributes) => {
    const eva = poolUser('ada', { attributes })
    for (const existingUsers of ['skip', 'update', 'fail'] as const) {
      expect(
        planFor({
          users: [eva],
          policies: { existingUsers },
          record: { enabled: false },
          groups: ['admins']
        })
      ).toEqual(kept({ isConflict: true }))
    }
  })

  test('is updated where a restore has created it, whatever its address', () => {
    const attributes = { email: 'new@example.com' }
    expect(
      planFor({
        users: [poolUser('ada', { attributes })],
        created: [[userRecord().sub, 'sub-of-ada']],
        policies: { existingUsers: 'update' }
      })
    ).toMatchObject({ action: 'update' })
  })

  test('is updated where that is asked for and something differs', () => {
    const policies = { existingUsers: 'update' } as const
    expect(planFor({ users, policies })).toMatchObject({ action: 'keep' })
    expect(
      planFor({ users, policies, record: { enabled: false } })
    ).toMatchObject({ action: 'update', enabled: false })
  })

  test('is found as the target compares names', () => {
    const Ada = [poolUser('Ada', { attributes: { email: 'ada@example.com' } })]
    const of = (caseSensitive: boolean) =>
      planFor({ users: Ada, description: { caseSensitive } }).action
    expect([of(true), of(false)]).toEqual(['create', 'keep'])
  })

  test('is found by the address, where Cognito makes names up', () => {
    const users = [
      poolUser('another-sub', { attributes: userRecord().attributes })
    ]
    expect(
      planFor({ users, description: BY_EMAIL, record: NO_NAME })
    ).toMatchObject({ action: 'keep', isConflict: false })
    const unverified = { email: 'ada@example.com' }
    expect(
      planFor({
        users: [poolUser('another-sub', { attributes: unverified })],
        description: BY_EMAIL,
        record: NO_NAME
      })
    ).toMatchObject({ action: 'keep', isConflict: true })
    // Somebody with a name of her own is not the one who has her address.
    expect(planFor({ users, description: BY_EMAIL })).toEqual({
      action: 'fail',
      code: 'address-taken'
    })
  })
})

describe('two users of a snapshot who would be one user of the target', () => {
  const description = BY_EMAIL
  const shared = [poolUser('t1', { attributes: userRecord().attributes })]
  const records = ['s1', 's2'].map(sub =>
    userRecord({ username: sub, sub, skip: ['no-username'] })
  )

  test.each(['skip', 'update'] as const)(
    'are the first, and a conflict, with existing-users: %s',
    existingUsers => {
      const planner = plannerWith(
        { description, users: shared },
        { existingUsers, usersWithoutUsername: 'recreate' }
      )
      expect(records.map(record => planner.plan(record, []))).toEqual([
        kept({ sub: 'sub-of-t1' }),
        kept({ sub: 'sub-of-t1', isConflict: true })
      ])
    }
  )

  test('leave nobody out whom an earlier one only resembled', () => {
    const planner = plannerWith({
      users: [poolUser('ada', { sub: 's1', attributes: { email: 'x@x.org' } })]
    })
    const [other, ada] = ['s2', 's1'].map(sub => userRecord({ sub }))
    expect(planner.plan(other ?? userRecord(), [])).toMatchObject({
      isConflict: true
    })
    expect(planner.plan(ada ?? userRecord(), [])).toMatchObject({
      isConflict: false
    })
  })
})

describe('a user without a username', () => {
  const policies = { usersWithoutUsername: 'recreate' } as const
  const description = { usernameAttributes: ['email', 'phone_number'] }
  const both = { email: 'ada@example.com', phone_number: '+1234567' }

  test('is skipped by default', () => {
    expect(planFor({ description, record: NO_NAME })).toEqual({
      action: 'skip',
      reasons: ['no-username']
    })
  })

  test.each([
    ['the e-mail address', both, 'ada@example.com'],
    [
      'the verified one',
      { ...both, phone_number_verified: 'true' },
      '+1234567'
    ],
    ['the only one', { phone_number: '+1234567' }, '+1234567']
  ])('is recreated by %s', (_which, attributes, username) => {
    const record = { ...NO_NAME, attributes }
    expect(planFor({ description, policies, record })).toMatchObject({
      action: 'create',
      username,
      attributes
    })
  })

  test('is skipped all the same when there is no address to sign in by', () => {
    const record = { ...NO_NAME, attributes: { phone_number: '+1234567' } }
    expect(planFor({ description: BY_EMAIL, policies, record })).toEqual({
      action: 'skip',
      reasons: ['no-username']
    })
  })
})
