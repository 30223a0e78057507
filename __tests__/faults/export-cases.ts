import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import type { ActionRun } from '../../simulator/run-action.ts'
import {
  startSimulator,
  type FaultName,
  type Simulator
} from '../../simulator/simulator.ts'
import type { UserRecord } from '../../src/snapshot/records.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runVerify } from '../fixtures/run-here.ts'
import { personalValues, shownBy } from '../fixtures/restore-runs.ts'
import { accessKeyOf, aimAll, ownedBucketOf } from './aim.ts'
import { title, type S3Call } from './cases/s3-case.ts'
import type { ManifestCase } from './cases/s3-export.ts'
import { QUICK, runAll } from './run-all.ts'

const USERS = 30
const GROUPS = 3
const MEMBERSHIPS = 60
/** The definition, its clients, a part of each of the three kinds, the manifest. */
const OBJECTS = 6

/** Faults that each leave something else of the object that they meet. */
const LEAVING: readonly FaultName[] = [
  'key-denied',
  'wrong-checksum',
  'lost-answer'
]

const KNOWN = {
  users: String(USERS),
  groups: String(GROUPS),
  memberships: String(MEMBERSHIPS)
}

/**
 * Tests that exports end as their cases say, each with its fault and under a
 * prefix of its own, and that what they leave keeps no later export from its work.
 */
export function describeExports(
  cases: readonly ManifestCase[],
  atOnce = QUICK
): void {
  let simulator: Simulator
  let unmet: Set<S3Call>[]
  let personal: string[]
  let runs: Promise<ActionRun>[] = []

  const prefixOf = (index: number) => `case-${index}`
  const objectsOf = (index: number) =>
    simulator
      .bucketObjects()
      .filter(({ key }) => key.startsWith(`${prefixOf(index)}/`))
  const manifestsOf = (index: number) =>
    objectsOf(index).filter(({ key }) => key.endsWith('/manifest.json'))

  beforeAll(async () => {
    simulator = await startSimulator({
      users: USERS,
      groups: GROUPS,
      membershipsPerUser: 2,
      plain: true
    })
    personal = personalValues(simulator, [simulator.userPoolId])
    const aimed = aimAll(cases)
    unmet = aimed.unmet
    simulator.setFaults(aimed.faults)
    runs = runAll(
      cases,
      (_one, index) =>
        runExport(
          simulator,
          { prefix: prefixOf(index), ...ownedBucketOf(simulator) },
          { env: { AWS_ACCESS_KEY_ID: accessKeyOf(index) } }
        ),
      atOnce
    )
  })
  /** The codes of what a verification finds, remarks among them. */
  async function findingsUnder(prefix: string): Promise<string[]> {
    const { outputs, stdout } = await runVerify(simulator, { prefix })
    const { findings } = outputs
    if (findings === undefined) throw new Error(stdout)
    return findings.split(' ').filter(code => code !== '')
  }

  afterAll(async () => {
    await Promise.allSettled(runs)
    await simulator.close()
  })

  /** The run of a case, which met its fault and shows nobody. */
  async function runOf(index: number): Promise<ActionRun> {
    const run = await (runs[index] ?? Promise.reject(new Error('No run')))
    expect(unmet[index]).toEqual(new Set())
    const shown = shownBy(run)
    expect(personal.filter(value => shown.includes(value))).toEqual([])
    expect(annotations(run, 'warning')).toEqual([])
    for (const { versions } of objectsOf(index))
      expect(versions).toHaveLength(1)
    return run
  }

  /** Everybody of the pool is under the prefix, read without the code under test. */
  function expectEverybody(index: number): void {
    const records = objectsOf(index)
      .filter(({ key }) => key.includes('/users/part-'))
      .flatMap(({ bytes }) => gunzipSync(bytes).toString().trim().split('\n'))
      .map(line => (JSON.parse(line) as UserRecord).username)
    const { users } = simulator.poolState(simulator.userPoolId)
    expect(records.sort()).toEqual(users.map(user => user.username).sort())
  }

  const numbered = cases.map((one, index) => [title(one), one, index] as const)
  const recovered = numbered.filter(([, one]) => one.outcome === 'recovered')
  const failed = numbered.filter(([, one]) => one.outcome === 'failed')

  describe('an export recovers from', () => {
    test.each(recovered)('%s', async (_title, _one, index) => {
      const run = await runOf(index)
      expect(annotations(run, 'error')).toEqual([])
      expect(run.exitCode).toBe(0)
      expect(run.outputs).toMatchObject({ status: 'complete', ...KNOWN })
      const [manifest] = manifestsOf(index)
      expect(`s3://${simulator.bucket}/${manifest?.key}`).toBe(
        `${run.outputs['snapshot-uri']}manifest.json`
      )
      const stored = objectsOf(index)
      expect(stored).toHaveLength(OBJECTS)
      for (const { kmsKeyArn } of stored) {
        expect(kmsKeyArn).toBe(simulator.kmsKeyArn)
      }
      expectEverybody(index)
      expect(await findingsUnder(prefixOf(index))).toEqual([])
    })
  })

  describe('an export fails with one sentence after', () => {
    test.each(failed)('%s', async (_title, one, index) => {
      const run = await runOf(index)
      const errors = annotations(run, 'error')
      expect(errors).toEqual([expect.stringContaining(one.says ?? '?')])
      expect(run.exitCode).toBe(1)
      const isLast = one.on === 'PUT manifest'
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': one.code,
        'duration-seconds': expect.any(String),
        ...(isLast ? KNOWN : { groups: KNOWN.groups })
      })
      expect(run.outputs).not.toHaveProperty('snapshot-uri')
      expect(run.summary).toContain('❌')
      if (one.leavesManifest === true) {
        expect(manifestsOf(index)).toHaveLength(1)
        const found = await findingsUnder(prefixOf(index))
        expect(found).toEqual(one.verifyFinds ?? ['?'])
      } else {
        expect(manifestsOf(index)).toEqual([])
      }
    })
  })

  // An export reads nothing of the bucket, so one failure of each kind is enough.
  const left = failed.filter(
    ([, { does }], at) =>
      LEAVING.includes(does) &&
      failed.findIndex(([, other]) => other.does === does) === at
  )
  describe('the next export succeeds after', () => {
    test.each(left)('%s', async (_title, _one, index) => {
      await runOf(index)
      const run = await runExport(simulator, { prefix: prefixOf(index) })
      expect(run.outputs).toMatchObject({ status: 'complete', ...KNOWN })
      expect(await findingsUnder(prefixOf(index))).toEqual([])
    })
  })
}
