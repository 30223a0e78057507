import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runCompare, runExport, runRestore } from '../fixtures/run-here.ts'
import {
  createTarget,
  personalValues,
  shownBy
} from '../fixtures/restore-runs.ts'

/** Whom Cognito itself refuses. */
const REFUSED = '##[error]x2'

let simulator: Simulator
let refuseEverybody = false

beforeAll(async () => {
  simulator = await startSimulator({
    users: 120,
    groups: 3,
    membershipsPerUser: 1,
    // As AWS does, the message of the refusal quotes the user.
    intercept: ({ operation, input }) => {
      if (operation !== 'AdminCreateUser') return undefined
      const { Username: name } = input as { Username: string }
      if (!refuseEverybody && name !== REFUSED) return undefined
      return {
        status: 400,
        errorName: refuseEverybody
          ? 'UserLambdaValidationException'
          : 'InvalidParameterException',
        message: `PreSignUp failed with error ##[error] ${name}\n::error::${name}`
      }
    }
  })
  const hostile = [REFUSED, 'a\n::set-output name=users::0', '::error::y2']
  for (const username of hostile) {
    simulator.addUser(simulator.userPoolId, {
      username,
      attributes: {
        email: `${username.length}@private.example`,
        name: username
      }
    })
  }
})
afterAll(() => simulator.close())

function expectNothingPersonal(run: ActionRun): void {
  const shown = shownBy(run)
  const values = personalValues(simulator, [simulator.userPoolId])
  expect(values.filter(value => shown.includes(value))).toEqual([])
  // Only commands that the action means to give.
  const commands = run.stdout
    .split('\n')
    .filter(line => line.trimStart().startsWith('::'))
  for (const command of commands) {
    expect(command).toMatch(/^::(group|endgroup|warning|error)\b/)
  }
  expect(shown).not.toContain('##[')
}

test('an export shows no name, address, attribute or sub', async () => {
  const run = await runExport(simulator)
  expect(run.exitCode).toBe(0)
  expect(run.outputs['users']).toBe('123')
  expectNothingPersonal(run)
})

test('a comparison shows none either, of users who came, went and changed', async () => {
  const pool = simulator.userPoolId
  const [gone, changed] = simulator.poolState(pool).users
  simulator.removeUser(pool, gone?.sub ?? '')
  const {
    username = '',
    sub = '',
    attributes = {},
    groups = []
  } = changed ?? {}
  simulator.removeUser(pool, sub)
  const address = { ...attributes, email: 'changed@private.example' }
  simulator.addUser(pool, { username, sub, attributes: address, groups })
  simulator.addUser(pool, { username: 'newcomer@private.example' })
  const run = await runCompare(simulator, {
    'user-pool-id': pool,
    'show-values': 'true',
    'max-gone': '0',
    'max-changed': '0'
  })
  expect(run.outputs).toMatchObject({
    'error-code': 'users-gone',
    'users-added': '1',
    'users-gone': '1',
    'users-changed': '1'
  })
  expectNothingPersonal(run)
  expect(shownBy(run)).not.toContain('private.example')
})

test('a restore in which users fail shows none either', async () => {
  const run = await runRestore(simulator)
  // One is refused by Cognito, and one by the plan: no username has a line break.
  expect(run.exitCode).toBe(1)
  expect(run.outputs['failed-users']).toBe('2')
  expect(run.outputs['status']).toBe('partial')
  expect(run.summary).toContain('`username-not-accepted`')
  expect(run.summary).toContain('AdminCreateUser: InvalidParameterException')
  expectNothingPersonal(run)
})

test('a restore in which AWS quotes every user shows none either', async () => {
  refuseEverybody = true
  const pool = await createTarget(simulator)
  const run = await runRestore(simulator, { 'user-pool-id': pool })
  expect(run.exitCode).toBe(1)
  expect(run.summary).toContain('UserLambdaValidationException')
  expectNothingPersonal(run)
})
