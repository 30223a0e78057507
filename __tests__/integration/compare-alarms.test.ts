import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test
} from '@jest/globals'
import { operations } from '../../simulator/cognito/operations.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runCompare, runExport, runVerify } from '../fixtures/run-here.ts'
import { clients } from '../fixtures/simulator-clients.ts'

/*
 * Of 20 users with a membership each, two are gone, three have changed and one
 * has left its group. Of the definition, one setting is another.
 */

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    users: 20,
    groups: 2,
    membershipsPerUser: 1,
    plain: true
  })
  await runExport(simulator)
  const { userPoolId: UserPoolId } = simulator
  const { cognito } = clients(simulator)
  const { users } = simulator.poolState(UserPoolId)
  for (const { sub } of users.slice(0, 2)) {
    simulator.removeUser(UserPoolId, sub)
  }
  for (const { username: Username } of users.slice(2, 5)) {
    await cognito.adminDisableUser({ UserPoolId, Username })
  }
  const { username: Username, groups } = users[5] ?? {}
  await cognito.adminRemoveUserFromGroup({
    UserPoolId,
    Username,
    GroupName: groups?.[0]
  })
  const { UserPool } = await cognito.describeUserPool({ UserPoolId })
  await cognito.tagResource({
    ResourceArn: UserPool?.Arn,
    Tags: { team: 'another' }
  })
})
afterEach(() => {
  simulator.deny([])
})
afterAll(() => simulator.close())

const ofPool = (inputs: Record<string, string>) => ({
  'user-pool-id': simulator.userPoolId,
  ...inputs
})

describe.each([
  ['a comparison', runCompare],
  ['a verification', runVerify]
] as const)('%s', (_mode, run) => {
  test.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [
      { 'max-gone': '2', 'max-changed': '3', 'max-memberships-gone': '3' },
      undefined
    ],
    [
      {
        'max-gone': '10%',
        'max-changed': '15%',
        'max-memberships-gone': '15%'
      },
      undefined
    ],
    [{ 'max-gone': '1' }, 'users-gone'],
    [{ 'max-changed': '14.999%' }, 'users-changed'],
    [{ 'max-memberships-gone': '2' }, 'memberships-gone']
  ])('with the limits %p ends with %s', async (inputs, code) => {
    const { exitCode, outputs } = await run(simulator, ofPool(inputs))
    expect(outputs['error-code']).toBe(code)
    expect(outputs).toMatchObject({
      status: code === undefined ? 'complete' : 'failed',
      'users-added': '0',
      'users-gone': '2',
      'users-changed': '3'
    })
    expect(exitCode).toBe(code === undefined ? 0 : 1)
  })

  test('rings several alarms at once, under the code of the first', async () => {
    const { outputs, ...shown } = await run(
      simulator,
      ofPool({
        'max-gone': '0',
        'max-changed': '0',
        'max-memberships-gone': '0'
      })
    )
    expect(outputs['error-code']).toBe('users-gone')
    const [error = ''] = annotations(shown as never, 'error')
    expect(error).toContain('2 of 20 users are gone, and max-gone allows 0.')
    expect(error).toContain('3 of 20 users changed, and max-changed allows 0.')
    expect(error).toContain(
      '3 of 20 memberships are gone, and max-memberships-gone allows 0.'
    )
  })
})

describe('a change of the definition', () => {
  test('is reported, and fails only on demand', async () => {
    const reported = await runCompare(simulator, ofPool({}))
    expect(reported.exitCode).toBe(0)
    const failed = await runCompare(
      simulator,
      ofPool({ 'definition-changes': 'fail', 'max-gone': '0' })
    )
    expect(failed.exitCode).toBe(1)
    expect(failed.outputs).toMatchObject({
      'error-code': 'definition-changed',
      'definition-changes': '1',
      'users-gone': '2'
    })
    const [error] = annotations(failed, 'error')
    expect(error).toMatch(
      /1 setting of the pool's definition.*2 of 20 users are gone/
    )
  })

  test('is a finding of a verification, to know', async () => {
    const run = await runVerify(simulator, ofPool({}))
    expect(run.exitCode).toBe(0)
    expect(run.outputs['findings']).toBe('definition-changed')
    expect(annotations(run, 'warning')).toEqual([
      expect.stringContaining(
        "1 setting of the pool's definition changed since the snapshot: tags team."
      )
    ])
  })

  test('is looked for as far as the role may read', async () => {
    const allowed = ['DescribeUserPool', 'ListUsers']
    simulator.deny(
      [...operations.keys()]
        .filter(name => !allowed.includes(name))
        .map(name => `cognito-idp:${name}`)
    )
    const run = await runVerify(simulator, ofPool({ 'max-gone': '5' }))
    expect(run.exitCode).toBe(0)
    expect(run.outputs['findings']).toBe('definition-changed')
    expect(run.stdout).toMatch(
      /skipped without permission: mfaConfig, clients, /
    )
    expect(annotations(run, 'warning')).toEqual([
      expect.stringContaining('pool UserPoolTags.team')
    ])
  })
})

test('a verification that counts memberships needs to list groups', async () => {
  simulator.deny(['cognito-idp:ListGroups'])
  const run = await runVerify(
    simulator,
    ofPool({ 'max-memberships-gone': '5' })
  )
  expect(run.outputs).toMatchObject({
    status: 'failed',
    'error-code': 'access-denied'
  })
  expect(annotations(run, 'error')[0]).toContain('cognito-idp:ListGroups')
})
