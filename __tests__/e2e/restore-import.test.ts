import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runRestore } from '../fixtures/action-runs.ts'
import { BY_JOB_INPUTS } from '../fixtures/by-import.ts'
import { clockAhead, NEVER } from '../fixtures/fake-world.ts'
import { killAtCall } from '../fixtures/killed-writes.ts'
import { jumpingClock } from '../fixtures/passing-time.ts'
import * as here from '../fixtures/run-here.ts'
import {
  comparableState,
  createTarget,
  personalValues,
  shownBy
} from '../fixtures/restore-runs.ts'

const SECONDS = 1000
const HOURS = 3_600_000
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

// One call of each stage; any other moment is in ../kill/import-kills.test.ts.
describe('a restore by import jobs that is killed', () => {
  test.each([
    ['CreateUserImportJob', 'after'],
    ['UploadUserImportFile', 'after'],
    ['StartUserImportJob', 'after'],
    ['AdminDisableUser', 'before']
  ] as const)(
    'at %s, %s its effect, is finished by the next run',
    async (operation, when) => {
      const pool = await newTarget()
      const restore = () =>
        here.runRestore(simulator, { ...BY_JOB_INPUTS, 'user-pool-id': pool })
      killAtCall(simulator, call => call.operation === operation, when)
      const killed = await restore()
      simulator.setFaults([])
      expect(killed.outputs['error-code']).toBe('credentials')
      const run = await restore()
      expect([run.exitCode, run.stdout]).toEqual([0, expect.anything()])
      expect(differencesOf(pool)).toEqual([])
      const { users } = comparableState(simulator, pool)
      expect(users).toHaveLength(USERS)
      expect(simulator.stats().messagesSent).toBe(0)
    }
  )
})

describe('a restore by import jobs that is told to stop', () => {
  const clock = jumpingClock()
  let slow: Simulator
  let onLook: () => void

  beforeEach(async () => {
    slow = await startSimulator({
      users: 100,
      groups: 2,
      membershipsPerUser: 1,
      importRowsPerSecond: 1,
      clock,
      intercept({ operation }) {
        if (operation === 'DescribeUserImportJob') onLook()
        return undefined
      }
    })
    expect((await here.runExport(slow)).exitCode).toBe(0)
  })
  afterEach(() => slow.close())

  /** Stops a restore while it waits for its job, which would take minutes. */
  async function stopped(
    stop: (pass: (ms: number) => void) => void,
    signal = NEVER
  ): Promise<ActionRun> {
    const time = clockAhead()
    onLook = () => {
      stop(time.pass)
      // By the next look, the job has stopped.
      onLook = () => clock.pass(SECONDS)
    }
    const inputs = { ...BY_JOB_INPUTS, 'max-duration': '5h' }
    const options = { stop: signal, clock: time.clock }
    const run = await here.runRestore(slow, inputs, options)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('partial')
    expect(run.summary).toContain('`Stopped`')
    expect(slow.stats().calls['StopUserImportJob']).toBe(1)
    return run
  }

  test('stops its job when it is cancelled, and goes on in the next run', async () => {
    const cancelled = new AbortController()
    const run = await stopped(() => cancelled.abort(), cancelled.signal)
    expect(run.stdout).toContain('The run was cancelled')

    onLook = () => clock.pass(60 * SECONDS)
    const again = await here.runRestore(slow, BY_JOB_INPUTS)
    expect(again.exitCode).toBe(0)
    const [source, target] = [slow.userPoolId, slow.emptyUserPoolId].map(id =>
      slow.poolState(id)
    )
    expect(target?.users).toHaveLength(100)
    expect(
      source && target && comparePools(source, target).differences
    ).toEqual([])
  })

  test('stops its job when its time is up', async () => {
    const run = await stopped(pass => pass(5 * HOURS))
    expect(run.stdout).toContain('max-duration')
  })
})
