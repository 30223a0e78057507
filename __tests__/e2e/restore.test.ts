import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations, runExport, runRestore } from '../fixtures/action-runs.ts'

let simulator: Simulator
let hooks: Pick<SimulatorOptions, 'intercept' | 'afterEffect' | 'rewrite'>

beforeEach(async () => {
  hooks = {}
  simulator = await startSimulator({
    users: 200,
    groups: 5,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    intercept: call => hooks.intercept?.(call),
    afterEffect: call => hooks.afterEffect?.(call),
    rewrite: (call, reply) => hooks.rewrite?.(call, reply)
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
      'users-existing': '200'
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
      'users-created': '199',
      'failed-users': '1'
    })
    expect(target().users).toHaveLength(199)
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
      'users-created': '199',
      'groups-created': '4'
    })
    const after = target()
    expect(after.users).toContainEqual(before.users[0])
    const kept = after.groups.find(({ name }) => name === group?.name)
    expect(kept).toMatchObject({ description: 'unchanged', precedence: 99 })
  })

  test('recognises a user whose creation was answered by a broken connection', async () => {
    let lost = 0
    hooks.rewrite = call =>
      call.operation === 'AdminCreateUser' && lost++ === 3
        ? { drop: true }
        : undefined
    const run = await runRestore(simulator)
    expect(run.exitCode).toBe(0)
    expect(lost).toBeGreaterThan(200)
    expect(run.outputs['users-created']).toBe('200')
    const states = new Set(target().users.map(({ status }) => status))
    expect([...states]).toEqual(['CONFIRMED'])
  })

  test('survives throttling', async () => {
    let calls = 0
    hooks.intercept = ({ operation }) =>
      operation.startsWith('Admin') && ++calls % 10 === 0
        ? {
            status: 400,
            errorName: 'TooManyRequestsException',
            message: 'Rate exceeded'
          }
        : undefined
    const run = await runRestore(simulator)
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users-created']).toBe('200')
  })

  test('refuses a pool that lacks attributes of the users, before it writes', async () => {
    const bare = simulator.createPool()
    const run = await runRestore(simulator, { 'user-pool-id': bare })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toMatch(
      /lacks the attributes custom:.*Nothing was written/
    )
    expect(simulator.poolState(bare).groups).toEqual([])
  })

  test('that is cancelled says how far it got, and is finished by the next run', async () => {
    let confirmed = 0
    let cancel: (() => void) | undefined
    hooks.afterEffect = ({ operation }) => {
      if (operation !== 'AdminSetUserPassword') return
      confirmed += 1
      if (confirmed === 10) cancel?.()
    }
    const run = await runRestore(
      simulator,
      {},
      {
        onStart: child => {
          cancel = () => {
            child.kill('SIGINT')
          }
        }
      }
    )
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('partial')
    // On a slow machine some are left half done when the time is over; they
    // aren't told as created, and the next run finishes them.
    const told = Number(run.outputs['users-created'])
    expect(told).toBeGreaterThan(0)
    const [error] = annotations(run, 'error')
    expect(error).toContain(
      `The run was cancelled. It had restored ${told} user`
    )
    expect(error).toContain('Run it again with the same inputs')
    const { users } = target()
    expect(users.length).toBeLessThan(200)
    const whole = users.filter(({ status }) => status === 'CONFIRMED')
    expect(told).toBeLessThanOrEqual(whole.length)
    const again = await runRestore(simulator)
    expect(again.exitCode).toBe(0)
    const { users: all } = target()
    expect(all).toHaveLength(200)
    expect(all.every(({ status }) => status === 'CONFIRMED')).toBe(true)
  })
})
