import { describe, expect, test } from '@jest/globals'
import { checkNames } from '../../../../src/restore/plan/name-checks.ts'
import type {
  PlannedUser,
  UserPlan
} from '../../../../src/restore/plan/users/user-plan.ts'
import {
  factsWith,
  type FactChanges
} from '../../../fixtures/preflight-facts.ts'
import { creation, kept, update } from '../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

interface SignIn {
  usernameAttributes?: string[]
  aliasAttributes?: string[]
}

/** A user with these attributes, who is to be created by default. */
const planned = (
  attributes: Record<string, string> = {},
  plan: UserPlan = creation()
): PlannedUser => ({ record: userRecord({ attributes }), plan })

const named = (username: string) => planned({}, creation({ username }))

function checkAll(changes: FactChanges, users: readonly PlannedUser[]) {
  const { source, target } = factsWith(changes)
  const checks = checkNames(source, target)
  for (const user of users) checks.see(user)
  return checks
}

const check = (changes: FactChanges, names: readonly string[]) =>
  checkAll(changes, names.map(named))

describe('names that differ in capitals alone', () => {
  const names = ['ada', 'Ada', 'ADA', 'eva']
  const of = (source: boolean, target: boolean) =>
    check(
      { source: { caseSensitive: source }, target: { caseSensitive: target } },
      names
    ).caseCollisions

  test('collide where the target pool does not tell them apart', () => {
    expect(of(true, false)).toBe(2)
  })

  test('stand side by side where it does, or the source could not have them', () => {
    expect([of(true, true), of(false, true), of(false, false)]).toEqual([
      0, 0, 0
    ])
  })
})

describe('addresses that differ in capitals alone', () => {
  const BY_EMAIL = { usernameAttributes: ['email'] }
  const ALIASES = { aliasAttributes: ['email', 'preferred_username'] }
  const verified = (email: string) => ({ email, email_verified: 'true' })
  const [SMALL, LARGE] = ['ada@example.com', 'Ada@example.com']
  const REFUSED: UserPlan = { action: 'fail', code: 'address-taken' }
  const HAD = creation({
    resumes: { username: 'ada', sub: 's', hasPassword: false }
  })

  const collisions = (
    signIn: SignIn,
    one: PlannedUser,
    other: PlannedUser,
    source: SignIn & { caseSensitive?: boolean } = signIn
  ) =>
    [
      [one, other],
      [other, one]
    ].map(
      users =>
        checkAll({ source, target: { ...signIn, caseSensitive: false } }, users)
          .caseCollisions
    )

  test.each<[string, SignIn, object, object]>([
    ['usernames', BY_EMAIL, { email: SMALL }, { email: LARGE }],
    ['verified aliases', ALIASES, verified(SMALL), verified(LARGE)],
    [
      'preferred names',
      ALIASES,
      { preferred_username: 'ada' },
      { preferred_username: 'ADA' }
    ]
  ])('collide as %s, whoever comes first', (_what, signIn, one, other) => {
    expect(
      collisions(
        signIn,
        planned(one as Record<string, string>),
        // The planner has given the address away by then.
        planned(other as Record<string, string>, REFUSED)
      )
    ).toEqual([1, 1])
  })

  test('collide where an update gives one, or verifies it', () => {
    const small = planned(verified(SMALL))
    for (const attributes of [verified(LARGE), { email_verified: 'true' }]) {
      const given = planned(verified(LARGE), update({ attributes }))
      expect(collisions(ALIASES, small, given)).toEqual([1, 1])
    }
    const other = planned(
      verified(LARGE),
      update({ attributes: { name: 'A' } })
    )
    expect(collisions(ALIASES, small, other)).toEqual([0, 0])
  })

  test('collide where people sign in by them only from now on', () => {
    const [one, other] = [planned(verified(SMALL)), planned(verified(LARGE))]
    const source = { caseSensitive: false }
    expect(collisions(ALIASES, one, other, source)).toEqual([1, 1])
    expect(collisions(ALIASES, one, other, { ...source, ...ALIASES })).toEqual([
      0, 0
    ])
  })

  test.each<[string, PlannedUser, PlannedUser]>([
    ['that are the same', planned(verified(SMALL)), planned(verified(SMALL))],
    [
      'that no user signs in by',
      planned({ email: SMALL }),
      planned({ email: LARGE })
    ],
    [
      'of users who are there',
      planned(verified(SMALL)),
      planned(verified(LARGE), kept())
    ],
    [
      'of users whom a run has created',
      planned(verified(SMALL)),
      planned(verified(LARGE), HAD)
    ],
    [
      'of users who are skipped',
      planned(verified(SMALL)),
      planned(verified(LARGE), { action: 'skip', reasons: ['federated'] })
    ]
  ])('are not counted of addresses %s', (_what, one, other) => {
    expect(collisions(ALIASES, one, other)).toEqual([0, 0])
  })
})

describe('names that read like an alias', () => {
  const names = ['ada', 'ada@example.com', '+1234567', '1234567', 'a@b', '@']
  const of = (...aliasAttributes: string[]) =>
    check({ target: { aliasAttributes } }, names).likeAlias

  test('are counted by the aliases that the target pool has', () => {
    expect(of()).toBe(0)
    expect(of('preferred_username')).toBe(0)
    expect(of('email')).toBe(1)
    expect(of('phone_number')).toBe(1)
    expect(of('email', 'phone_number')).toBe(2)
  })
})
