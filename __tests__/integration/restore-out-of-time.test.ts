import { expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { clockAhead } from '../fixtures/fake-world.ts'
import { storedReport } from '../fixtures/restore-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

const USERS = 150
/** Up to 64 more are under way, and are finished. */
const CREATED_BEFORE = 20

test('a restore that stops at its max-duration says how far it got, and the next one goes on', async () => {
  const { clock, pass } = clockAhead()
  let created = 0
  const simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    afterEffect({ operation }) {
      if (operation !== 'AdminCreateUser') return
      created += 1
      if (created === CREATED_BEFORE) pass(6 * 3_600_000)
    }
  })
  try {
    expect((await runExport(simulator)).exitCode).toBe(0)
    const run = await runRestore(simulator, { 'max-duration': '5h' }, { clock })
    const [source, target] = [simulator.userPoolId, simulator.emptyUserPoolId]
    const { users, groups } = simulator.poolState(target)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([
      `The run stopped at its max-duration of 5h. Run it again with the same inputs: it continues where it stopped. It had restored ${users.length} users.`
    ])
    expect(run.outputs).toMatchObject({
      status: 'partial',
      'users-created': String(users.length),
      'groups-created': String(groups.length)
    })
    // Nobody is half done, and the report has exactly those who were begun.
    expect(users.length).toBeGreaterThanOrEqual(CREATED_BEFORE)
    expect(users.length).toBeLessThan(USERS)
    for (const { status } of users) expect(status).toBe('CONFIRMED')
    const { lines, newSubs } = storedReport(simulator, run)
    expect(lines).toHaveLength(users.length)
    expect(new Set(newSubs.values())).toEqual(
      new Set(users.map(({ sub }) => sub))
    )

    const next = await runRestore(simulator)
    expect(next.outputs['status']).toBe('complete')
    expect(
      comparePools(simulator.poolState(source), simulator.poolState(target))
        .differences
    ).toEqual([])
    expect(simulator.stats().messagesSent).toBe(0)
  } finally {
    await simulator.close()
  }
})
