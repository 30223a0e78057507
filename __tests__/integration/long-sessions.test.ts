import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

const SESSION_SECONDS = 4
// At 20 a second, their creation takes more than three sessions.
const USERS = 260

test('a restore that takes more than three sessions never uses an expired one', async () => {
  const simulator = await startSimulator({
    users: USERS,
    groups: 6,
    membershipsPerUser: 1,
    plain: true,
    roles: [ROLE],
    sessionSeconds: SESSION_SECONDS,
    sessionsGoBySigning: true,
    latencyMs: 20,
    quota: { UserCreation: 20 }
  })
  try {
    await runExport(simulator)
    simulator.resetStats()
    const { exitCode, outputs } = await runRestore(
      simulator,
      {
        'role-to-assume': ROLE.arn,
        'quota-share': '100',
        quotas: 'UserCreation=20'
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
    expect(users).toHaveLength(USERS)
  } finally {
    await simulator.close()
  }
})
