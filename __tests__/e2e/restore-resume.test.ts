import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createKiller,
  createTarget,
  passwordsOfConfirmed,
  storedReport,
  type KillPoint
} from '../fixtures/restore-runs.ts'

const MINUTES = 60_000
const USERS = 200
const POOLS = 50
const KILLS_EACH = 4
/** Runs at a time, each into a pool of its own. */
const AT_A_TIME = 3

const inputs = {
  'users-without-username': 'recreate',
  'mfa-users': 'restore',
  'federated-users': 'link'
}

let simulator: Simulator
const killer = createKiller()
/** What an uninterrupted run leads to, and how many writes it makes. */
let whole: { state: ReturnType<typeof comparableState>; writes: number }

const restoreInto = (pool: string, point: KillPoint) =>
  killer.runKilled(pool, point, options =>
    runRestore(simulator, { ...inputs, 'user-pool-id': pool }, options)
  )
const newTarget = () => createTarget(simulator, ALIASES_AND_SMS)
const NEVER: KillPoint = { write: Infinity, when: 'before' }

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 5,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    federatedShare: 0.1,
    signIn: 'alias',
    mfa: 'OPTIONAL',
    ...killer.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  const pool = await newTarget()
  const { run, writes } = await restoreInto(pool, NEVER)
  expect(run.exitCode).toBe(0)
  whole = { state: comparableState(simulator, pool), writes }
  expectEveryKind()
}, MINUTES)
afterAll(() => simulator.close())

/** All that a restore does for a user is done for somebody. */
function expectEveryKind(): void {
  const { users } = whole.state
  expect(users).toHaveLength(USERS)
  for (const kind of [
    users.filter(({ enabled }) => !enabled),
    users.filter(({ groups }) => groups.length > 0),
    users.filter(({ identities }) => identities.length > 0),
    users.filter(({ attributes }) => attributes['preferred_username']),
    users.filter(({ mfa }) => mfa.sms)
  ]) {
    expect(kind.length).toBeGreaterThan(5)
  }
}

/**
 * The writes around which the restores into a pool are killed, one run after the
 * other: all pools together have them evenly over all writes of a restore.
 */
function killPoints(pool: number): number[] {
  const step = whole.writes / (POOLS * KILLS_EACH)
  return Array.from({ length: KILLS_EACH }, (_, kill) =>
    Math.ceil((kill * POOLS + pool + 1) * step)
  )
}

/** How many users were found finished at a kill, all in all. */
let spared = 0

/** Kills the restores into a new pool and lets the last one come to its end. */
async function restoreAndKill(index: number): Promise<void> {
  const pool = await newTarget()
  let finished = new Map<string, string | undefined>()
  let writesSoFar = 0
  for (const [kill, write] of killPoints(index).entries()) {
    const { run, writes } = await restoreInto(pool, {
      write: Math.max(1, write - writesSoFar),
      when: kill % 2 === 0 ? 'before' : 'after'
    })
    expect(run.exitCode).toBeNull()
    writesSoFar += writes
    const { users } = simulator.poolState(pool)
    const passwords = new Map(users.map(one => [one.username, one.password]))
    // Who was finished at the last kill has been left alone since.
    for (const [name, password] of finished) {
      expect([name, passwords.get(name)]).toEqual([name, password])
    }
    finished = passwordsOfConfirmed(simulator, pool)
    spared += finished.size
  }
  const { run } = await restoreInto(pool, NEVER)
  expect(run.exitCode).toBe(0)
  expect(run.outputs['status']).toBe('complete')
  expectWholeReport(pool, run)
  const passwords = passwordsOfConfirmed(simulator, pool)
  for (const [name, password] of finished) {
    expect([name, passwords.get(name)]).toEqual([name, password])
  }
  expect(new Set(passwords.values()).size).toBe(USERS)
  expect(comparableState(simulator, pool)).toEqual(whole.state)
}

/** Whoever was restored by which run: the last one knows the subs of all. */
function expectWholeReport(pool: string, run: ActionRun): void {
  const { users } = simulator.poolState(pool)
  const { lines, newSubs } = storedReport(simulator, run)
  const subs = new Set(users.map(({ sub }) => sub))
  expect(newSubs.size).toBe(USERS)
  expect(new Set(newSubs.values())).toEqual(subs)
  const count = (result: string) =>
    lines.filter(line => line.result === result).length
  expect(count('created') + count('existing')).toBe(USERS)
  expect(run.outputs).toMatchObject({
    'users-created': String(count('created')),
    'users-existing': String(count('existing')),
    'failed-users': '0'
  })
}

describe('a restore of 200 users that is killed', () => {
  test(
    'ends as one that was not, after 200 kills spread over all its writes',
    async () => {
      const pools = Array.from({ length: POOLS }, (_, index) => index)
      const work = async () => {
        for (let next = pools.pop(); next !== undefined; next = pools.pop()) {
          await restoreAndKill(next)
        }
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, work))
      expect(spared).toBeGreaterThan(USERS)
      expect(simulator.stats().messagesSent).toBe(0)
    },
    8 * MINUTES
  )
})
