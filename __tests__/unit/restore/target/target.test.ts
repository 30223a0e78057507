import { describe, expect, test } from '@jest/globals'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer
} from '../../../fixtures/fake-pool.ts'
import { fakeProgress } from '../../../fixtures/fake-world.ts'
import { readWhole } from '../../../fixtures/read-target.ts'

interface Scene {
  /** Changes to what DescribeUserPool answers. */
  pool?: Record<string, unknown>
  policies?: Partial<RestorePolicies>
  isContinued?: boolean
  usernames?: readonly string[]
  /** Whom the pool lists, where more than the name matters. */
  users?: readonly object[]
}

/** Reads a pool with two groups; `staff` has a role, `ada` is in `admins`. */
async function read({
  pool: changes,
  policies,
  isContinued = false,
  usernames = [],
  users = usernames.map(name => listedUser(name))
}: Scene = {}) {
  const pool = fakePool({
    DescribeUserPool: () => poolAnswer(changes),
    GetUserPoolMfaConfig: () => ({
      SmsMfaConfiguration: { SmsConfiguration: {} },
      SoftwareTokenMfaConfiguration: { Enabled: true }
    }),
    ListIdentityProviders: () => ({ Providers: [{ ProviderName: 'Okta' }] }),
    ListGroups: ({ NextToken: token }) =>
      token === undefined
        ? { Groups: [listedGroup('admins')], NextToken: 't' }
        : { Groups: [listedGroup('staff', { RoleArn: 'arn:staff' })] },
    ListPointInTimeRecoveries: () => ({ Restorations: [] }),
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListUsers: ({ PaginationToken: token }) =>
      token === undefined
        ? { Users: [], PaginationToken: 't' }
        : { Users: users },
    ListUsersInGroup: ({ GroupName }) => ({
      Users: GroupName === 'admins' ? [listedUser('ada')] : []
    })
  })
  const areCompared = policies?.existingUsers === 'update' || isContinued
  const { progress, pieces } = fakeProgress()
  const { target } = await readWhole(pool, policies, { areCompared }, progress)
  const operations = new Set(pool.calls.map(call => call.operation))
  return { target, operations, pieces }
}

describe('the target pool', () => {
  test('is known by its users, groups and description', async () => {
    const { target, pieces } = await read({
      pool: { AliasAttributes: ['email'] },
      usernames: ['ada', 'eva']
    })
    expect([...target.groups]).toEqual([
      ['admins', undefined],
      ['staff', 'arn:staff']
    ])
    expect(target.users.named('ada')?.sub).toBe('sub-of-ada')
    expect(target.users.named('grace')).toBeUndefined()
    expect(target.description.aliasAttributes).toEqual(['email'])
    expect(target.description.attributeNames).toContain('email')
    expect(pieces).toMatchObject([{ expected: 2, done: 2, ended: 1 }])
  })

  test('is read without a call that bills a user or writes', async () => {
    const { operations } = await read({ usernames: ['ada'] })
    expect(operations).toEqual(
      new Set([
        'DescribeUserPool',
        'ListPointInTimeRecoveries',
        'ListUserPoolReplicas',
        'ListGroups',
        'ListUsers'
      ])
    )
  })
})

describe('only what a policy needs is read:', () => {
  test('the factors of a pool that has MFA, to turn them on', async () => {
    const policies = { mfaUsers: 'restore' } as const
    const optional = { MfaConfiguration: 'OPTIONAL' }
    const { target } = await read({ policies, pool: optional })
    expect(target.mfa).toEqual({ sms: true, email: false, totp: true })
    for (const scene of [{ policies }, { pool: optional }]) {
      const { target: other, operations } = await read(scene)
      expect(other.mfa).toEqual({ sms: false, email: false, totp: false })
      expect(operations).not.toContain('GetUserPoolMfaConfig')
    }
  })

  test('the identity providers, to link users', async () => {
    const { target } = await read({ policies: { federatedUsers: 'link' } })
    expect(target.providers).toEqual(new Set(['Okta']))
    expect((await read()).operations).not.toContain('ListIdentityProviders')
  })

  test('who is in which group, to update users', async () => {
    const policies = { existingUsers: 'update' } as const
    const { target } = await read({ policies, usernames: ['ada', 'eva'] })
    expect(target.users.memberships.of('ada')).toEqual(['admins'])
    expect(target.users.memberships.of('eva')).toEqual([])
    const { operations } = await read({ policies })
    expect(operations).not.toContain('ListUsersInGroup')
  })

  test('who is in which group, to continue a restore', async () => {
    const usernames = ['ada', 'eva']
    const { target } = await read({ isContinued: true, usernames })
    expect(target.users.memberships.of('ada')).toEqual(['admins'])
    expect((await read({ usernames })).operations).not.toContain(
      'ListUsersInGroup'
    )
  })

  test('all attributes, to compare users', async () => {
    const Attributes = [
      { Name: 'sub', Value: 's' },
      { Name: 'name', Value: 'Ada' }
    ]
    const users = [listedUser('ada', { Attributes })]
    const namesOf = async (scene: Scene) =>
      Object.keys(
        (await read({ ...scene, users })).target.users.named('ada')
          ?.attributes ?? {}
      )
    expect(await namesOf({})).toEqual([])
    expect(await namesOf({ isContinued: true })).toEqual(['name'])
    expect(await namesOf({ policies: { existingUsers: 'update' } })).toEqual([
      'name'
    ])
  })
})
