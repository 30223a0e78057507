import { describe, expect, test } from '@jest/globals'
import { readTarget } from '../../../src/restore/target.ts'
import type { RestorePolicies } from '../../../src/restore/policies.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER } from '../../fixtures/fake-world.ts'
import { policiesWith } from '../../fixtures/restore-plans.ts'

interface Scene {
  /** Changes to what DescribeUserPool answers. */
  pool?: Record<string, unknown>
  policies?: Partial<RestorePolicies>
  isContinued?: boolean
  usernames?: readonly string[]
}

/** Reads a pool with two groups; `staff` has a role, `ada` is in `admins`. */
async function read({
  pool: changes,
  policies,
  isContinued = false,
  usernames = []
}: Scene = {}) {
  const { progress, pieces } = fakeProgress()
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
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListUsers: ({ PaginationToken: token }) =>
      token === undefined
        ? { Users: [], PaginationToken: 't' }
        : { Users: usernames.map(name => listedUser(name)) },
    ListUsersInGroup: ({ GroupName }) => ({
      Users: GroupName === 'admins' ? [listedUser('ada')] : []
    })
  })
  const needs = { policies: policiesWith(policies), isContinued }
  const target = await readTarget(pool, needs, progress, NEVER)
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
        'ListUserPoolReplicas',
        'ListGroups',
        'ListUsers'
      ])
    )
  })

  test('ends its progress when it can not be read', async () => {
    const { progress, pieces } = fakeProgress()
    const pool = fakePool({
      DescribeUserPool: () => poolAnswer(),
      ListGroups: () => ({ Groups: [] }),
      ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
      ListUsers: refuses('AccessDeniedException')
    })
    await expect(
      readTarget(
        pool,
        { policies: policiesWith(), isContinued: false },
        progress,
        NEVER
      )
    ).rejects.toMatchObject({ awsCode: 'AccessDeniedException' })
    expect(pieces).toMatchObject([{ ended: 1 }])
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
})
