import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'

const SESSION_SECONDS = 4
const AS_ROLE = { 'role-to-assume': ROLE.arn }

test('runs of more than three sessions never use one that has expired', async () => {
  // An export that lists and a restore that creates for about 15 seconds each.
  const simulator = await startSimulator({
    users: 300,
    groups: 6,
    membershipsPerUser: 1,
    plain: true,
    roles: [ROLE],
    sessionSeconds: SESSION_SECONDS,
    sessionsGoBySigning: true,
    latencyMs: 20,
    quota: { UserList: 1, UserCreation: 20 }
  })
  try {
    const job = oidcJob(simulator)
    const quotas = {
      'quota-share': '100',
      quotas: 'UserList=1\nUserCreation=20'
    }
    const runs = {
      export: () => runExport(simulator, { ...AS_ROLE, ...quotas }, job),
      restore: () => runRestore(simulator, { ...AS_ROLE, ...quotas }, job)
    }
    for (const [mode, run] of Object.entries(runs)) {
      simulator.resetStats()
      const { exitCode, outputs } = await run()
      expect([mode, exitCode, outputs['status']]).toEqual([mode, 0, 'complete'])
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
    }
    expect(simulator.poolState(simulator.emptyUserPoolId).users).toHaveLength(
      300
    )
  } finally {
    await simulator.close()
  }
})
