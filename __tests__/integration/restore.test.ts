import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

let simulator: Simulator
let hooks: Pick<SimulatorOptions, 'intercept'>

beforeEach(async () => {
  hooks = {}
  simulator = await startSimulator({
    users: 40,
    groups: 5,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    intercept: call => hooks.intercept?.(call)
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterEach(() => simulator.close())

const target = () => simulator.poolState(simulator.emptyUserPoolId)

/** The user that a call is about. */
const userOf = ({ input }: SimulatedCall) =>
  (input as { Username?: string }).Username

describe('a restore', () => {
  test('takes a snapshot by its id or its address', async () => {
    const older = await runExport(simulator)
    await runExport(simulator)
    const byId = await runRestore(simulator, {
      snapshot: older.outputs['snapshot-id'] ?? ''
    })
    expect(byId.exitCode).toBe(0)
    expect(byId.outputs['snapshot-uri']).toBe(older.outputs['snapshot-uri'])
    const byAddress = await runRestore(simulator, {
      snapshot: older.outputs['snapshot-uri'] ?? '',
      bucket: 'none',
      'source-user-pool-id': 'same'
    })
    expect(byAddress.outputs).toMatchObject({
      'snapshot-id': older.outputs['snapshot-id'],
      'users-existing': '40'
    })
  })

  test('goes on past a user whom Cognito refuses, and fails at the end', async () => {
    let refused: string | undefined
    hooks.intercept = call => {
      if (call.operation !== 'AdminCreateUser') return undefined
      refused ??= userOf(call)
      return userOf(call) === refused
        ? {
            status: 400,
            errorName: 'InvalidParameterException',
            message: `Invalid user ${refused ?? ''}`
          }
        : undefined
    }
    const run = await runRestore(simulator)
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({
      status: 'partial',
      'users-created': '39',
      'failed-users': '1'
    })
    expect(target().users).toHaveLength(39)
    expect(run.summary).toContain(
      '| `AdminCreateUser: InvalidParameterException` | 1 | Cognito'
    )
  })

  test('leaves existing users and groups as they are', async () => {
    const source = simulator.poolState(simulator.userPoolId)
    const [user] = source.users.filter(({ groups }) => groups.length > 0)
    const [group] = source.groups
    simulator.addUser(simulator.emptyUserPoolId, {
      username: user?.username ?? '',
      attributes: { name: 'somebody else' },
      password: 'unchanged'
    })
    simulator.addGroup(simulator.emptyUserPoolId, {
      name: group?.name ?? '',
      description: 'unchanged',
      precedence: 99
    })
    const before = target()
    const run = await runRestore(simulator)
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      'users-existing': '1',
      'users-created': '39',
      'groups-created': '4'
    })
    const after = target()
    expect(after.users).toContainEqual(before.users[0])
    const kept = after.groups.find(({ name }) => name === group?.name)
    expect(kept).toMatchObject({ description: 'unchanged', precedence: 99 })
  })
})
