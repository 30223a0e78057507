import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport } from '../fixtures/action-runs.ts'
import { manifestKeys } from '../fixtures/stored-snapshots.ts'

/*
 * src/index.ts as a process of its own: what it hands in from outside, nothing
 * else can show. The tests of e2e/ do the same with the bundle.
 */

/** What happens when the pool is described. */
let onDescribe: () => void = () => undefined
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    users: 20,
    intercept: ({ operation }) => {
      if (operation === 'DescribeUserPool') onDescribe()
      return undefined
    }
  })
})
afterAll(() => simulator.close())
beforeEach(() => {
  onDescribe = () => undefined
})

const script = 'src/index.ts'

test('the door lets an export through', async () => {
  const run = await runExport(simulator, {}, { script })
  expect(annotations(run, 'error')).toEqual([])
  expect(run.exitCode).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'complete', users: '20' })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a run that gets %s stops by itself, says so and leaves no manifest',
  async signal => {
    const before = manifestKeys(simulator)
    let child: ChildProcess | undefined
    onDescribe = () => child?.kill(signal)
    const run = await runExport(
      simulator,
      {},
      { script, onStart: started => (child = started) }
    )
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([
      'The run was cancelled. It had read 0 users. It leaves no snapshot: run it again.'
    ])
    expect(run.outputs['error-code']).toBe('cancelled')
    expect(manifestKeys(simulator)).toEqual(before)
  }
)
