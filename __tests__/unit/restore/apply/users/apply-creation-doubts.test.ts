import { describe, expect, test } from '@jest/globals'
import {
  cancelled,
  StoppedCallError
} from '../../../../../src/shared/errors.ts'
import { applyCreation } from '../../../../../src/restore/apply/users/apply-creation.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import type { ApplyTools } from '../../../../../src/restore/apply/users/user-steps.ts'
import {
  fakePool,
  listedUser,
  refuses
} from '../../../../fixtures/fake-pool.ts'
import { fakeClock, inNoTime } from '../../../../fixtures/fake-world.ts'
import {
  creation,
  identitiesText,
  toolsWith
} from '../../../../fixtures/restore-plans.ts'

type Answers = NonNullable<Parameters<typeof fakePool>[0]>

const done = () => ({})

/** Answers a call that the run gave up before it was made. */
const givenUp = () => {
  throw new StoppedCallError(cancelled(), false)
}

async function apply(
  plan: Partial<UserCreation>,
  answers: Answers,
  changes: Partial<ApplyTools> = {}
) {
  const time = fakeClock()
  const pool = fakePool({
    AdminCreateUser: done,
    AdminSetUserPassword: done,
    AdminDisableUser: done,
    AdminEnableUser: done,
    ...answers
  })
  const tools = toolsWith(pool, changes, time)
  const result = await inNoTime(time, applyCreation(creation(plan), tools))
  return { result, made: pool.calls.map(call => call.operation) }
}

describe('a user who exists already', () => {
  const exists = (attempts: number) =>
    refuses('UsernameExistsException', { attempts })
  const OURS = listedUser('ada', { UserStatus: 'FORCE_CHANGE_PASSWORD' })
  const ListUsers = () => ({ Users: [OURS] })

  test('after a retry is the one whom a lost attempt created', async () => {
    const { result, made } = await apply(
      {},
      { AdminCreateUser: exists(2), ListUsers }
    )
    expect(result).toMatchObject({
      sub: 'sub-of-ada',
      isBilled: true,
      failures: []
    })
    expect(result.isOfOtherRun).toBeUndefined()
    expect(made).toEqual([
      'AdminCreateUser',
      'ListUsers',
      'AdminSetUserPassword'
    ])
  })

  test('in a run that continues may be of the run before', async () => {
    const { result } = await apply(
      {},
      { AdminCreateUser: exists(1), ListUsers },
      { unfinishedSince: 0 }
    )
    expect(result).toMatchObject({
      sub: 'sub-of-ada',
      failures: [],
      isOfOtherRun: true
    })
  })

  test('in a run that continues may be confirmed already', async () => {
    const confirmed = listedUser('ada', { UserCreateDate: new Date(2000) })
    const run = (unfinishedSince: number) =>
      apply(
        {
          mfa: { enable: ['SMS_MFA'], preferred: null, lost: [] },
          attributes: { email: 'ada@example.com', email_verified: 'true' }
        },
        {
          AdminCreateUser: exists(1),
          AdminSetUserMFAPreference: done,
          ListUsers: () => ({ Users: [confirmed] })
        },
        { unfinishedSince }
      )
    const { result, made } = await run(2000)
    expect(result).toMatchObject({ isBilled: false, failures: [] })
    expect(made).toEqual([
      'AdminCreateUser',
      'ListUsers',
      'AdminSetUserMFAPreference'
    ])
    expect((await run(2001)).result.failures).toHaveLength(1)
  })

  test('is not looked for otherwise', async () => {
    const { result, made } = await apply(
      {},
      { AdminCreateUser: exists(1), ListUsers }
    )
    expect(made).toEqual(['AdminCreateUser'])
    expect(result.failures).toMatchObject([
      { awsCode: 'UsernameExistsException' }
    ])
  })

  test('after a retry stays in doubt when the run ends before the look', async () => {
    const { result } = await apply(
      {},
      { AdminCreateUser: exists(2), ListUsers: givenUp }
    )
    expect(result).toMatchObject({
      isInterrupted: true,
      isInDoubt: true,
      failures: []
    })
  })

  test('and is not ours gets no password', async () => {
    const { result, made } = await apply(
      {},
      {
        AdminCreateUser: exists(2),
        ListUsers: () => ({ Users: [listedUser('ada')] })
      }
    )
    expect(made).toEqual(['AdminCreateUser', 'ListUsers'])
    expect(result.failures).toMatchObject([
      { awsCode: 'UsernameExistsException' }
    ])
  })
})

describe('an identity that is refused', () => {
  const plan = { identities: [{ providerName: 'Okta', userId: '1' }] }
  const withIdentity = (id: string) => () => ({
    Users: [
      listedUser('ada', {
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'identities', Value: identitiesText(['Okta', id]) }
        ]
      })
    ]
  })
  const refused = (attempts: number) =>
    refuses('InvalidParameterException', { attempts })

  test('after a retry may be linked already', async () => {
    const { result } = await apply(plan, {
      AdminLinkProviderForUser: refused(2),
      ListUsers: withIdentity('1')
    })
    expect(result.failures).toEqual([])
  })

  test('after a retry stays in doubt when the run ends before the look', async () => {
    const { result } = await apply(plan, {
      AdminLinkProviderForUser: refused(2),
      ListUsers: givenUp
    })
    expect(result).toMatchObject({ isInterrupted: true, isInDoubt: true })
  })

  test('after a retry may be listed late', async () => {
    let asked = 0
    const { result, made } = await apply(plan, {
      AdminLinkProviderForUser: refused(2),
      ListUsers: () => withIdentity((asked += 1) < 3 ? '2' : '1')()
    })
    expect(result.failures).toEqual([])
    expect(made.filter(name => name === 'ListUsers')).toHaveLength(3)
  })

  test.each<[string, Answers]>([
    ['the user has another', { ListUsers: withIdentity('2') }],
    ['the user is not listed', { ListUsers: () => ({ Users: [] }) }]
  ])('after a retry is a failure when %s', async (_what, answers) => {
    const { result } = await apply(plan, {
      AdminLinkProviderForUser: refused(2),
      ...answers
    })
    expect(result.failures).toHaveLength(1)
  })

  test('at once is a failure', async () => {
    const { result, made } = await apply(plan, {
      AdminLinkProviderForUser: refused(1)
    })
    expect(made).not.toContain('ListUsers')
    expect(result.failures).toHaveLength(1)
  })
})

describe('a password that the pool has seen', () => {
  const seen = (attempts: number) =>
    refuses('PasswordHistoryPolicyViolationException', { attempts })

  test('after a retry is the one that a lost attempt set', async () => {
    const { result } = await apply({}, { AdminSetUserPassword: seen(2) })
    expect(result.failures).toEqual([])
  })

  test('at once is a failure', async () => {
    const { result } = await apply({}, { AdminSetUserPassword: seen(1) })
    expect(result.failures).toHaveLength(1)
  })
})

describe('a disabled user who can not be given a password', () => {
  /** Refuses a password while the user is disabled. */
  function refusing(awsCode: string, always = false): Answers {
    let isEnabled = true
    return {
      AdminDisableUser: () => {
        isEnabled = false
        return {}
      },
      AdminEnableUser: () => {
        isEnabled = true
        return {}
      },
      AdminSetUserPassword: () =>
        isEnabled && !always ? {} : refuses(awsCode)()
    }
  }

  test('is enabled for that moment', async () => {
    const { result, made } = await apply(
      { isDisabled: true, disable: true },
      refusing('NotAuthorizedException')
    )
    expect(result.failures).toEqual([])
    expect(made).toEqual([
      'AdminCreateUser',
      'AdminDisableUser',
      'AdminSetUserPassword',
      'AdminEnableUser',
      'AdminSetUserPassword',
      'AdminDisableUser'
    ])
  })

  test('may be one whom the run before has disabled', async () => {
    let isEnabled = false
    const answers = refusing('NotAuthorizedException')
    const { result, made } = await apply(
      {
        isDisabled: true,
        disable: false,
        resumes: { username: 'ada', sub: 's', hasPassword: false }
      },
      {
        ...answers,
        AdminEnableUser: () => {
          isEnabled = true
          return {}
        },
        AdminSetUserPassword: () =>
          isEnabled ? {} : refuses('NotAuthorizedException')()
      }
    )
    expect(result.failures).toEqual([])
    expect(made).toEqual([
      'AdminSetUserPassword',
      'AdminEnableUser',
      'AdminSetUserPassword',
      'AdminDisableUser'
    ])
  })

  test('is disabled again when that does not help', async () => {
    const { result, made } = await apply(
      { isDisabled: true, disable: true },
      refusing('NotAuthorizedException', true)
    )
    expect(made.at(-1)).toBe('AdminDisableUser')
    expect(result.failures).toMatchObject([
      { awsCode: 'NotAuthorizedException' }
    ])
  })

  test('is left alone when it is gone', async () => {
    const { made } = await apply(
      { isDisabled: true, disable: true },
      refusing('UserNotFoundException')
    )
    expect(made).not.toContain('AdminEnableUser')
  })
})
