import { afterEach, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import {
  ALIASES_AND_SMS,
  createTarget,
  storedReport
} from '../fixtures/restore-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

const USERS = 60

let simulator: Simulator
afterEach(() => simulator.close())

async function exportPeople(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 2,
    plain: true,
    ...options
  })
  expect((await runExport(simulator)).exitCode).toBe(0)
}

test('users that a PreSignUp function rejects are recorded, the others restored', async () => {
  await exportPeople()
  const pool = await createTarget(simulator)
  const rejected = new Set<string>()
  simulator.onTrigger(pool, 'PreSignUp', ({ userName }) => {
    if (rejected.size >= 10) return
    rejected.add(userName)
    throw new Error(`${userName} is not welcome`)
  })
  const run = await runRestore(simulator, { 'user-pool-id': pool })
  expect(run.exitCode).toBe(1)
  expect(run.outputs).toMatchObject({
    status: 'partial',
    'users-created': String(USERS - rejected.size),
    'failed-users': String(rejected.size)
  })
  const failed = storedReport(simulator, run).lines.filter(
    ({ result }) => result === 'failed'
  )
  expect(failed).toHaveLength(rejected.size)
  for (const { code, newSub } of failed) {
    expect([code, newSub]).toEqual(['UserLambdaValidationException', null])
  }
})

test('a lost answer to a password costs no user in a pool that refuses passwords it has seen', async () => {
  let answered = 0
  let lost = 0
  await exportPeople({
    rewrite: ({ operation }, reply) => {
      if (operation !== 'AdminSetUserPassword') return undefined
      if (reply.errorName !== undefined || answered++ % 5 !== 0)
        return undefined
      if (lost === 10) return undefined
      lost += 1
      return { drop: true }
    }
  })
  const pool = await createTarget(simulator, {
    ...ALIASES_AND_SMS,
    Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 } }
  })
  const run = await runRestore(simulator, { 'user-pool-id': pool })
  expect(lost).toBe(10)
  expect(run.outputs).toMatchObject({ status: 'complete', 'failed-users': '0' })
})
