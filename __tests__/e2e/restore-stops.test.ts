import type { ChildProcess } from 'node:child_process'
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import type { ActionOptions, ActionRun } from '../../simulator/run-action.ts'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import {
  annotations,
  countWrites,
  runRestore
} from '../fixtures/action-runs.ts'
import { endTime, TIMED } from '../fixtures/passing-time.ts'
import {
  comparableState,
  createTarget,
  storedReport
} from '../fixtures/restore-runs.ts'
import * as here from '../fixtures/run-here.ts'

const USERS = 150
const CREATED_BEFORE = 20
let simulator: Simulator
let pool: string
let hooks: Pick<SimulatorOptions, 'intercept' | 'afterEffect'> = {}
let undisturbed: ReturnType<typeof comparableState>

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    intercept: call => hooks.intercept?.(call),
    afterEffect: call => hooks.afterEffect?.(call)
  })
  const exported = await here.runExport(simulator)
  expect(exported.exitCode).toBe(0)
  const other = await createTarget(simulator)
  const whole = await here.runRestore(simulator, { 'user-pool-id': other })
  expect(whole.exitCode).toBe(0)
  undisturbed = comparableState(simulator, other)
})
beforeEach(async () => {
  hooks = {}
  simulator.deny([])
  pool = await createTarget(simulator)
  simulator.resetStats()
})
afterAll(() => simulator.close())

const restore = (
  inputs: Record<string, string> = {},
  options: ActionOptions = {}
) => runRestore(simulator, { 'user-pool-id': pool, ...inputs }, options)

/** Does something once so many users are created, and counts calls from then. */
function afterSomeUsers(act: () => void): () => number {
  let created = 0
  let before = Infinity
  hooks.afterEffect = ({ operation }) => {
    if (operation !== 'AdminCreateUser' || ++created !== CREATED_BEFORE) return
    act()
    before = countWrites(simulator.stats().calls)
  }
  return () => countWrites(simulator.stats().calls) - before
}

/** Everybody is counted once, and the counts are what the pool has. */
function expectCountsOf(run: ActionRun): void {
  const { outputs } = run
  const { users, groups } = simulator.poolState(pool)
  const count = (name: string) => Number(outputs[name] ?? 0)
  const created = count('users-created')
  const others =
    count('failed-users') + count('users-unfinished') + count('users-unknown')
  expect(users.length).toBeGreaterThan(CREATED_BEFORE - 1)
  expect(users.length).toBeLessThan(USERS)
  expect(created).toBeLessThanOrEqual(users.length)
  expect(created + others).toBeGreaterThanOrEqual(users.length)
  expect(outputs['groups-created']).toBe(String(groups.length))
}

async function expectNextRunCompletes(): Promise<void> {
  hooks = {}
  simulator.deny([])
  const next = await here.runRestore(simulator, { 'user-pool-id': pool })
  expect(next.exitCode).toBe(0)
  expect(next.outputs['status']).toBe('complete')
  expect(comparableState(simulator, pool)).toEqual(undisturbed)
  expect(simulator.stats().messagesSent).toBe(0)
}

describe('a restore that is told to stop says how far it got, and the next one goes on', () => {
  test('by its max-duration', async () => {
    let child: ChildProcess | undefined
    afterSomeUsers(() => endTime(child))
    // The clock is looked at each second: at 40 a second some 40 more are begun
    // until then. Up to 64 under way are finished: fewer than 150 in all.
    const quotas = 'UserCreation=40\nUserUpdate=1000\nUserAccountRecovery=1000'
    const run = await restore(
      { 'max-duration': '5h', quotas },
      { env: TIMED, onStart: process => (child = process) }
    )
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('partial')
    expect(annotations(run, 'error')).toEqual([
      `The run stopped at its max-duration of 5h. Run it again with the same inputs: it continues where it stopped. It had restored ${run.outputs['users-created']} users.`
    ])
    expectCountsOf(run)
    expectWholeUsers(run)
    await expectNextRunCompletes()
  })

  test('by SIGINT, though users have many groups and quotas are low', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `group-${index}`)
    const source = simulator.createPool()
    for (const name of names) {
      simulator.addGroup(source, { name })
      simulator.addGroup(pool, { name })
    }
    for (let index = 0; index < 30; index += 1) {
      simulator.addUser(source, { username: `u${index}`, groups: names })
    }
    const exported = await here.runExport(simulator, {
      'user-pool-id': source
    })
    expect(exported.exitCode).toBe(0)
    let child: ChildProcess | undefined
    let joined = 0
    hooks.afterEffect = ({ operation }) => {
      if (operation !== 'AdminAddUserToGroup') return
      joined += 1
      if (joined === 10) child?.kill('SIGINT')
    }
    const inputs = { 'source-user-pool-id': source, quotas: 'none' }
    const run = await restore(inputs, {
      onStart: process => (child = process)
    })
    // Those under way aren't finished: that would take half a minute.
    expect(joined).toBeLessThan(20 * names.length)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('partial')
    expectToldHowFar(run)
    hooks = {}
    const next = await here.runRestore(simulator, {
      'user-pool-id': pool,
      'source-user-pool-id': source
    })
    expect(next.exitCode).toBe(0)
    for (const { status, groups } of simulator.poolState(pool).users) {
      expect(status).toBe('CONFIRMED')
      expect(groups).toHaveLength(names.length)
    }
  })
})

/** On a slow machine some are half done when a cancelled run has to end. */
function expectToldHowFar(run: ActionRun): void {
  const count = (name: string) => Number(run.outputs[name])
  const created = count('users-created')
  const begun = count('users-unfinished') + count('users-unknown')
  const [error] = annotations(run, 'error')
  expect(error).toContain(
    `The run was cancelled. It had restored ${created} user`
  )
  expect(error).toContain('Run it again with the same inputs')
  const { users } = simulator.poolState(pool)
  const whole = users.filter(({ status }) => status === 'CONFIRMED')
  expect(created).toBeLessThanOrEqual(whole.length)
  expect(created + begun).toBeGreaterThanOrEqual(users.length)
}

/** Nobody is half done, and the report has exactly those who were begun. */
function expectWholeUsers(run: ActionRun): void {
  const { users } = simulator.poolState(pool)
  expect(run.outputs['users-created']).toBe(String(users.length))
  for (const { status } of users) expect(status).toBe('CONFIRMED')
  const { lines, newSubs } = storedReport(simulator, run)
  expect(lines).toHaveLength(users.length)
  expect(new Set(newSubs.values())).toEqual(new Set(users.map(one => one.sub)))
}
