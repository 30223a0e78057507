import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createKiller,
  createTarget,
  type KillPoint
} from '../fixtures/restore-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

const SECONDS = 1000
const USERS = 60
const KILLS = 2

let simulator: Simulator
const killer = createKiller()
const NEVER: KillPoint = { write: Infinity, when: 'before' }

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    signIn: 'alias',
    ...killer.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterAll(() => simulator.close())

/** A pool that lacks some users of the snapshot and has others changed. */
async function changedPool(): Promise<string> {
  const pool = await createTarget(simulator, ALIASES_AND_SMS)
  const { users, groups } = simulator.poolState(simulator.userPoolId)
  for (const { name, description, precedence, roleArn } of groups) {
    simulator.addGroup(pool, { name, description, precedence, roleArn })
  }
  for (const [index, user] of users.entries()) {
    const { username, attributes, enabled } = user
    const kind = index % 4
    if (kind === 0) continue
    simulator.addUser(pool, {
      username,
      attributes:
        kind === 1
          ? { ...attributes, given_name: 'Changed', locale: 'la' }
          : attributes,
      enabled: kind === 2 ? !enabled : enabled,
      groups: kind === 3 ? [groups[3]?.name ?? ''] : user.groups,
      password: `of ${username}`,
      createdAt: new Date(Date.now() - 60 * SECONDS)
    })
  }
  return pool
}

const restoreInto = (pool: string, point: KillPoint) =>
  killer.runKilled(pool, point, () =>
    runRestore(simulator, { 'user-pool-id': pool, 'existing-users': 'update' })
  )

test('an update that is killed ends as one that was not, and leaves passwords alone', async () => {
  const undisturbed = await changedPool()
  const whole = await restoreInto(undisturbed, NEVER)
  expect(whole.run.exitCode).toBe(0)
  expect(Number(whole.run.outputs['users-updated'])).toBeGreaterThan(30)
  expect(whole.run.outputs['users-created']).toBe('15')
  const pool = await changedPool()
  let writesSoFar = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const write = Math.ceil(((kill + 1) * whole.writes) / (KILLS + 1))
    const { isKilled, writes } = await restoreInto(pool, {
      write: Math.max(1, write - writesSoFar),
      when: kill % 2 === 0 ? 'before' : 'after'
    })
    expect(isKilled).toBe(true)
    writesSoFar += writes
  }
  const { run } = await restoreInto(pool, NEVER)
  expect(run.exitCode).toBe(0)
  expect(comparableState(simulator, pool)).toEqual(
    comparableState(simulator, undisturbed)
  )
  const { users } = simulator.poolState(pool)
  const kept = users.filter(one => one.password === `of ${one.username}`)
  expect(kept).toHaveLength(USERS - 15)
  expect(simulator.stats().messagesSent).toBe(0)
})
