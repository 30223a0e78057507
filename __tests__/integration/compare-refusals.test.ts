import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { tableRows } from '../fixtures/compared-runs.ts'
import { clockAhead } from '../fixtures/fake-world.ts'
import { runCompare, runExport } from '../fixtures/run-here.ts'

let simulator: Simulator
/** Called before ListUsers is answered. */
let whileListing: (() => void) | undefined

beforeAll(async () => {
  simulator = await startSimulator({
    users: 12,
    groups: 2,
    membershipsPerUser: 1,
    intercept({ operation }) {
      if (operation === 'ListUsers') whileListing?.()
      return undefined
    }
  })
  await runExport(simulator)
})
afterEach(() => {
  simulator.deny([])
  whileListing = undefined
})
afterAll(() => simulator.close())

const compare = (
  inputs: Record<string, string> = {},
  options?: Parameters<typeof runCompare>[2]
) =>
  runCompare(
    simulator,
    { 'user-pool-id': simulator.userPoolId, ...inputs },
    options
  )

test('a pool of an account that is not allowed is not even asked', async () => {
  simulator.resetStats()
  const run = await compare({ 'allowed-account-ids': '999988887777' })
  expect(run.outputs).toMatchObject({ status: 'failed', 'error-code': 'input' })
  expect(simulator.stats().calls).toEqual({ GetCallerIdentity: 1 })
  const allowed = await compare({ 'allowed-account-ids': simulator.accountId })
  expect(allowed.exitCode).toBe(0)
})

test.each(['DescribeUserPool', 'ListUsers', 'ListGroups', 'ListUsersInGroup'])(
  'without the permission %s, the action is named',
  async operation => {
    simulator.deny([`cognito-idp:${operation}`])
    const run = await compare()
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'access-denied'
    })
    expect(run.outputs).not.toHaveProperty('users-gone')
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining(`cognito-idp:${operation}`)
    ])
  }
)

test('a part of the definition that the role may not read is not compared', async () => {
  simulator.deny(['cognito-idp:ListUserPoolClients', 'cognito-idp:ListTerms'])
  const run = await compare()
  expect(run.exitCode).toBe(0)
  expect(run.outputs['definition-changes']).toBe('0')
  expect(run.summary).toContain('Not compared')
  for (const section of ['clients', 'terms']) {
    expect(run.summary).toContain(`- \`${section}\``)
  }
})

test('a comparison that is cancelled says nothing that it does not know', async () => {
  const stop = new AbortController()
  whileListing = () => stop.abort()
  const run = await compare({}, { stop: stop.signal })
  expect(run.exitCode).toBe(1)
  expect(run.outputs['error-code']).toBe('cancelled')
  expect(run.outputs).not.toHaveProperty('users-gone')
})

test('a comparison stops at its max-duration, and says what it may miss', async () => {
  const { clock, pass } = clockAhead()
  whileListing = () => pass(60 * 60_000)
  const run = await compare({ 'max-duration': '1h' }, { clock })
  expect(run.exitCode).toBe(1)
  expect(run.outputs['error-code']).toBe('out-of-time')
  expect(run.outputs).not.toHaveProperty('users-gone')
  expect(annotations(run, 'error')).toEqual([
    expect.stringMatching(/max-duration of 1h.* may miss changes/)
  ])
})

test('a comparison without users of one side counts them all', async () => {
  const run = await compare({
    'user-pool-id': simulator.emptyUserPoolId,
    'compare-parts': 'users',
    'max-gone': '99.999%'
  })
  expect(run.outputs).toMatchObject({
    'error-code': 'users-gone',
    'users-gone': '12',
    'memberships-changed': '12'
  })
  expect(tableRows(run.summary, 6)).toContainEqual([
    'Users',
    '12',
    '0',
    '0',
    '12',
    '0'
  ])
})
