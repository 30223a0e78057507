import type { ChildProcess } from 'node:child_process'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations, runExport, runRestore } from '../fixtures/action-runs.ts'
import { createCanceller, wrongWithCounts } from '../fixtures/cancelled-runs.ts'
import { oidcJob, ROLE } from '../fixtures/oidc-job.ts'
import { endTime, TIMED } from '../fixtures/passing-time.ts'

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
  test.each(['GetIdToken', 'AssumeRoleWithWebIdentity'])(
    'can be cancelled at its first one, though %s is not answered',
    async operation => {
      const canceller = createCanceller(Infinity)
      const simulator = await start({ users: 20, ...canceller.hooks })
      const { run, wrong } = await canceller.cancel(
        'one answer',
        { call: 1, when: 'before', delayMs: 300 },
        ({ env, ...options }) =>
          runExport(simulator, AS_ROLE, {
            ...options,
            env: { ...env, ...oidcJob(simulator).env }
          }),
        isCallOf(operation)
      )
      expect(wrong).toEqual([])
      expect(run.exitCode).toBe(1)
      expect(run.outputs['error-code']).toBe('cancelled')
      expect(simulator.bucketObjects()).toEqual([])
    }
  )

  test('can be cancelled at a later one, in the middle of a restore, and counts truly', async () => {
    const canceller = createCanceller(Infinity)
    const simulator = await start({
      users: 160,
      sessionSeconds: 4,
      sessionsGoBySigning: true,
      quota: { UserCreation: 20 },
      ...canceller.hooks
    })
    const { env } = oidcJob(simulator)
    const exported = await runExport(simulator, AS_ROLE, { env })
    expect(exported.exitCode).toBe(0)
    simulator.resetStats()
    const quotas = { 'quota-share': '100', quotas: 'UserCreation=20' }
    // Asked for after two seconds; after three, all calls wait for it.
    const cancelled = await canceller.cancel(
      'one answer',
      { call: 2, when: 'before', delayMs: 2500 },
      options =>
        runRestore(simulator, { ...AS_ROLE, ...quotas }, { ...options, env }),
      isCallOf('AssumeRoleWithWebIdentity')
    )
    const { run, wrong } = cancelled
    expect(wrong).toEqual([])
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('cancelled')
    const pool = simulator.emptyUserPoolId
    expect(wrongWithCounts(cancelled, simulator, pool)).toEqual([])
    // Whoever waited for credentials was not sent, so nobody is in doubt.
    expect(run.outputs['users-unknown'] ?? '0').toBe('0')
    expect(simulator.poolState(pool).users.length).toBeLessThan(160)
    expect(simulator.stats().errors).not.toHaveProperty('ExpiredTokenException')
    const next = await runRestore(simulator, { ...AS_ROLE, ...quotas }, { env })
    expect(next.outputs['status']).toBe('complete')
    expect(simulator.poolState(pool).users).toHaveLength(160)
  })

  test('stops at its max-duration', async () => {
    let child: ChildProcess | undefined
    const simulator = await start({
      users: 20,
      faults: [{ does: 'hang', service: 'sts', times: Infinity }],
      intercept({ service }) {
        if (service === 'sts') endTime(child)
        return undefined
      }
    })
    const inputs = { ...AS_ROLE, 'max-duration': '5h' }
    const run = await runExport(simulator, inputs, {
      ...oidcJob(simulator, TIMED),
      onStart: process => (child = process)
    })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('out-of-time')
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(/^The run stopped at its max-duration of 5 ?h/)
    ])
    expect(simulator.stats().calls['AssumeRoleWithWebIdentity']).toBe(1)
  })
})
