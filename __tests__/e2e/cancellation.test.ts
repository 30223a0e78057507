import { describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall
} from '../../simulator/simulator.ts'
import {
  annotations,
  runExport,
  runRestore,
  runVerify
} from '../fixtures/action-runs.ts'
import { BY_JOB_INPUTS } from '../fixtures/by-import.ts'
import type { Moment } from '../fixtures/call-watch.ts'
import {
  createCanceller,
  LOW_QUOTAS,
  LOW_WRITE_QUOTAS,
  wrongWithCounts,
  type Waiting
} from '../fixtures/cancelled-runs.ts'
import { comparableState, createTarget } from '../fixtures/restore-runs.ts'
import * as here from '../fixtures/run-here.ts'
import { snapshotsInBucket } from '../fixtures/whole-snapshots.ts'

// The runs wait most of their time, so they do it side by side, each with a
// simulator of its own. What happens at random moments is in ../kill/.
const USERS = 150
/** Of the put that stores the manifest; there is one. */
const isManifest = ({ operation, input }: SimulatedCall) =>
  operation === 'PutObject' && JSON.stringify(input).includes('/manifest.json"')
const MANIFEST = 1

/** A simulator with a snapshot of its pool. */
async function openScene() {
  const canceller = createCanceller(Infinity)
  const simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    importRowsPerSecond: 100,
    ...canceller.hooks
  })
  const exported = await here.runExport(simulator)
  expect(exported.exitCode).toBe(0)
  return {
    simulator,
    canceller,
    snapshots: () => snapshotsInBucket(simulator, simulator.userPoolId)
  }
}

/** Cancels an export; tells what snapshots it added. */
async function cancelExport(
  waiting: Waiting,
  moment: Moment,
  isCounted?: (call: SimulatedCall) => boolean
) {
  const { simulator, canceller, snapshots } = await openScene()
  try {
    const before = snapshots()
    const { run, wrong } = await canceller.cancel(
      waiting,
      { delayMs: 200, ...moment },
      options =>
        runExport(simulator, waiting === 'a turn' ? LOW_QUOTAS : {}, options),
      isCounted
    )
    expect(wrong).toEqual([])
    return { run, added: snapshots().slice(before.length) }
  } finally {
    await simulator.close()
  }
}

describe('an export that is cancelled', () => {
  test.concurrent.each<[Waiting, number]>([
    ['a turn', 2],
    ['all answers', 9],
    ['a back-off', 9]
  ])(
    'stops though it waits for %s, and leaves no snapshot',
    async (waiting, call) => {
      const moment = { call, when: 'before' as const }
      const { run, added } = await cancelExport(waiting, moment)
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
      expect(added).toEqual([])
    }
  )

  test.concurrent.each(['before', 'after'] as const)(
    'says that a snapshot may exist when S3 keeps silent on its manifest, %s it is stored',
    async when => {
      const moment = { call: MANIFEST, when }
      const { run, added } = await cancelExport(
        'one answer',
        moment,
        isManifest
      )
      expect(run.exitCode).toBe(1)
      expect(added).toHaveLength(when === 'after' ? 1 : 0)
      const [sentence = ''] = annotations(run, 'error')
      expect(sentence).toMatch(/not known whether the snapshot \S+ exists/)
      for (const { id, faults } of added) {
        expect(sentence).toContain(id)
        expect(faults).toEqual([])
      }
    }
  )

  test.concurrent(
    'while its manifest is being stored has made a snapshot, and says so',
    async () => {
      const { run, added } = await cancelExport(
        'slow answers',
        { call: MANIFEST, when: 'before' },
        isManifest
      )
      expect(run.exitCode).toBe(0)
      expect(added).toMatchObject([{ faults: [] }])
      expect(run.outputs).toMatchObject({
        status: 'complete',
        'snapshot-id': added[0]?.id
      })
    }
  )
})

describe('a restore that is cancelled', () => {
  const isWrite = ({ operation }: SimulatedCall) =>
    /^(Admin|CreateGroup)/.test(operation)
  const isLook = ({ operation }: SimulatedCall) =>
    operation === 'DescribeUserImportJob'

  test.concurrent.each<[string, Waiting, number, object, typeof isWrite]>([
    ['for slow answers', 'slow answers', 70, {}, isWrite],
    ['for answers that never come', 'all answers', 70, {}, isWrite],
    ['for its turn', 'a turn', 1, LOW_WRITE_QUOTAS, isWrite],
    ['for an import job', 'slow answers', 1, BY_JOB_INPUTS, isLook]
  ])(
    'stops though it waits %s, with true counts, and the next one goes on',
    async (_what, waiting, call, inputs, isCounted) => {
      const { simulator, canceller } = await openScene()
      try {
        const pool = await createTarget(simulator, {
          AutoVerifiedAttributes: ['email']
        })
        const into = { 'user-pool-id': pool }
        const cancelled = await canceller.cancel(
          waiting,
          { call, when: 'before', delayMs: 300 },
          options => runRestore(simulator, { ...into, ...inputs }, options),
          isCounted
        )
        expect(cancelled.wrong).toEqual([])
        expect(cancelled.run.exitCode).toBe(1)
        expect(wrongWithCounts(cancelled, simulator, pool)).toEqual([])

        const next = await here.runRestore(simulator, {
          ...into,
          ...(isCounted === isLook ? inputs : {})
        })
        expect(next.exitCode).toBe(0)
        const { users } = comparableState(simulator, pool)
        expect(users).toHaveLength(USERS)
        expect(users.filter(({ status }) => status !== 'CONFIRMED')).toEqual([])
        expect(simulator.stats().messagesSent).toBe(0)
      } finally {
        await simulator.close()
      }
    }
  )
})

describe('a verification that is cancelled', () => {
  test.concurrent('stops though S3 keeps silent', async () => {
    const { simulator, canceller } = await openScene()
    try {
      const { run, wrong } = await canceller.cancel(
        'all answers',
        { call: 6, when: 'after', delayMs: 200 },
        options => runVerify(simulator, {}, options)
      )
      expect(wrong).toEqual([])
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
    } finally {
      await simulator.close()
    }
  })
})
