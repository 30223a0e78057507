import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import {
  comparableState,
  createPlainTarget,
  personalValues,
  shownBy
} from '../fixtures/restore-runs.ts'
import { accessKeyOf, aimAll } from './aim.ts'
import { title, type S3Call, type S3Case } from './cases/s3-case.ts'
import { QUICK, runAll } from './run-all.ts'

const USERS = 5
const GROUPS = 2
const MEMBERSHIPS = 10

/**
 * Tests that restores end as their cases say, each with its fault and into a pool
 * of its own.
 */
export function describeRestores(
  cases: readonly S3Case[],
  atOnce = QUICK
): void {
  let simulator: Simulator
  let unmet: Set<S3Call>[]
  let undisturbed: ReturnType<typeof comparableState>
  let pools: string[]
  let personal: string[]
  let runs: Promise<ActionRun>[] = []

  const poolOf = (index: number) => pools[index] ?? ''
  const restore = (pool: string, accessKeyId = 'AKIDEXAMPLE') =>
    runRestore(
      simulator,
      { 'user-pool-id': pool },
      { env: { AWS_ACCESS_KEY_ID: accessKeyId } }
    )

  beforeAll(async () => {
    simulator = await startSimulator({
      users: USERS,
      groups: GROUPS,
      membershipsPerUser: 2,
      plain: true
    })
    expect((await runExport(simulator)).exitCode).toBe(0)
    const whole = createPlainTarget(simulator)
    expect((await restore(whole)).outputs['status']).toBe('complete')
    undisturbed = comparableState(simulator, whole)
    personal = personalValues(simulator, [simulator.userPoolId])
    pools = cases.map(() => createPlainTarget(simulator))
    const aimed = aimAll(cases)
    unmet = aimed.unmet
    simulator.setFaults(aimed.faults)
    runs = runAll(
      cases,
      (_one, index) => restore(poolOf(index), accessKeyOf(index)),
      atOnce
    )
  })
  afterAll(async () => {
    await Promise.allSettled(runs)
    await simulator.close()
  })

  /** The run of a case, which met its fault, and shows nobody. */
  async function runOf(one: S3Case, index: number): Promise<ActionRun> {
    const run = await (runs[index] ?? Promise.reject(new Error('No run')))
    expect(unmet[index]).toEqual(new Set())
    const shown = shownBy(run)
    expect(personal.filter(value => shown.includes(value))).toEqual([])
    expect(annotations(run, 'warning')).toEqual(
      (one.warns ?? []).map(part => expect.stringContaining(part))
    )
    for (const { versions } of leftBy(index)) expect(versions).toHaveLength(1)
    return run
  }

  const leftBy = (index: number) =>
    simulator
      .bucketObjects()
      .filter(({ key }) => key.includes(`/${poolOf(index)}/restores/`))

  /** The outputs name what a restore left, where all of it is as it should be. */
  function expectFiles({ on, warns }: S3Case, index: number, run: ActionRun) {
    for (const [name, call, ending] of [
      ['report-uri', 'PUT report', 'report.ndjson.gz'],
      ['sub-map-uri', 'PUT map of subs', 'sub-map.csv.gz']
    ] as const) {
      if (on === call && warns !== undefined) {
        expect(run.outputs).not.toHaveProperty(name)
        continue
      }
      const found = leftBy(index).find(({ key }) => key.endsWith(ending))
      expect(run.outputs[name]).toBe(`s3://${simulator.bucket}/${found?.key}`)
    }
  }

  function expectWhole(index: number): void {
    expect(comparableState(simulator, poolOf(index))).toEqual(undisturbed)
  }

  const numbered = cases.map((one, index) => [title(one), one, index] as const)
  const ending = (outcome: S3Case['outcome']) =>
    numbered.filter(([, one]) => one.outcome === outcome)

  describe('a restore recovers from', () => {
    test.each(ending('recovered'))('%s', async (_title, one, index) => {
      const run = await runOf(one, index)
      expect(annotations(run, 'error')).toEqual([])
      expect(run.exitCode).toBe(0)
      expect(run.outputs).toMatchObject({
        status: 'complete',
        'users-created': String(USERS),
        'groups-created': String(GROUPS),
        'memberships-added': String(MEMBERSHIPS),
        'failed-users': '0'
      })
      expectFiles(one, index, run)
      expectWhole(index)
    })
  })

  const failed = ending('failed')
  const partial = ending('partial')

  if (failed.length > 0) {
    describe('a restore fails, and leaves the pool as it was, after', () => {
      test.each(failed)('%s', async (_title, one, index) => {
        const run = await runOf(one, index)
        const errors = annotations(run, 'error')
        expect(errors).toEqual([expect.stringContaining(one.says ?? '?')])
        expect(run.exitCode).toBe(1)
        expect(run.outputs).toMatchObject({
          status: 'failed',
          'error-code': one.code
        })
        const isOpened = !/manifest|LIST snapshots/.test(one.on)
        if (isOpened && one.on !== 'LIST versions') {
          expect(run.outputs).toMatchObject({
            users: String(USERS),
            'snapshot-uri': expect.stringContaining('s3://')
          })
        }
        const { users, groups } = simulator.poolState(poolOf(index))
        expect([users, groups]).toEqual([[], []])
      })
    })
  }

  if (partial.length > 0) {
    describe('a restore ends in part, with the counts of the pool, after', () => {
      test.each(partial)('%s', async (_title, one, index) => {
        const run = await runOf(one, index)
        const errors = annotations(run, 'error')
        expect(errors).toEqual([expect.stringContaining(one.says ?? '?')])
        expect(run.exitCode).toBe(1)
        const { users, groups } = simulator.poolState(poolOf(index))
        const members = users.flatMap(user => user.groups)
        expect(run.outputs).toMatchObject({
          status: 'partial',
          'error-code': one.code,
          'users-created': String(users.length),
          'groups-created': String(groups.length),
          'memberships-added': String(members.length)
        })
        expectFiles(one, index, run)
        const next = await restore(poolOf(index))
        expect(next.outputs).toMatchObject({
          status: 'complete',
          'failed-users': '0'
        })
        expectWhole(index)
      })
    })
  }
}
