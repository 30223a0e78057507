import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runRestore } from '../fixtures/action-runs.ts'
import { BY_JOB_INPUTS } from '../fixtures/by-import.ts'
import { killAtCall } from '../fixtures/killed-writes.ts'
import * as here from '../fixtures/run-here.ts'
import {
  comparableState,
  createTarget,
  personalValues,
  shownBy
} from '../fixtures/restore-runs.ts'

const USERS = 60

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    importRowsPerSecond: 250
  })
  const exported = await here.runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterAll(() => simulator.close())

const newTarget = () =>
  createTarget(simulator, { AutoVerifiedAttributes: ['email'] })

function differencesOf(pool: string): string[] {
  const source = simulator.poolState(simulator.userPoolId)
  return comparePools(source, simulator.poolState(pool)).differences
}

describe('a restore by import jobs', () => {
  let pool: string
  let run: ActionRun
  let left: string[]

  beforeAll(async () => {
    pool = await newTarget()
    const folder = await mkdtemp(join(tmpdir(), 'empty-'))
    try {
      run = await runRestore(
        simulator,
        { ...BY_JOB_INPUTS, 'user-pool-id': pool },
        { env: { TMPDIR: folder, HOME: folder, RUNNER_TEMP: folder } }
      )
      left = await readdir(folder)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('gives the pool back and writes no file but those of the runner', () => {
    expect(run.exitCode).toBe(0)
    expect(left).toEqual([])
    expect(differencesOf(pool)).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(USERS),
      'failed-users': '0'
    })
    expect(run.summary).toMatch(/### Import jobs\n\n.*\n.*\n\| `import-/)
  })

  test('says nothing of anybody, nor where the file went', () => {
    const shown = shownBy(run)
    const values = [
      ...personalValues(simulator, [simulator.userPoolId]),
      ...simulator.secrets()
    ]
    expect(values.filter(value => shown.includes(value))).toEqual([])
  })
})

// One moment; any other is in ../kill/import-kills.test.ts, and a run that is told
// to stop in cancellation.test.ts.
test('a restore by import jobs that is killed once its job has begun is finished by the next run', async () => {
  const pool = await newTarget()
  const restore = () =>
    here.runRestore(simulator, { ...BY_JOB_INPUTS, 'user-pool-id': pool })
  killAtCall(
    simulator,
    ({ operation }) => operation === 'StartUserImportJob',
    'after'
  )
  const killed = await restore()
  simulator.setFaults([])
  expect(killed.outputs['error-code']).toBe('credentials')
  const run = await restore()
  expect([run.exitCode, run.stdout]).toEqual([0, expect.anything()])
  expect(differencesOf(pool)).toEqual([])
  const { users } = comparableState(simulator, pool)
  expect(users).toHaveLength(USERS)
  expect(simulator.stats().messagesSent).toBe(0)
})
