import { afterEach, expect, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  annotations,
  isPoolWrite,
  runRestore
} from '../fixtures/action-runs.ts'
import { storedReport } from '../fixtures/restore-runs.ts'
import * as here from '../fixtures/run-here.ts'

const USERS = 200

let simulator: Simulator
afterEach(() => simulator.close())

/** A restore that stands still in its middle, and the process that it is. */
async function startAndStop() {
  const stopped = Promise.withResolvers<ChildProcess>()
  let child: ChildProcess | undefined
  let writes = 0
  simulator = await startSimulator({
    users: USERS,
    federatedShare: 0,
    afterEffect({ operation }) {
      if (!isPoolWrite(operation) || ++writes !== 150) return
      child?.kill('SIGSTOP')
      if (child !== undefined) stopped.resolve(child)
    }
  })
  expect((await here.runExport(simulator)).exitCode).toBe(0)
  const onStart = (process: ChildProcess) => (child = process)
  const run = runRestore(simulator, {}, { onStart })
  return { run, child: await stopped.promise }
}

const createdBy = (run: ActionRun) =>
  storedReport(simulator, run)
    .lines.filter(({ result }) => result === 'created')
    .map(({ newSub }) => newSub)

test('a run that is alive gives way to one that began later, and both count what they did', async () => {
  const { run, child } = await startAndStop()
  const whole = await here.runRestore(simulator)
  child.kill('SIGCONT')
  const stopped = await run

  expect(whole.exitCode).toBe(0)
  expect(whole.outputs['status']).toBe('complete')
  expect(storedReport(simulator, whole).newSubs.size).toBe(USERS)
  expect(stopped.exitCode).toBe(1)
  expect(stopped.outputs).toMatchObject({
    status: 'partial',
    'error-code': 'other-run'
  })
  expect(annotations(stopped, 'error')).toEqual([
    expect.stringContaining('Another run has been restoring this snapshot')
  ])
  const [earlier, later] = [createdBy(stopped), createdBy(whole)]
  expect(earlier.length).toBeGreaterThan(0)
  expect(later.length).toBeGreaterThan(0)
  expect(earlier.filter(sub => later.includes(sub))).toEqual([])
  expect(stopped.outputs['users-created']).toBe(String(earlier.length))
  expect(whole.outputs).toMatchObject({
    'users-created': String(later.length),
    'users-existing': String(USERS - later.length)
  })
})
