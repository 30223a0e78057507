import { describe, expect, test } from '@jest/globals'
import { listUsers } from '../../../src/cognito/users.ts'
import { fakePool, listedUser, POOL_ID } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

/** Lists one page of these users. */
async function list(...users: object[]) {
  const pool = fakePool({ ListUsers: () => ({ Users: users }) })
  return (await drain(listUsers(pool, NEVER))).flat()
}

describe('users', () => {
  test('are asked for in full pages, with every attribute', async () => {
    const pool = fakePool({
      ListUsers: ({ PaginationToken: token }) =>
        token === undefined
          ? { Users: [listedUser('ada')], PaginationToken: 't1' }
          : token === 't1'
            ? { Users: [], PaginationToken: 't2' }
            : { Users: [listedUser('grace')] }
    })
    const users = (await drain(listUsers(pool, NEVER))).flat()
    expect(users.map(user => user.username)).toEqual(['ada', 'grace'])
    expect(pool.calls).toEqual(
      [undefined, 't1', 't2'].map(token => ({
        operation: 'ListUsers',
        command: 'ListUsersCommand',
        hasSignal: true,
        input: { UserPoolId: POOL_ID, Limit: 60, PaginationToken: token }
      }))
    )
  })

  test('come with all that Cognito tells, sub apart', async () => {
    expect(await list(listedUser('ada', { Enabled: false }))).toEqual([
      {
        username: 'ada',
        sub: 'sub-of-ada',
        status: 'CONFIRMED',
        enabled: false,
        createdAt: new Date('2026-01-02T03:04:05.678Z'),
        modifiedAt: new Date('2026-02-03T04:05:06.789Z'),
        attributes: { email: 'ada@example.com' }
      }
    ])
  })

  test('keep attributes of any name and those without a value', async () => {
    const [user] = await list(
      listedUser('ada', {
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'custom:empty' },
          { Name: '__proto__', Value: 'x' }
        ]
      })
    )
    expect(Object.entries(user?.attributes ?? {})).toEqual([
      ['custom:empty', ''],
      ['__proto__', 'x']
    ])
  })

  test.each([
    'Username',
    'UserStatus',
    'Enabled',
    'UserCreateDate',
    'UserLastModifiedDate'
  ])('without %s are an error and not a guess', async field => {
    await expect(
      list(listedUser('ada', { [field]: undefined }))
    ).rejects.toThrow(`lacks ${field}`)
  })

  test('without a sub are an error', async () => {
    const user = listedUser('ada', { Attributes: undefined })
    await expect(list(user)).rejects.toThrow('lacks sub')
  })

  test('that are missing from a page are an error, not an empty page', async () => {
    const pool = fakePool({ ListUsers: () => ({}) })
    await expect(drain(listUsers(pool, NEVER))).rejects.toThrow('lacks Users')
  })
})
