import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, runExport } from '../fixtures/action-runs.ts'
import { manifestKeys } from '../fixtures/stored-snapshots.ts'

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

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a run that gets %s stops by itself, says so and leaves no manifest',
  async signal => {
    const before = manifestKeys(simulator)
    let child: ChildProcess | undefined
    onDescribe = () => child?.kill(signal)
    const run = await runExport(
      simulator,
      {},
      { onStart: started => (child = started) }
    )
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([
      'The run was cancelled. It had read 0 users. It leaves no snapshot: run it again.'
    ])
    expect(run.outputs['error-code']).toBe('cancelled')
    expect(manifestKeys(simulator)).toEqual(before)
  }
)
