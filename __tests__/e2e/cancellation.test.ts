import { describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall
} from '../../simulator/simulator.ts'
import type { Ending } from '../../src/shared/ending.ts'
import * as processes from '../fixtures/action-runs.ts'
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
const USERS = 70
/** Of the put that stores the manifest; there is one. */
const isManifest = ({ operation, input }: SimulatedCall) =>
  operation === 'PutObject' && JSON.stringify(input).includes('/manifest.json"')
const MANIFEST = 1

interface Cancellation {
  waiting: Waiting
  moment: Moment
  isCounted?: (call: SimulatedCall) => boolean
  /** Of the ending, if the run is to get there. */
  reaches?: keyof Ending
}

/** A simulator whose runs are cancelled. */
async function openScene() {
  const canceller = createCanceller(Infinity)
  const simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    importRowsPerSecond: 20,
    ...canceller.hooks
  })
  return {
    simulator,
    async exportPool() {
      const exported = await here.runExport(simulator)
      expect(exported.exitCode).toBe(0)
    },
    /** As a process where all requests hang: only index.ts ends over them. */
    async cancel(
      mode: 'runExport' | 'runRestore' | 'runVerify',
      inputs: Record<string, string>,
      { waiting, moment, isCounted, reaches }: Cancellation
    ) {
      const ended =
        waiting === 'all answers'
          ? await canceller.cancel(
              waiting,
              moment,
              options => processes[mode](simulator, inputs, options),
              isCounted
            )
          : await canceller.cancelHere(
              waiting,
              moment,
              options => here[mode](simulator, inputs, options),
              isCounted,
              reaches
            )
      expect(ended).toMatchObject({ isCancelled: true, wrong: [] })
      return ended
    }
  }
}

/** Cancels an export; tells what snapshots there are. */
async function cancelExport(cancellation: Cancellation) {
  const { simulator, cancel } = await openScene()
  try {
    const inputs = cancellation.waiting === 'a turn' ? LOW_QUOTAS : {}
    const { run } = await cancel('runExport', inputs, cancellation)
    const snapshots = snapshotsInBucket(simulator, simulator.userPoolId)
    return { run, snapshots }
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
      const moment = { call, when: 'before' as const, delayMs: 200 }
      const { run, snapshots } = await cancelExport({ waiting, moment })
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
      expect(snapshots).toEqual([])
    }
  )

  test.concurrent.each(['before', 'after'] as const)(
    'says that a snapshot may exist when S3 keeps silent on its manifest, %s it is stored',
    async when => {
      const { run, snapshots } = await cancelExport({
        waiting: 'one answer',
        moment: { call: MANIFEST, when, delayMs: 200 },
        isCounted: isManifest,
        reaches: 'lastAnswer'
      })
      expect(run.exitCode).toBe(1)
      expect(snapshots).toHaveLength(when === 'after' ? 1 : 0)
      const [sentence = ''] = processes.annotations(run, 'error')
      expect(sentence).toMatch(/not known whether the snapshot \S+ exists/)
      for (const { id, faults } of snapshots) {
        expect(sentence).toContain(id)
        expect(faults).toEqual([])
      }
    }
  )

  test.concurrent(
    'while its manifest is being stored has made a snapshot, and says so',
    async () => {
      const { run, snapshots } = await cancelExport({
        waiting: 'slow answers',
        moment: { call: MANIFEST, when: 'before', delayMs: 200 },
        isCounted: isManifest,
        reaches: 'lastWrite'
      })
      expect(run.exitCode).toBe(0)
      expect(snapshots).toMatchObject([{ faults: [] }])
      expect(run.outputs).toMatchObject({
        status: 'complete',
        'snapshot-id': snapshots[0]?.id
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
    ['for slow answers', 'slow answers', 40, {}, isWrite],
    ['for answers that never come', 'all answers', 40, {}, isWrite],
    ['for its turn', 'a turn', 1, LOW_WRITE_QUOTAS, isWrite],
    ['for an import job', 'slow answers', 1, BY_JOB_INPUTS, isLook]
  ])(
    'stops though it waits %s, with true counts, and the next one goes on',
    async (_what, waiting, call, inputs, isCounted) => {
      const { simulator, cancel, exportPool } = await openScene()
      try {
        await exportPool()
        const pool = await createTarget(simulator, {
          AutoVerifiedAttributes: ['email']
        })
        const into = { 'user-pool-id': pool }
        const cancelled = await cancel(
          'runRestore',
          { ...into, ...inputs },
          {
            waiting,
            moment: { call, when: 'before', delayMs: 300 },
            isCounted,
            // First, the job has to be asked to stop.
            ...(isCounted === isWrite && { reaches: 'lastWrite' })
          }
        )
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
    const { simulator, cancel, exportPool } = await openScene()
    try {
      await exportPool()
      const { run } = await cancel(
        'runVerify',
        {},
        {
          waiting: 'all answers',
          moment: { call: 6, when: 'after', delayMs: 200 }
        }
      )
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
    } finally {
      await simulator.close()
    }
  })
})
