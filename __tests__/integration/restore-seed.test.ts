import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { writesToPools } from '../fixtures/action-runs.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createKiller,
  createTarget
} from '../fixtures/restore-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

const USERS = 40
/** Whose pool the snapshot is of; the simulator's own is the other account. */
const SOURCE_ACCOUNT = '111122223333'

let simulator: Simulator
const killer = createKiller()

// To the action, the pool of people belongs to an account of its own.
beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 7,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    signIn: 'alias',
    ...killer.hooks,
    rewrite(call, reply) {
      const { UserPoolId } = call.input as { UserPoolId?: string }
      if (
        call.service !== 'cognito-idp' ||
        UserPoolId !== simulator.userPoolId
      ) {
        return killer.hooks.rewrite(call)
      }
      const body = String(reply.body).replaceAll(
        simulator.accountId,
        SOURCE_ACCOUNT
      )
      return { ...reply, body }
    }
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterAll(() => simulator.close())

/** A pool of the other account, without two attributes that people have. */
const newTarget = () =>
  createTarget(simulator, ALIASES_AND_SMS, ['department', 'tenant'])

test("another account's pool gets all users, with its own roles and the attributes it lacked", async () => {
  const pool = await newTarget()
  simulator.resetStats()
  const run = await runRestore(simulator, {
    'user-pool-id': pool,
    'allowed-account-ids': simulator.accountId,
    'add-custom-attributes': 'true',
    replace: [
      `${SOURCE_ACCOUNT} => ${simulator.accountId}`,
      'role/cognito-group- => role/test/cognito-group-'
    ].join('\n')
  })
  expect(run.exitCode).toBe(0)
  expect(run.outputs).toMatchObject({
    status: 'complete',
    'users-created': String(USERS),
    'groups-created': '7',
    'memberships-added': String(USERS * 2)
  })
  const source = comparableState(simulator, simulator.userPoolId)
  const target = comparableState(simulator, pool)
  expect(target.users).toEqual(
    source.users.map(user => ({ ...user, status: 'CONFIRMED' }))
  )
  expect(target.groups).toEqual(
    source.groups.map(group => ({
      ...group,
      roleArn: group.roleArn?.replace('role/', 'role/test/')
    }))
  )
  const roles = target.groups.flatMap(({ roleArn }) => roleArn ?? [])
  expect(roles.length).toBeGreaterThan(1)
  for (const role of roles) {
    expect(role).toContain(`arn:aws:iam::${simulator.accountId}:role/test/`)
  }
  expect(simulator.stats().messagesSent).toBe(0)
  expect(simulator.stats().calls['AddCustomAttributes']).toBe(1)

  simulator.resetStats()
  const again = await runRestore(simulator, { 'user-pool-id': pool })
  expect(again.exitCode).toBe(0)
  expect(again.outputs['users-existing']).toBe(String(USERS))
  expect(writesToPools(simulator.stats().calls)).toEqual([])
})

test('a run that was killed after it had added the attributes is continued', async () => {
  const pool = await newTarget()
  const inputs = {
    'user-pool-id': pool,
    'add-custom-attributes': 'true',
    replace: `${SOURCE_ACCOUNT} => ${simulator.accountId}`
  }
  const { isKilled } = await killer.runKilled(
    pool,
    { of: 'AddCustomAttributes', write: 1, when: 'after' },
    () => runRestore(simulator, inputs)
  )
  expect(isKilled).toBe(true)
  simulator.resetStats()
  const run = await runRestore(simulator, inputs)
  expect(run.exitCode).toBe(0)
  expect(simulator.stats().calls).not.toHaveProperty('AddCustomAttributes')
  expect(run.outputs['users-created']).toBe(String(USERS))
})
