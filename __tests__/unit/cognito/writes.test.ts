import { describe, expect, test } from '@jest/globals'
import {
  addCustomAttributes,
  addToGroup,
  createGroup,
  createUser,
  disableUser,
  enableUser,
  linkIdentity,
  removeFromGroup,
  setMfaPreference,
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
  write: (pool: ReturnType<typeof fakePool>) => Promise<unknown>,
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
  test('is known by what Cognito calls it', async () => {
    const pool = fakePool({
      AdminCreateUser: () => ({
        User: {
          Username: 'made-up',
          Attributes: [
            { Name: 'email', Value: 'ada@example.com' },
            { Name: 'sub', Value: 'new-sub' }
          ]
        }
      })
    })
    expect(await createUser(pool, 'ada@example.com', {}, 'secret')).toEqual({
      username: 'made-up',
      sub: 'new-sub'
    })
  })

  test('is known by the name given where Cognito says nothing', async () => {
    for (const answer of [{}, { User: {} }, { User: { Attributes: [] } }]) {
      const pool = fakePool({ AdminCreateUser: () => answer })
      expect(await createUser(pool, 'ada', {}, 'secret')).toEqual({
        username: 'ada',
        sub: undefined
      })
    }
  })

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

describe('a user who exists', () => {
  test('is enabled', async () => {
    const call = await callOf(
      pool => enableUser(pool, 'ada'),
      'AdminEnableUser'
    )
    expect(call?.input).toEqual({ UserPoolId: POOL_ID, Username: 'ada' })
  })

  test('leaves a group', async () => {
    const call = await callOf(
      pool => removeFromGroup(pool, 'ada', 'admins'),
      'AdminRemoveUserFromGroup'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      Username: 'ada',
      GroupName: 'admins'
    })
  })

  test('is linked by what the provider itself calls them', async () => {
    const identity = { providerName: 'Google', userId: '1234' }
    const call = await callOf(
      pool => linkIdentity(pool, 'ada', identity),
      'AdminLinkProviderForUser'
    )
    expect(call?.input).toEqual({
      UserPoolId: POOL_ID,
      DestinationUser: {
        ProviderName: 'Cognito',
        ProviderAttributeValue: 'ada'
      },
      SourceUser: {
        ProviderName: 'Google',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: '1234'
      }
    })
  })
})

describe('factors of a user', () => {
  const on = (preferred: boolean) => ({
    Enabled: true,
    PreferredMfa: preferred
  })

  test.each([
    [['SMS_MFA'], null, on(false), undefined],
    [['EMAIL_OTP'], 'EMAIL_OTP', undefined, on(true)],
    [['SMS_MFA', 'EMAIL_OTP'], 'SMS_MFA', on(true), on(false)]
  ] as const)(
    '%j with %s preferred are turned on, and no others are touched',
    async (factors, preferred, sms, email) => {
      const call = await callOf(
        pool => setMfaPreference(pool, 'ada', { factors, preferred }),
        'AdminSetUserMFAPreference'
      )
      // A block for authenticator apps fails for users who have none.
      expect(call?.input).toEqual({
        UserPoolId: POOL_ID,
        Username: 'ada',
        SMSMfaSettings: sms,
        EmailMfaSettings: email
      })
      expect(call?.input).not.toHaveProperty('SoftwareTokenMfaSettings')
    }
  )
})

describe('custom attributes', () => {
  const attributes = Array.from({ length: 51 }, (_, index) => ({
    name: `custom:a${index}`,
    type: 'String' as const,
    mutable: true,
    required: false
  }))

  test('are added 25 at a time, all of them', async () => {
    const pool = fakePool({ AddCustomAttributes: () => ({}) })
    await addCustomAttributes(pool, attributes)
    const added = pool.calls.map(
      ({ input }) => input['CustomAttributes'] as { Name: string }[]
    )
    expect(added.map(({ length }) => length)).toEqual([25, 25, 1])
    expect(added.flat().map(({ Name }) => Name)).toEqual(
      attributes.map((_, index) => `a${index}`)
    )
    expect(pool.calls[0]?.input['UserPoolId']).toBe(POOL_ID)
  })

  test('make no call when there are none', async () => {
    const pool = fakePool()
    await addCustomAttributes(pool, [])
    expect(pool.calls).toEqual([])
  })
})

test('a write that is refused has failed', async () => {
  const pool = fakePool({ AdminDisableUser: refuses('UserNotFoundException') })
  await expect(disableUser(pool, 'ada')).rejects.toMatchObject({
    awsCode: 'UserNotFoundException'
  })
})
