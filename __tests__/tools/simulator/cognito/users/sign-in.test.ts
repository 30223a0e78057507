import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import {
  attributeList,
  awsError,
  clients,
  newPool
} from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

const pool = (settings: Record<string, unknown>) => newPool(simulator, settings)

describe('a pool that signs in by e-mail', () => {
  const byEmail = { UsernameAttributes: ['email'] }

  test('makes the sub the username and the name given the e-mail', async () => {
    const { create, user } = pool(byEmail)
    const { User } = await create('ana@example.com', { given_name: 'Ana' })
    const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value
    expect(User?.Username).toBe(sub)
    expect(user(sub ?? '').attributes).toEqual({
      email: 'ana@example.com',
      given_name: 'Ana'
    })
  })

  test('refuses names that are no e-mail, a sub of old too', async () => {
    const { create } = pool(byEmail)
    for (const name of ['ana', '7438d4b8-a0a1-70b3-c4a8-000000000000'])
      await expect(create(name)).rejects.toEqual(
        awsError('InvalidParameterException', 'Username should be an email.')
      )
    await expect(
      pool({ UsernameAttributes: ['phone_number'] }).create('ana@example.com')
    ).rejects.toThrow('Username should be a phone number.')
    await expect(
      pool({ UsernameAttributes: ['email', 'phone_number'] }).create('ana')
    ).rejects.toThrow('Username should be either an email or a phone number.')
  })

  test('has every address once, verified or not', async () => {
    const { create, UserPoolId } = pool(byEmail)
    await create('ana@example.com')
    await expect(create('ana@example.com')).rejects.toEqual(
      awsError(
        'UsernameExistsException',
        'An account with the given email already exists.'
      )
    )
    await create('ben@example.com')
    await expect(
      cognito.adminUpdateUserAttributes({
        UserPoolId,
        Username: 'ben@example.com',
        UserAttributes: attributeList({ email: 'ana@example.com' })
      })
    ).rejects.toEqual(awsError('AliasExistsException'))
  })

  test('finds users by address and by username', async () => {
    const { create, UserPoolId } = pool(byEmail)
    const { User } = await create('ana@example.com')
    for (const Username of ['ana@example.com', User?.Username])
      expect(
        (await cognito.adminGetUser({ UserPoolId, Username })).Username
      ).toBe(User?.Username)
  })
})

describe('a pool with aliases', () => {
  const aliases = {
    AliasAttributes: ['email', 'phone_number', 'preferred_username']
  }
  const verified = { email: 'a@example.com', email_verified: 'true' }

  test('refuses usernames that look like an alias', async () => {
    const { create } = pool(aliases)
    await expect(create('ana@example.com')).rejects.toThrow(
      'Username cannot be of email format, since user pool is configured for email alias.'
    )
    await expect(create('+491512345678')).rejects.toThrow(
      'Username cannot be of phone number format'
    )
  })

  test('lets one user have an address verified, and any number unverified', async () => {
    const { create } = pool(aliases)
    await create('ana', verified)
    await create('ben', { email: 'a@example.com' })
    await create('cem', { email: 'a@example.com', email_verified: 'false' })
    await expect(create('dan', verified)).rejects.toEqual(
      awsError('UsernameExistsException', 'given email already exists')
    )
  })

  test('finds users by what is verified', async () => {
    const { create, UserPoolId } = pool(aliases)
    const get = () =>
      cognito.adminGetUser({ UserPoolId, Username: 'a@example.com' })
    await create('ben', { email: 'a@example.com' })
    await expect(get()).rejects.toEqual(awsError('UserNotFoundException'))
    await create('ana', verified)
    expect((await get()).Username).toBe('ana')
  })

  test('takes an alias from its owner when forced, or by an update', async () => {
    const { create, user, UserPoolId } = pool(aliases)
    await create('ana', verified)
    await create('ben', verified, { ForceAliasCreation: true })
    expect(user('ana').attributes['email_verified']).toBe('false')
    await cognito.adminUpdateUserAttributes({
      UserPoolId,
      Username: 'ana',
      UserAttributes: attributeList({ email_verified: 'true' })
    })
    expect(user('ana').attributes['email_verified']).toBe('true')
    expect(user('ben').attributes['email_verified']).toBe('false')
  })

  test('takes a preferred username only later, and from nobody', async () => {
    const { create, UserPoolId } = pool(aliases)
    await expect(create('ana', { preferred_username: 'x' })).rejects.toEqual(
      awsError('InvalidParameterException', 'preferred_username')
    )
    const prefer = async (Username: string) => {
      await create(Username)
      return cognito.adminUpdateUserAttributes({
        UserPoolId,
        Username,
        UserAttributes: attributeList({ preferred_username: 'x' })
      })
    }
    await prefer('ana')
    await expect(prefer('ben')).rejects.toEqual(
      awsError('AliasExistsException')
    )
  })
})
