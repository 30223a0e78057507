import { describe, expect, test } from '@jest/globals'
import {
  addToGroup,
  createGroup,
  createUser,
  disableUser,
  setPassword,
  updateAttributes
} from '../../../src/cognito/writes.ts'
import {
  fakePool,
  POOL_ID,
  refuses,
  type PoolCall
} from '../../fixtures/fake-pool.ts'

/** The one call that a write makes. */
async function callOf(
  write: (pool: ReturnType<typeof fakePool>) => Promise<void>,
  operation: string
): Promise<PoolCall | undefined> {
  const pool = fakePool({ [operation]: () => ({}) })
  await write(pool)
  expect(pool.calls).toHaveLength(1)
  expect(pool.calls[0]?.command).toBe(`${operation}Command`)
  // A call under way is finished even when the run is cancelled.
  expect(pool.calls[0]?.hasSignal).toBe(false)
  return pool.calls[0]
}

describe('a group', () => {
  test('is created with all that it has', async () => {
    const call = await callOf(
      pool =>
        createGroup(pool, {
          name: 'admins',
          description: 'd',
          precedence: 0,
          roleArn: 'arn:r'
        }),
      'CreateGroup'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      GroupName: 'admins',
      Description: 'd',
      Precedence: 0,
      RoleArn: 'arn:r'
    })
  })

  test('is created without what it does not have', async () => {
    const bare = { description: null, precedence: null, roleArn: null }
    const call = await callOf(
      pool => createGroup(pool, { name: 'admins', ...bare }),
      'CreateGroup'
    )
    expect(call?.input).toEqual({ UserPoolId: POOL_ID, GroupName: 'admins' })
  })

  test('is joined by a user', async () => {
    const call = await callOf(
      pool => addToGroup(pool, 'ada', 'admins'),
      'AdminAddUserToGroup'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      Username: 'ada',
      GroupName: 'admins'
    })
  })
})

describe('a user', () => {
  test('is created without a message and without taking an alias', async () => {
    const attributes = { email: 'ada@example.com', email_verified: 'true' }
    const call = await callOf(
      pool => createUser(pool, 'ada', attributes, 'secret'),
      'AdminCreateUser'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      Username: 'ada',
      UserAttributes: [
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'email_verified', Value: 'true' }
      ],
      TemporaryPassword: 'secret',
      MessageAction: 'SUPPRESS',
      ForceAliasCreation: false
    })
  })

  test('gets a password for good', async () => {
    const call = await callOf(
      pool => setPassword(pool, 'ada', 'secret'),
      'AdminSetUserPassword'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      Username: 'ada',
      Password: 'secret',
      Permanent: true
    })
  })

  test('gets attributes', async () => {
    const call = await callOf(
      pool => updateAttributes(pool, 'ada', { preferred_username: 'countess' }),
      'AdminUpdateUserAttributes'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      Username: 'ada',
      UserAttributes: [{ Name: 'preferred_username', Value: 'countess' }]
    })
  })

  test('is disabled', async () => {
    const call = await callOf(
      pool => disableUser(pool, 'ada'),
      'AdminDisableUser'
    )
    expect(call?.input).toEqual({ UserPoolId: POOL_ID, Username: 'ada' })
  })
})

test('a write that is refused has failed', async () => {
  const pool = fakePool({ AdminDisableUser: refuses('UserNotFoundException') })
  await expect(disableUser(pool, 'ada')).rejects.toMatchObject({
    awsCode: 'UserNotFoundException'
  })
})
