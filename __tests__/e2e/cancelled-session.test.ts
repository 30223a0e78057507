import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations, runExport } from '../fixtures/action-runs.ts'
import { createCanceller, wrongWithCounts } from '../fixtures/cancelled-runs.ts'
import { clockAhead } from '../fixtures/fake-world.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'
import * as here from '../fixtures/run-here.ts'

const started: Simulator[] = []
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close()
})

async function start(options: SimulatorOptions) {
  const simulator = await startSimulator({
    plain: true,
    roles: [ROLE],
    ...options
  })
  started.push(simulator)
  return simulator
}

const AS_ROLE = { 'role-to-assume': ROLE.arn }
const isCallOf = (name: string) => (call: SimulatedCall) =>
  call.operation === name

describe('a run that waits for a session', () => {
  // As a process: a request for a token can't be given up, and keeps one alive.
  test('can be cancelled at its first one, though GitHub gives no token', async () => {
    const canceller = createCanceller(Infinity)
    const simulator = await start({ users: 20, ...canceller.hooks })
    const { run, wrong } = await canceller.cancel(
      'one answer',
      { call: 1, when: 'before', delayMs: 300 },
      options =>
        runExport(simulator, AS_ROLE, { ...options, ...oidcJob(simulator) }),
      isCallOf('GetIdToken')
    )
    expect(wrong).toEqual([])
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('cancelled')
    expect(simulator.bucketObjects()).toEqual([])
  })

  test('can be cancelled at a later one, in the middle of a restore, and counts truly', async () => {
    const users = 110
    const canceller = createCanceller(Infinity)
    const simulator = await start({
      users,
      sessionSeconds: 4,
      sessionsGoBySigning: true,
      quota: { UserCreation: 20 },
      ...canceller.hooks
    })
    const { env } = oidcJob(simulator)
    const exported = await here.runExport(simulator, AS_ROLE, { env })
    expect(exported.exitCode).toBe(0)
    simulator.resetStats()
    const quotas = { 'quota-share': '100', quotas: 'UserCreation=20' }
    const inputs = { ...AS_ROLE, ...quotas }
    // Asked for after two seconds; after three, all calls wait for it.
    const cancelled = await canceller.cancelHere(
      'one answer',
      { call: 2, when: 'before', delayMs: 2500 },
      options => here.runRestore(simulator, inputs, { ...options, env }),
      isCallOf('AssumeRoleWithWebIdentity'),
      'lastRecord'
    )
    const { run, wrong } = cancelled
    expect(wrong).toEqual([])
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('cancelled')
    const pool = simulator.emptyUserPoolId
    expect(wrongWithCounts(cancelled, simulator, pool)).toEqual([])
    // Whoever waited for credentials was not sent, so nobody is in doubt.
    expect(run.outputs['users-unknown'] ?? '0').toBe('0')
    expect(simulator.poolState(pool).users.length).toBeLessThan(users)
    expect(simulator.stats().errors).not.toHaveProperty('ExpiredTokenException')
    const next = await here.runRestore(simulator, inputs, { env })
    expect(next.outputs['status']).toBe('complete')
    expect(simulator.poolState(pool).users).toHaveLength(users)
  })

  test('stops at its max-duration', async () => {
    const { clock, pass } = clockAhead()
    const simulator = await start({
      users: 20,
      faults: [{ does: 'hang', service: 'sts', times: Infinity }],
      intercept({ service }) {
        if (service === 'sts') pass(5 * 3_600_000)
        return undefined
      }
    })
    const inputs = { ...AS_ROLE, 'max-duration': '5h' }
    const run = await here.runExport(simulator, inputs, {
      ...oidcJob(simulator),
      clock
    })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('out-of-time')
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(/^The run stopped at its max-duration of 5 ?h/)
    ])
    expect(simulator.stats().calls['AssumeRoleWithWebIdentity']).toBe(1)
  })
})
