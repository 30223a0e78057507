import { afterEach, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../src/shared/system-clock.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { closeExampleScene, expectGreen } from '../fixtures/example-scene.ts'
import { killAtCall, LOST } from '../fixtures/killed-writes.ts'
import { startRecoveryDay, type RecoveryDay } from '../fixtures/recovery-day.ts'
import * as here from '../fixtures/run-here.ts'
import type { WorkflowRuns } from '../fixtures/workflow-runs.ts'

afterEach(closeExampleScene)

const HOUR = 3_600_000

/** What a run waits for is there at once, so it looks again at once. */
const clock: typeof systemClock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 10), signal)
}
const runHere: typeof here.runHere = (endpoint, inputs, options) =>
  here.runHere(endpoint, inputs, { ...options, clock })

/** Gets each operation that has had its effect. */
let onEffect: ((operation: string) => void) | undefined

/** A small day. */
const startDay = (signedUp = 5) =>
  startRecoveryDay(
    { people: 20, deleted: 6, changed: 4, corrected: 1, signedUp },
    { afterEffect: ({ operation }) => onEffect?.(operation) }
  )

/**
 * Runs the workflow, and stops its run of this step once this operation has had its
 * effect.
 */
async function recoverUntil(
  day: RecoveryDay,
  step: string,
  operation: string,
  how: 'killed' | 'cancelled'
): Promise<WorkflowRuns> {
  const ended = await day.recover({
    async run(endpoint, inputs, options) {
      if ((inputs['recovery'] ?? inputs['mode']) !== step) {
        return runHere(endpoint, inputs, options)
      }
      if (how === 'killed') {
        killAtCall(day.simulator, call => call.operation === operation, 'after')
        try {
          const killed = await runHere(endpoint, inputs, options)
          expect(killed.exitCode).toBe(1)
        } finally {
          day.simulator.setFaults([])
        }
        return LOST
      }
      const cancelled = new AbortController()
      onEffect = called => {
        if (called === operation) cancelled.abort()
      }
      const signal = { stop: cancelled.signal }
      try {
        return await runHere(endpoint, inputs, { ...options, ...signal })
      } finally {
        onEffect = undefined
      }
    }
  })
  expect(ended.failed[0]).toBe(step === 'restore' ? 'apply' : step)
  return ended
}

const names = (people: readonly { username: string }[]) =>
  people.map(({ username }) => username).sort()

/** Everybody is as they were, and everybody who signed up since is there. */
function expectRecovered(day: RecoveryDay, signedUp: readonly string[]): void {
  const people = day.people()
  expect(names(people)).toEqual([...names(day.before), ...signedUp].sort())
  const bySub = new Map(people.map(person => [person.sub, person.attributes]))
  for (const { sub, attributes } of day.before) {
    expect(bySub.get(sub)).toEqual(attributes)
  }
  expect(day.simulator.stats().messagesSent).toBe(0)
}

// A kill is the harder: nothing of the run can tidy up. So a cancelled run is tried
// only where the workflow reads what it says of its recovery.
describe('recover.yml', () => {
  test.each([
    ['killed', 'preview', 'ListPointInTimeRecoveries'],
    ['killed', 'preview', 'InitiatePointInTimeRecovery'],
    ['killed', 'export', 'PutObject'],
    ['killed', 'apply', 'DescribePointInTimeRecovery'],
    ['cancelled', 'preview', 'InitiatePointInTimeRecovery']
  ] as const)(
    '%s in its %s after %s, leaves the pool as it is and open for writes; the next run goes on',
    async (how, step, operation) => {
      const day = await startDay()
      const damaged = day.people()
      await recoverUntil(day, step, operation, how)
      expect(day.people()).toEqual(damaged)
      day.signUp('afterwards')
      expectGreen(await day.recover({ run: runHere }))
      expectRecovered(day, [...day.signedUp, 'afterwards'])
    }
  )

  test.each([
    ['killed', 'apply', 'StartPointInTimeRecovery'],
    ['killed', 'restore', 'AdminSetUserPassword'],
    ['killed', 'compare', 'ListUsers'],
    ['cancelled', 'apply', 'StartPointInTimeRecovery']
  ] as const)(
    '%s in its %s after %s, leaves a recovered pool; its next attempt goes on',
    async (how, step, operation) => {
      // More than a restore creates at a time.
      const day = await startDay(step === 'restore' ? 80 : undefined)
      const { jobs } = await recoverUntil(day, step, operation, how)
      const subs = day.people().map(({ sub }) => sub)
      expect(subs).toEqual(
        expect.arrayContaining(day.before.map(({ sub }) => sub))
      )
      day.signUp('afterwards')
      expectGreen(await day.recover({ run: runHere, rerun: jobs }))
      expectRecovered(day, [...day.signedUp, 'afterwards'])
    }
  )
})

test('recover.yml brings back the newer ones where it can not be known what went', async () => {
  const day = await startDay()
  const { simulator } = day
  const ended = await day.recover({
    async run(endpoint, inputs, options) {
      const isApply = inputs['recovery'] === 'apply'
      if (isApply) simulator.deny(['cognito-idp:ListUsersInGroup'])
      const run = await runHere(endpoint, inputs, options)
      simulator.deny([])
      return run
    }
  })
  expect(ended.failed).toEqual(['apply'])
  expect(ended.runs.map(({ job }) => job)).toEqual([
    'preview',
    'export',
    'apply',
    'apply',
    'give-up',
    'time-limit'
  ])
  expectRecovered(day, day.signedUp)
})

test('recover.yml asks for no approval of what Cognito does not say', async () => {
  const day = await startDay()
  const damaged = day.people()
  const ended = await day.recover({
    async run(endpoint, inputs, options) {
      const run = await runHere(endpoint, inputs, options)
      const outputs = { ...run.outputs, 'recovery-groups-deleted': '' }
      return inputs['recovery'] === 'preview' ? { ...run, outputs } : run
    }
  })
  expect(ended.failed).toEqual(['preview'])
  expect(ended.runs.map(({ job }) => job)).toEqual(['preview', 'give-up'])
  expect(day.people()).toEqual(damaged)
  day.signUp('afterwards')
})

test('recover.yml lets writes go on when nobody approves what it would do', async () => {
  const day = await startDay()
  const damaged = day.people()
  const ended = await day.recover({
    run: runHere,
    rejected: ['cognito-recover-apply']
  })
  expect(ended.failed).toEqual(['apply'])
  expect(ended.runs.map(({ job }) => job)).toEqual([
    'preview',
    'export',
    'give-up',
    'time-limit'
  ])
  expect(day.people()).toEqual(damaged)
  day.signUp('afterwards')
})

test('recover.yml blocks nothing without its first approval', async () => {
  const day = await startDay()
  const ended = await day.recover({
    run: runHere,
    rejected: ['cognito-recover']
  })
  expect([ended.runs, ended.failed]).toEqual([[], ['ask']])
})

test('recover.yml ends its preview in time where its time limit is lost', async () => {
  const day = await startDay()
  let cancelling = 0
  const ended = await day.recover({
    async run(endpoint, inputs, options) {
      if (inputs['recovery'] !== 'cancel') {
        return runHere(endpoint, inputs, options)
      }
      cancelling += 1
      const run = await runHere(endpoint, inputs, options)
      return cancelling === 1 ? LOST : run
    }
  })
  expect(ended.failed).toEqual(['time-limit'])
  expect(ended.runs.at(-1)).toMatchObject({
    job: 'time-limit-again',
    inputs: { 'block-writes-for': '2h' },
    outputs: { status: 'complete' }
  })
})

/** A preview that is of none of the workflow's runs. */
const previewBeside = ({ simulator }: RecoveryDay) =>
  runHere(simulator.endpoint, {
    mode: 'recover',
    recovery: 'preview',
    'user-pool-id': simulator.userPoolId,
    'recover-to': `${new Date(Date.now() - HOUR).toISOString().slice(0, 19)}Z`
  })

describe('recover.yml cancels no preview of somebody else', () => {
  test('that there was before', async () => {
    const day = await startDay()
    const earlier = await previewBeside(day)
    expect(annotations(earlier, 'error')).toEqual([])
    const ended = await day.recover({ run: runHere })
    expect(ended.runs.map(({ job }) => job)).toEqual(['preview'])
    expect(ended.failed).toEqual(['preview'])
    expect(() => day.signUp('afterwards')).toThrow()
  })

  test('that began when its own was over', async () => {
    const day = await startDay()
    const { endpoint, userPoolId } = day.simulator
    const ended = await day.recover({
      rejected: ['cognito-recover-apply'],
      async run(at, inputs, options) {
        const run = await runHere(at, inputs, options)
        if (inputs['mode'] !== 'export') return run
        await runHere(endpoint, {
          mode: 'recover',
          recovery: 'cancel',
          'user-pool-id': userPoolId,
          'recovery-id': 'active'
        })
        const later = await previewBeside(day)
        expect(annotations(later, 'error')).toEqual([])
        return run
      }
    })
    expect(ended.failed).toEqual(['apply'])
    expect(ended.runs.map(({ job }) => job)).toContain('give-up')
    expect(() => day.signUp('afterwards')).toThrow()
  })
})
