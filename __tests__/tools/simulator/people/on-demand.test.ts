import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { UserType } from '@aws-sdk/client-cognito-identity-provider'
import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider'
import { runAction } from '../../../../simulator/run-action.ts'
import type { Simulator } from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

const USERS = 500
let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']
let UserPoolId: string

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    onDemand: true,
    plain: true,
    groups: 3,
    membershipsPerUser: 1,
    noUsernameShare: 0.1,
    disabledShare: 0.1
  })
  cognito = clients(simulator).cognito
  UserPoolId = simulator.userPoolId
})
afterAll(() => simulator.close())

async function list(Filter?: string): Promise<UserType[]> {
  const users: UserType[] = []
  const pages = paginateListUsers(
    { client: cognito },
    { UserPoolId, Limit: 60, ...(Filter !== undefined && { Filter }) }
  )
  for await (const page of pages) users.push(...(page.Users ?? []))
  return users
}

const subOf = ({ Attributes = [] }: UserType) =>
  Attributes.find(({ Name }) => Name === 'sub')?.Value ?? ''

describe('people who are made on demand', () => {
  test('are listed once each, and the same ones each time', async () => {
    const users = await list()
    expect(users).toHaveLength(USERS)
    expect(new Set(users.map(subOf)).size).toBe(USERS)
    expect(new Set(users.map(user => user.Username)).size).toBe(USERS)
    expect(await list()).toEqual(users)
  })

  test('are found by sixteen filters on sub, some by each', async () => {
    const found: UserType[] = []
    for (const digit of '0123456789abcdef') {
      const users = await list(`sub ^= "${digit}"`)
      expect(users.length).toBeGreaterThan(0)
      expect(users.every(user => subOf(user).startsWith(digit))).toBe(true)
      found.push(...users)
    }
    expect(new Set(found.map(subOf)).size).toBe(USERS)
    expect(found).toHaveLength(USERS)
  })

  test('are found by username and by sub', async () => {
    for (const user of (await list()).slice(0, 40)) {
      for (const Username of [user.Username, subOf(user)]) {
        const found = await cognito.adminGetUser({ UserPoolId, Username })
        expect(found.Username).toBe(user.Username)
      }
    }
    await expect(
      cognito.adminGetUser({ UserPoolId, Username: 'nobody7' })
    ).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  test('are counted in the estimate, and are in no group', async () => {
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    expect(UserPool?.EstimatedNumberOfUsers).toBe(USERS)
    const { Groups = [] } = await cognito.listGroups({ UserPoolId })
    expect(Groups).toHaveLength(3)
    for (const { GroupName } of Groups) {
      const members = await cognito.listUsersInGroup({ UserPoolId, GroupName })
      expect(members.Users).toEqual([])
    }
  })

  test('come through an export and its verification whole', async () => {
    const { bucket, kmsKeyArn } = simulator
    const inputs = { 'user-pool-id': UserPoolId, bucket }
    const exported = await runAction(simulator.endpoint, {
      mode: 'export',
      'kms-key-id': kmsKeyArn,
      ...inputs
    })
    expect(exported.outputs).toMatchObject({
      status: 'complete',
      users: String(USERS)
    })
    const verified = await runAction(simulator.endpoint, {
      mode: 'verify',
      ...inputs
    })
    expect(verified.outputs).toMatchObject({
      status: 'complete',
      users: String(USERS)
    })
  })
})
