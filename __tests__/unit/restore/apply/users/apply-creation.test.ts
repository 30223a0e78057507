import { describe, expect, test } from '@jest/globals'
import { applyCreation } from '../../../../../src/restore/apply/users/apply-creation.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import type { ApplyTools } from '../../../../../src/restore/apply/users/user-steps.ts'
import { fakePool, refuses } from '../../../../fixtures/fake-pool.ts'
import { endingOnce } from '../../../../fixtures/fake-world.ts'
import {
  creation,
  resultWith,
  toolsWith
} from '../../../../fixtures/restore-plans.ts'

const done = () => ({})
const created = () => ({
  User: { Username: 'ada', Attributes: [{ Name: 'sub', Value: 'new-sub' }] }
})
const ALL = {
  AdminCreateUser: created,
  AdminLinkProviderForUser: done,
  AdminDisableUser: done,
  AdminEnableUser: done,
  AdminAddUserToGroup: done,
  AdminSetUserMFAPreference: done,
  AdminSetUserPassword: done,
  AdminUpdateUserAttributes: done
}

/** Carries out a plan with a pool that answers so. */
async function apply(
  plan: Partial<UserCreation>,
  answers: Parameters<typeof fakePool>[0] = {},
  tools: Partial<ApplyTools> = {}
) {
  const pool = fakePool({ ...ALL, ...answers })
  const result = await applyCreation(creation(plan), toolsWith(pool, tools))
  return { result, calls: pool.calls, made: pool.calls.map(c => c.operation) }
}

const OK = resultWith({ isBilled: true, isWritten: true, sub: 'new-sub' })
const OKTA = { providerName: 'Okta', userId: '1' }
const SMS = { enable: ['SMS_MFA'], preferred: 'SMS_MFA', lost: [] } as const
const FULL = {
  attributesAfterwards: { preferred_username: 'countess' },
  disable: true,
  groups: ['a', 'b'],
  identities: [OKTA],
  mfa: SMS
}

describe('a user', () => {
  test('is created and confirmed, and nothing more', async () => {
    const { result, calls, made } = await apply({})
    expect(result).toEqual(OK)
    expect(made).toEqual(['AdminCreateUser', 'AdminSetUserPassword'])
    expect(calls[0]?.input).toMatchObject({
      Username: 'ada',
      UserAttributes: [
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'email_verified', Value: 'true' }
      ]
    })
  })

  test('never gets the same password twice', async () => {
    const { calls } = await apply({})
    const [create, set] = calls.map(call => call.input)
    expect(create?.['TemporaryPassword']).toEqual(expect.any(String))
    expect(set?.['Password']).not.toBe(create?.['TemporaryPassword'])
  })

  test('never gets the password of another', async () => {
    const { randomBytes } = toolsWith(fakePool())
    const runs = [
      await apply({}, {}, { randomBytes }),
      await apply({ username: 'eva' }, {}, { randomBytes })
    ]
    const passwords = runs.flatMap(({ calls }) =>
      calls.map(({ input }) => input['TemporaryPassword'] ?? input['Password'])
    )
    expect(new Set(passwords).size).toBe(4)
  })

  test('is confirmed last: disabled, linked and in its groups before', async () => {
    const { result, made, calls } = await apply(FULL)
    expect(result).toEqual({ ...OK, membershipsAdded: 2 })
    expect(made).toEqual([
      'AdminCreateUser',
      'AdminLinkProviderForUser',
      'AdminDisableUser',
      'AdminAddUserToGroup',
      'AdminAddUserToGroup',
      'AdminSetUserMFAPreference',
      'AdminSetUserPassword',
      'AdminUpdateUserAttributes'
    ])
    expect(calls.slice(3, 5).map(call => call.input['GroupName'])).toEqual([
      'a',
      'b'
    ])
  })

  test('goes by the name that Cognito made up', async () => {
    const { calls } = await apply(
      { username: 'ada@example.com', groups: ['a'] },
      { AdminCreateUser: () => ({ User: { Username: 'made-up' } }) }
    )
    expect(calls.map(call => call.input['Username'])).toEqual([
      'ada@example.com',
      'made-up',
      'made-up'
    ])
  })

  test('keeps the temporary password where it is to be changed', async () => {
    const { policies } = toolsWith(fakePool())
    const status = 'force-change-password' as const
    const { made, result } = await apply({ disable: true }, ALL, {
      policies: { ...policies, restoredUserStatus: status }
    })
    expect(made).toEqual(['AdminCreateUser', 'AdminDisableUser'])
    expect(result).toEqual(OK)
  })
})

describe('a user whom an earlier run left half done', () => {
  const resumes = { username: 'Ada', sub: 'old-sub', hasPassword: false }

  test('is not created again', async () => {
    const { made, result, calls } = await apply({ ...FULL, resumes })
    expect(made).not.toContain('AdminCreateUser')
    expect(made).toHaveLength(7)
    expect(calls.at(-1)?.input['Username']).toBe('Ada')
    expect(result).toEqual({ ...OK, sub: 'old-sub', membershipsAdded: 2 })
  })

  test('gets no password when it has one, but whatever else it lacks', async () => {
    const confirmed = { ...resumes, hasPassword: true }
    const { made, result } = await apply({ ...FULL, resumes: confirmed })
    expect(made).toEqual([
      'AdminLinkProviderForUser',
      'AdminDisableUser',
      'AdminAddUserToGroup',
      'AdminAddUserToGroup',
      'AdminSetUserMFAPreference',
      'AdminUpdateUserAttributes'
    ])
    expect(result).toMatchObject({ membershipsAdded: 2, isBilled: true })
  })

  test.each<[string, Partial<UserCreation>, boolean]>([
    ['a factor', { mfa: SMS }, false],
    ['to be disabled', { disable: true }, false],
    ['a group', { groups: ['a'] }, true],
    ['an identity', { identities: [OKTA] }, true],
    ['an alias', { attributesAfterwards: { preferred_username: 'x' } }, true]
  ])(
    'that is confirmed and lacks %s: whether that is billed',
    async (_what, plan, isBilled) => {
      const confirmed = { ...resumes, hasPassword: true }
      const { made, result } = await apply({ ...plan, resumes: confirmed })
      expect(made).toHaveLength(1)
      expect(result.isBilled).toBe(isBilled)
    }
  )
})

describe('a failure', () => {
  test('to create ends it: nobody else of that name is touched', async () => {
    for (const refusal of [
      refuses('UsernameExistsException'),
      refuses('InvalidParameterException', { attempts: 2 })
    ]) {
      const { result, made } = await apply(FULL, { AdminCreateUser: refusal })
      expect(made).toEqual(['AdminCreateUser'])
      expect(result).toMatchObject({
        isBilled: false,
        sub: undefined,
        membershipsAdded: 0,
        membershipsFailed: 2
      })
      expect(result.failures).toHaveLength(1)
    }
  })

  test.each([
    ['link', 'AdminLinkProviderForUser'],
    ['disable', 'AdminDisableUser']
  ])(
    'to %s leaves the user without a password, for the next run',
    async (_what, operation) => {
      const { result, made } = await apply(FULL, {
        [operation]: refuses('InvalidParameterException')
      })
      expect(made).toEqual([
        'AdminCreateUser',
        'AdminLinkProviderForUser',
        'AdminDisableUser',
        'AdminAddUserToGroup',
        'AdminAddUserToGroup',
        'AdminSetUserMFAPreference'
      ])
      expect(result).toMatchObject({ membershipsAdded: 2, isBilled: true })
      expect(result.failures).toMatchObject([
        { awsCode: 'InvalidParameterException' }
      ])
    }
  )

  test('of one identity does not stop the others, but the password', async () => {
    const other = { providerName: 'Google', userId: '2' }
    const { made } = await apply(
      { identities: [OKTA, other] },
      {
        AdminLinkProviderForUser: ({ SourceUser }) =>
          (SourceUser as { ProviderName: string }).ProviderName === 'Okta'
            ? refuses('InvalidParameterException')()
            : {}
      }
    )
    expect(made).toEqual([
      'AdminCreateUser',
      'AdminLinkProviderForUser',
      'AdminLinkProviderForUser'
    ])
  })

  test('of a late factor does not keep the alias away', async () => {
    const { made, result } = await apply(FULL, {
      AdminSetUserMFAPreference: refuses('InvalidParameterException')
    })
    expect(made.slice(-4)).toEqual([
      'AdminSetUserMFAPreference',
      'AdminSetUserPassword',
      'AdminSetUserMFAPreference',
      'AdminUpdateUserAttributes'
    ])
    expect(result.failures).toHaveLength(1)
  })

  test('of the alias is one of its own', async () => {
    const { made, result } = await apply(FULL, {
      AdminUpdateUserAttributes: refuses('AliasExistsException')
    })
    expect(made).toContain('AdminSetUserMFAPreference')
    expect(result.failures).toMatchObject([{ awsCode: 'AliasExistsException' }])
  })

  test('to set the password ends it', async () => {
    const { result, made } = await apply(
      { ...FULL, disable: false },
      { AdminSetUserPassword: refuses('InvalidPasswordException') }
    )
    expect(made.at(-1)).toBe('AdminSetUserPassword')
    expect(result.failures).toMatchObject([
      { awsCode: 'InvalidPasswordException' }
    ])
  })

  test('of one group does not stop the others', async () => {
    const { result } = await apply(
      { groups: ['a', 'gone', 'b'] },
      {
        AdminAddUserToGroup: ({ GroupName }) =>
          GroupName === 'gone' ? refuses('ResourceNotFoundException')() : {}
      }
    )
    expect(result).toMatchObject({ membershipsAdded: 2, membershipsFailed: 1 })
    expect(result.failures).toHaveLength(1)
  })

  test('that would meet everybody stops the user at once', async () => {
    const { result, made } = await apply(FULL, {
      AdminAddUserToGroup: refuses('AccessDenied', { code: 'access-denied' })
    })
    expect(made.at(-1)).toBe('AdminAddUserToGroup')
    expect(result).toMatchObject({ membershipsAdded: 0, membershipsFailed: 2 })
    expect(result.failures).toHaveLength(1)
  })

  test.each(Object.keys(ALL).filter(name => name !== 'AdminEnableUser'))(
    'of %s that is a bug comes out',
    async name => {
      const bug = new TypeError('a bug')
      await expect(
        apply(FULL, { [name]: () => Promise.reject(bug) })
      ).rejects.toBe(bug)
    }
  )
})

describe('a job that is about to end', () => {
  /** Ends the job once so many calls were made. */
  async function endAfter(calls: number) {
    const pool = fakePool(ALL)
    const tools = toolsWith(pool, {
      ending: endingOnce(() => pool.calls.length >= calls)
    })
    const result = await applyCreation(creation(FULL), tools)
    return { result, made: pool.calls.length }
  }

  test.each([1, 2, 3, 4, 5, 6, 7])(
    'leaves the user where it is, after %d calls',
    async calls => {
      const { result, made } = await endAfter(calls)
      expect(made).toBe(calls)
      expect(result).toMatchObject({
        isInterrupted: true,
        isWritten: true,
        membershipsFailed: 0,
        failures: []
      })
    }
  )

  test('begins no user', async () => {
    const { result, made } = await endAfter(0)
    expect(made).toBe(0)
    expect(result).toEqual(resultWith({ isInterrupted: true }))
  })
})

test('a factor that is refused too early is turned on late', async () => {
  const { result, made } = await apply(
    { mfa: SMS },
    {
      AdminSetUserMFAPreference: (() => {
        let calls = 0
        return () =>
          (calls += 1) === 1 ? refuses('InvalidParameterException')() : {}
      })()
    }
  )
  expect(result).toEqual(OK)
  expect(made).toEqual([
    'AdminCreateUser',
    'AdminSetUserMFAPreference',
    'AdminSetUserPassword',
    'AdminSetUserMFAPreference'
  ])
})

test('a factor that is refused twice is one failure', async () => {
  const { result, made } = await apply(
    { mfa: SMS },
    { AdminSetUserMFAPreference: refuses('InvalidParameterException') }
  )
  expect(made).toHaveLength(4)
  expect(result.failures).toHaveLength(1)
})
