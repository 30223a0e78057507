import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  runCompare,
  runExport,
  runRestore,
  runVerify
} from '../fixtures/run-here.ts'
import { HOSTILE_TEXTS, SECRET } from '../fixtures/hostile-texts.ts'
import {
  createTarget,
  personalValues,
  shownBy
} from '../fixtures/restore-runs.ts'
import { definitionRows } from '../fixtures/compared-runs.ts'
import { obeyedLines, parseCommands } from '../fixtures/runner-commands.ts'
import { clients } from '../fixtures/simulator-clients.ts'

/*
 * A pool in which every username, attribute, group name, description and error
 * message is hostile, through all that a run says. The files of a report are
 * data and hold what they hold.
 */

/** Of a pool. */
const MOST_RESOURCE_SERVERS = 25

let simulator: Simulator
let next = 0

beforeAll(async () => {
  simulator = await startSimulator({
    users: 0,
    groups: 0,
    // As AWS does, the message of a refusal quotes what was sent.
    intercept: ({ operation }) => {
      if (!['AdminCreateUser', 'CreateGroup'].includes(operation))
        return undefined
      const message = HOSTILE_TEXTS[next++ % HOSTILE_TEXTS.length] ?? ''
      return {
        status: 400,
        errorName:
          operation === 'CreateGroup'
            ? 'InvalidParameterException'
            : 'UserLambdaValidationException',
        message
      }
    }
  })
  const pool = simulator.userPoolId
  for (const [at, text] of HOSTILE_TEXTS.entries()) {
    // Cognito names no group with a space, a control character or more than
    // 128 characters, and takes any description.
    const isName = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(text)
    const group = isName ? text : `group-${at}`
    simulator.addGroup(pool, { name: group, description: text })
    simulator.addUser(pool, {
      username: text,
      attributes: {
        email: `${at}${SECRET}`,
        name: text,
        given_name: `${text} ${text}`,
        'custom:department': text
      },
      groups: [group]
    })
  }
})
afterAll(() => simulator.close())

function expectDisobeyed(run: ActionRun): void {
  const commands = parseCommands(run.stdout)
  for (const { name } of commands) {
    expect(['group', 'endgroup', 'warning', 'error']).toContain(name)
  }
  expect(obeyedLines(run.stdout)).toHaveLength(commands.length)
  expect(shownBy(run)).not.toContain('##[')
  expect(run.stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
}

function expectInert(run: ActionRun): void {
  expectDisobeyed(run)
  const shown = shownBy(run)
  expect(shown).not.toContain(SECRET)
  const values = personalValues(simulator, [simulator.userPoolId])
  expect(values.length).toBeGreaterThan(4 * 60)
  expect(values.filter(value => shown.includes(value))).toEqual([])
}

const COUNT = String(HOSTILE_TEXTS.length)

test('an export says nothing of them', async () => {
  const run = await runExport(simulator)
  expect(run.outputs).toMatchObject({
    status: 'complete',
    users: COUNT,
    groups: COUNT,
    memberships: COUNT
  })
  expectInert(run)
})

test('a verification reads them back, and says nothing of them', async () => {
  const run = await runVerify(simulator, {
    'user-pool-id': simulator.userPoolId
  })
  expect(run.outputs).toMatchObject({
    status: 'complete',
    findings: '',
    users: COUNT,
    'users-changed': '0',
    'users-added': '0',
    'users-gone': '0'
  })
  expectInert(run)
})

test('a comparison says nothing of them', async () => {
  const run = await runCompare(simulator, {
    'user-pool-id': simulator.userPoolId,
    'show-values': 'true'
  })
  expect(run.outputs).toMatchObject({
    status: 'complete',
    'users-changed': '0',
    'groups-changed': '0',
    'memberships-changed': '0'
  })
  expectInert(run)
})

test('a definition of such texts is shown, and obeyed by nothing', async () => {
  const { cognito } = clients(simulator)
  const UserPoolId = simulator.createPool()
  const ofPool = { 'user-pool-id': UserPoolId }
  expect((await runExport(simulator, ofPool)).exitCode).toBe(0)
  const { UserPool } = await cognito.describeUserPool({ UserPoolId })
  const texts = HOSTILE_TEXTS.filter(text => text.length <= 128)
  const half = Math.floor(texts.length / 2)
  await cognito.tagResource({
    ResourceArn: UserPool?.Arn,
    Tags: Object.fromEntries(
      texts.slice(0, half).map((key, at) => [key, texts[half + at] ?? ''])
    )
  })
  const identifiers = texts
    .filter(text => /^[!#-[\]-~]+$/.test(text))
    .slice(0, MOST_RESOURCE_SERVERS)
  for (const Identifier of identifiers) {
    await cognito.createResourceServer({
      UserPoolId,
      Identifier,
      Name: 'hostile'
    })
  }
  const sides = { ...ofPool, 'source-user-pool-id': UserPoolId }
  for (const values of ['true', 'false']) {
    const run = await runCompare(simulator, { ...sides, 'show-values': values })
    expect(run.exitCode).toBe(0)
    expect(Number(run.outputs['definition-changes'])).toBe(
      half + identifiers.length
    )
    // Each in a row of its own, and one row for those that are left out.
    expect(definitionRows(run.summary)).toHaveLength(51)
    expectDisobeyed(run)
  }
  expectDisobeyed(await runVerify(simulator, sides))
})

test('a restore that is refused each of them says nothing of them', async () => {
  const pool = await createTarget(simulator)
  for (const dryRun of ['true', 'false']) {
    const run = await runRestore(simulator, {
      'user-pool-id': pool,
      'dry-run': dryRun
    })
    expect(['planned', 'failed', 'partial']).toContain(run.outputs['status'])
    expect(run.outputs['users']).toBe(COUNT)
    expectInert(run)
  }
})
