import type { ChildProcess } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations, runRestore } from '../fixtures/action-runs.ts'
import * as here from '../fixtures/run-here.ts'

const NAMES = Array.from({ length: 20 }, (_, index) => `group-${index}`)

test('a restore that gets SIGINT says how far it got though users have many groups and quotas are low, and the next one goes on', async () => {
  let child: ChildProcess | undefined
  let joined = 0
  const simulator = await startSimulator({
    users: 0,
    afterEffect({ operation }) {
      if (operation !== 'AdminAddUserToGroup') return
      joined += 1
      if (joined === 10) child?.kill('SIGINT')
    }
  })
  try {
    const { userPoolId: source, emptyUserPoolId: pool } = simulator
    for (const name of NAMES) {
      simulator.addGroup(source, { name })
      simulator.addGroup(pool, { name })
    }
    for (let index = 0; index < 30; index += 1) {
      simulator.addUser(source, { username: `u${index}`, groups: NAMES })
    }
    expect((await here.runExport(simulator)).exitCode).toBe(0)
    const run = await runRestore(
      simulator,
      { quotas: 'none' },
      { onStart: process => (child = process) }
    )
    // Those under way aren't finished: that would take half a minute.
    expect(joined).toBeLessThan(20 * NAMES.length)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('partial')

    // On a slow machine some are half done when a cancelled run has to end.
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

    const next = await here.runRestore(simulator)
    expect(next.exitCode).toBe(0)
    for (const { status, groups } of simulator.poolState(pool).users) {
      expect(status).toBe('CONFIRMED')
      expect(groups).toHaveLength(NAMES.length)
    }
    expect(simulator.stats().messagesSent).toBe(0)
  } finally {
    await simulator.close()
  }
})
