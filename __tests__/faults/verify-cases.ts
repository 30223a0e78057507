import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { SNAPSHOT_REFUSALS } from '../../src/shared/errors.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runVerify } from '../fixtures/run-here.ts'
import { accessKeyOf, aimAll } from './aim.ts'
import { title, type S3Call, type S3Case } from './cases/s3-case.ts'
import { QUICK, runAll } from './run-all.ts'

/** Tests that verifications end as their cases say, each with its fault. */
export function describeVerifications(
  cases: readonly S3Case[],
  atOnce = QUICK
): void {
  let simulator: Simulator
  let unmet: Set<S3Call>[]
  let runs: Promise<ActionRun>[] = []

  beforeAll(async () => {
    simulator = await startSimulator({ users: 12, groups: 2, plain: true })
    expect((await runExport(simulator)).exitCode).toBe(0)
    const aimed = aimAll(cases)
    unmet = aimed.unmet
    simulator.setFaults(aimed.faults)
    runs = runAll(
      cases,
      (_one, index) =>
        runVerify(
          simulator,
          {},
          { env: { AWS_ACCESS_KEY_ID: accessKeyOf(index) } }
        ),
      atOnce
    )
  })
  afterAll(async () => {
    await Promise.allSettled(runs)
    await simulator.close()
  })

  async function runOf(index: number): Promise<ActionRun> {
    const run = await (runs[index] ?? Promise.reject(new Error('No run')))
    expect(unmet[index]).toEqual(new Set())
    return run
  }

  const numbered = cases.map((one, index) => [title(one), one, index] as const)

  describe('a verification recovers from', () => {
    const recovered = numbered.filter(([, one]) => one.outcome === 'recovered')
    test.each(recovered)('%s', async (_title, { warns = [] }, index) => {
      const run = await runOf(index)
      expect(annotations(run, 'error')).toEqual([])
      expect(run.exitCode).toBe(0)
      expect(run.outputs).toMatchObject({ status: 'complete', users: '12' })
      expect(annotations(run, 'warning')).toEqual(
        warns.map(part => expect.stringContaining(part))
      )
      const found = warns.length === 0 ? '' : 'versions-unchecked'
      expect(run.outputs['findings']).toBe(found)
    })
  })

  describe('a verification blames nothing on the snapshot after', () => {
    const failed = numbered.filter(([, one]) => one.outcome === 'failed')
    test.each(failed)('%s', async (_title, { code, says }, index) => {
      const run = await runOf(index)
      expect(annotations(run, 'error')).toEqual([
        expect.stringContaining(says ?? '?')
      ])
      expect(run.exitCode).toBe(1)
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': code
      })
      expect(SNAPSHOT_REFUSALS).not.toContain(code)
      expect(run.outputs).not.toHaveProperty('findings')
      expect(run.summary).toContain('it is not known whether')
      expect(run.summary).not.toContain('would not restore')
    })
  })
}
