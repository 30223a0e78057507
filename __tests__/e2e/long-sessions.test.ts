import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'
import * as here from '../fixtures/run-here.ts'

const SESSION_SECONDS = 4
const USERS = 300

// An export that lists and a restore that creates for about 15 seconds each. They
// wait most of that time, so they do it side by side.
test.concurrent.each([
  ['export', runExport, { UserList: 1 }],
  ['restore', runRestore, { UserCreation: 20 }]
] as const)(
  'mode %s, which takes more than three sessions, never uses an expired one',
  async (mode, run, quota) => {
    const simulator = await startSimulator({
      users: USERS,
      groups: 6,
      membershipsPerUser: 1,
      plain: true,
      roles: [ROLE],
      sessionSeconds: SESSION_SECONDS,
      sessionsGoBySigning: true,
      latencyMs: 20,
      quota
    })
    try {
      if (mode === 'restore') await here.runExport(simulator)
      simulator.resetStats()
      const [[category, rate] = []] = Object.entries(quota)
      const { exitCode, outputs } = await run(
        simulator,
        {
          'role-to-assume': ROLE.arn,
          'quota-share': '100',
          quotas: `${category}=${rate}`
        },
        oidcJob(simulator)
      )
      expect([exitCode, outputs['status']]).toEqual([0, 'complete'])
      const { calls, errors } = simulator.stats()
      const seconds = Number(outputs['duration-seconds'])
      expect(seconds).toBeGreaterThan(3 * SESSION_SECONDS)
      expect(calls['AssumeRoleWithWebIdentity']).toBeGreaterThanOrEqual(4)
      // A new token for each session; the run may end when it has one more.
      expect(calls['GetIdToken']).toBeGreaterThanOrEqual(
        calls['AssumeRoleWithWebIdentity'] ?? Infinity
      )
      expect(errors).not.toHaveProperty('ExpiredToken')
      expect(errors).not.toHaveProperty('ExpiredTokenException')
      const { users } = simulator.poolState(simulator.emptyUserPoolId)
      expect(users).toHaveLength(mode === 'restore' ? USERS : 0)
    } finally {
      await simulator.close()
    }
  }
)
