import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import {
  createTarget,
  personalValues,
  refusal,
  shownBy,
  storedReport
} from '../fixtures/restore-runs.ts'

const USERS = 30

let simulator: Simulator
let pool: string
let workspace: string
let hooks: Pick<SimulatorOptions, 'intercept'> = {}

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'workspace-'))
  simulator = await startSimulator({
    users: USERS,
    intercept: call => hooks.intercept?.(call)
  })
  pool = await createTarget(simulator)
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterAll(async () => {
  await simulator.close()
  await rm(workspace, { recursive: true })
})

async function restore(inputs: Record<string, string> = {}) {
  simulator.resetStats()
  const run = await runRestore(
    simulator,
    { 'user-pool-id': pool, ...inputs },
    { env: { GITHUB_WORKSPACE: workspace } }
  )
  const values = personalValues(simulator, [simulator.userPoolId, pool])
  const shown = shownBy(run)
  expect(values.filter(value => shown.includes(value))).toEqual([])
  return run
}

describe('a file that leads out of the workspace', () => {
  test('restores nobody', async () => {
    const outside = fileURLToPath(import.meta.url)
    await symlink(outside, join(workspace, 'users.txt'))
    const run = await restore({ 'only-users-file': 'users.txt' })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([
      'The input only-users-file leads out of the workspace. A valid example: failed-users.txt.'
    ])
    expect(simulator.stats().calls).toEqual({})
  })
})

describe('the report of a restore', () => {
  test('restores its failed users, and then stands for nobody', async () => {
    let creations = 0
    hooks.intercept = ({ operation }) =>
      operation === 'AdminCreateUser' && ++creations <= 3
        ? refusal('InvalidParameterException')
        : undefined
    const first = await restore()
    hooks = {}
    expect(first.outputs).toMatchObject({
      status: 'partial',
      'failed-users': '3'
    })
    const [report] = storedReport(simulator, first).objects
    const path = join(workspace, 'report.ndjson.gz')
    await writeFile(path, report?.bytes ?? '')

    const again = await restore({ 'only-users-file': 'report.ndjson.gz' })
    expect(again.exitCode).toBe(0)
    expect(again.outputs).toMatchObject({
      status: 'complete',
      users: '3',
      'users-created': '3'
    })
    expect(again.summary).toContain(
      `Chosen as the failed users of the report in only-users-file, of ${USERS} users in the snapshot.`
    )
    expect(simulator.poolState(pool).users).toHaveLength(USERS)

    const [clean] = storedReport(simulator, again).objects
    await writeFile(path, clean?.bytes ?? '')
    const third = await restore({ 'only-users-file': path })
    expect(third.exitCode).toBe(1)
    expect(annotations(third, 'error')[0]).toContain(
      'names the report of a restore in which no user failed'
    )
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  })
})
