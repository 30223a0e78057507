import { describe, expect, test } from '@jest/globals'
import { applyUser } from '../../../src/restore/apply-user.ts'
import type { UserCreation } from '../../../src/restore/plan.ts'
import { fakePool, refuses } from '../../fixtures/fake-pool.ts'
import { countingBytes } from '../../fixtures/fake-world.ts'

const PLAN: UserCreation = {
  action: 'create',
  username: 'ada',
  attributes: { email: 'ada@example.com' },
  attributesAfterwards: {},
  disable: false,
  groups: []
}

const done = () => ({})
const ALL = {
  AdminCreateUser: done,
  AdminSetUserPassword: done,
  AdminDisableUser: done,
  AdminUpdateUserAttributes: done,
  AdminAddUserToGroup: done
}

/** Carries out a plan with a pool that answers so. */
async function apply(
  plan: Partial<UserCreation>,
  answers: Parameters<typeof fakePool>[0] = {}
) {
  const pool = fakePool({ ...ALL, ...answers })
  const result = await applyUser(
    { ...PLAN, ...plan },
    { pool, randomBytes: countingBytes(), minimumPasswordLength: 8 }
  )
  return { result, calls: pool.calls, made: pool.calls.map(c => c.operation) }
}

const OK = {
  isCreated: true,
  membershipsAdded: 0,
  membershipsFailed: 0,
  failures: []
}

describe('a user', () => {
  test('is created and confirmed, and nothing more', async () => {
    const { result, calls, made } = await apply({})
    expect(result).toEqual(OK)
    expect(made).toEqual(['AdminCreateUser', 'AdminSetUserPassword'])
    expect(calls[0]?.input).toMatchObject({
      Username: 'ada',
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }]
    })
  })

  test('never gets the same password twice', async () => {
    const { calls } = await apply({})
    const [create, set] = calls.map(call => call.input)
    expect(create?.['TemporaryPassword']).toEqual(expect.any(String))
    expect(set?.['Password']).not.toBe(create?.['TemporaryPassword'])
  })

  test('is brought to the state that the plan says', async () => {
    const { result, made, calls } = await apply({
      disable: true,
      attributesAfterwards: { preferred_username: 'countess' },
      groups: ['a', 'b']
    })
    expect(result).toEqual({ ...OK, membershipsAdded: 2 })
    expect(made).toEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      'AdminDisableUser',
      'AdminUpdateUserAttributes',
      'AdminAddUserToGroup',
      'AdminAddUserToGroup'
    ])
    expect(calls.slice(4).map(call => call.input['GroupName'])).toEqual([
      'a',
      'b'
    ])
  })

  test('who exists after a retry was created by the lost attempt', async () => {
    const lost = refuses('UsernameExistsException', { attempts: 2 })
    const { result, made } = await apply({}, { AdminCreateUser: lost })
    expect(result).toEqual(OK)
    expect(made).toContain('AdminSetUserPassword')
  })
})

describe('a failure', () => {
  test('to create ends it: nobody else of that name is touched', async () => {
    for (const refusal of [
      refuses('UsernameExistsException'),
      refuses('InvalidParameterException', { attempts: 2 })
    ]) {
      const { result, made } = await apply(
        { groups: ['a', 'b'], disable: true },
        { AdminCreateUser: refusal }
      )
      expect(made).toEqual(['AdminCreateUser'])
      expect(result).toMatchObject({
        isCreated: false,
        membershipsAdded: 0,
        membershipsFailed: 2
      })
      expect(result.failures).toHaveLength(1)
    }
  })

  test('to set the password ends the account, not the groups', async () => {
    const { result, made } = await apply(
      { groups: ['a'], disable: true },
      { AdminSetUserPassword: refuses('InvalidPasswordException') }
    )
    expect(made).toEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      'AdminAddUserToGroup'
    ])
    expect(result).toMatchObject({ isCreated: true, membershipsAdded: 1 })
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
    expect(result).toMatchObject({
      isCreated: true,
      membershipsAdded: 2,
      membershipsFailed: 1
    })
    expect(result.failures).toHaveLength(1)
  })

  test.each(Object.keys(ALL))('of %s that is a bug comes out', async name => {
    const bug = new TypeError('a bug')
    const plan = {
      disable: true,
      groups: ['a'],
      attributesAfterwards: { preferred_username: 'x' }
    }
    await expect(
      apply(plan, { [name]: () => Promise.reject(bug) })
    ).rejects.toBe(bug)
  })
})
