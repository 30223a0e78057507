import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { leanClient } from '../../src/cognito/calls/lean-client.ts'
import { NO_PACE } from '../fixtures/wire-pool.ts'

let simulator: Simulator
let plain: CognitoIdentityProviderClient
let lean: CognitoIdentityProviderClient

beforeAll(async () => {
  simulator = await startSimulator({
    users: 300,
    groups: 2,
    membershipsPerUser: 1,
    mfa: 'OPTIONAL',
    federatedShare: 0.1,
    shortPageShare: 0,
    emptyPageShare: 0
  })
  const config = {
    endpoint: simulator.endpoint,
    region: simulator.region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
  }
  plain = new CognitoIdentityProviderClient(config)
  lean = new CognitoIdentityProviderClient(config)
  leanClient(lean, NO_PACE)
})
afterAll(async () => {
  plain.destroy()
  lean.destroy()
  await simulator.close()
})

describe('a client that spares the SDK the users of a page', () => {
  test('lists the users that the SDK itself lists, to the last field', async () => {
    const input = { UserPoolId: simulator.userPoolId, Limit: 60 }
    const [expected, actual] = await Promise.all([
      plain.send(new ListUsersCommand(input)),
      lean.send(new ListUsersCommand(input))
    ])
    expect(expected.Users).toHaveLength(60)
    expect(actual.Users).toEqual(expected.Users)
    expect(actual.PaginationToken).toEqual(expect.any(String))
    const next = await lean.send(
      new ListUsersCommand({
        ...input,
        PaginationToken: actual.PaginationToken
      })
    )
    expect(next.Users).toHaveLength(60)
    expect(next.Users).not.toEqual(actual.Users)
  })

  test('names the members of a group that the SDK itself names', async () => {
    const [group] = simulator.poolState(simulator.userPoolId).groups
    const input = {
      UserPoolId: simulator.userPoolId,
      GroupName: group?.name ?? ''
    }
    const [expected, actual] = await Promise.all([
      plain.send(new ListUsersInGroupCommand(input)),
      lean.send(new ListUsersInGroupCommand(input))
    ])
    const names = expected.Users?.map(({ Username }) => ({ Username }))
    expect(names?.length).toBeGreaterThan(10)
    expect(actual.Users).toEqual(names)
    expect(actual.NextToken === undefined).toBe(
      expected.NextToken === undefined
    )
  })

  test('throws the errors that the SDK itself throws', async () => {
    const input = { UserPoolId: simulator.userPoolId, Filter: 'nonsense' }
    const failures = await Promise.all(
      [plain, lean].map(client =>
        client
          .send(new ListUsersCommand(input))
          .catch((error: unknown) => error)
      )
    )
    expect(failures[0]).toMatchObject({ name: 'InvalidParameterException' })
    expect(failures[1]).toMatchObject({ name: 'InvalidParameterException' })
  })
})
