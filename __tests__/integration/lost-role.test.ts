import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'

const started: Simulator[] = []
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close()
})

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    users: 60,
    groups: 2,
    membershipsPerUser: 1,
    roles: [ROLE],
    ...options
  })
  started.push(simulator)
  return simulator
}

const AS_ROLE = { 'role-to-assume': ROLE.arn }

describe('a role that is taken away during a run', () => {
  test('ends it when the last session does, and says why', async () => {
    let sessions = 0
    const simulator = await start({
      users: 2000,
      sessionSeconds: 4,
      sessionsGoBySigning: true,
      quota: { UserList: 5 },
      intercept: ({ operation }) =>
        operation === 'AssumeRoleWithWebIdentity' && ++sessions > 1
          ? {
              status: 403,
              errorName: 'AccessDenied',
              message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity'
            }
          : undefined
    })
    const run = await runExport(
      simulator,
      { ...AS_ROLE, 'quota-share': '100', quotas: 'UserList=5' },
      oidcJob(simulator)
    )
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain(
      'AWS does not let this job assume the role'
    )
    const { errors } = simulator.stats()
    expect(errors).not.toHaveProperty('ExpiredTokenException')
    const keys = simulator.bucketObjects().map(({ key }) => key)
    expect(keys.filter(key => key.endsWith('manifest.json'))).toEqual([])
  })

  test('ends a restore in the middle, and the next run continues', async () => {
    let isTaken = false
    const simulator = await start({
      users: 120,
      plain: true,
      sessionSeconds: 4,
      sessionsGoBySigning: true,
      quota: { UserCreation: 20 },
      intercept: ({ operation }) => {
        if (operation === 'AdminCreateUser') isTaken = true
        return isTaken && operation === 'AssumeRoleWithWebIdentity'
          ? { status: 403, errorName: 'AccessDenied', message: 'No' }
          : undefined
      }
    })
    const job = oidcJob(simulator)
    await runExport(simulator, AS_ROLE, job)
    const inputs = { 'quota-share': '100', quotas: 'UserCreation=20' }
    const run = await runRestore(simulator, { ...AS_ROLE, ...inputs }, job)
    expect(run.outputs['status']).toBe('partial')
    expect(run.outputs['error-code']).toBe('credentials')
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining('AWS does not let this job assume the role')
    ])
    expect(simulator.stats().errors).not.toHaveProperty('ExpiredTokenException')
    const users = () => simulator.poolState(simulator.emptyUserPoolId).users
    expect(users().length).toBeGreaterThan(0)
    expect(users().length).toBeLessThan(120)
    const next = await runRestore(simulator, inputs)
    expect(next.outputs['status']).toBe('complete')
    expect(users()).toHaveLength(120)
  })

  test('is told apart from credentials of the environment', async () => {
    const simulator = await start({
      intercept: ({ operation }) =>
        operation === 'ListGroups'
          ? {
              status: 400,
              errorName: 'ExpiredTokenException',
              message: 'The security token included in the request is expired'
            }
          : undefined
    })
    const run = await runExport(simulator, AS_ROLE, oidcJob(simulator))
    expect(annotations(run, 'error').join()).toContain(
      'AWS takes the session of the role in the input role-to-assume for expired'
    )
  })
})
