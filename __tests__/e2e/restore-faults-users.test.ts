import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createTarget,
  refusal,
  storedReport
} from '../fixtures/restore-runs.ts'

const USERS = 60

let simulator: Simulator
let pool: string
/** What a restore leads to when nothing goes wrong. */
let undisturbed: ReturnType<typeof comparableState>
let hooks: Pick<SimulatorOptions, 'intercept'> = {}

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    federatedShare: 0.2,
    signIn: 'alias',
    mfa: 'OPTIONAL',
    intercept: call => hooks.intercept?.(call)
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  pool = await createTarget(simulator, ALIASES_AND_SMS)
  const run = await restore()
  expect(run.exitCode).toBe(0)
  undisturbed = comparableState(simulator, pool)
})
beforeEach(async () => {
  hooks = {}
  pool = await createTarget(simulator, ALIASES_AND_SMS)
  simulator.resetStats()
})
afterAll(() => simulator.close())

const restore = (into = pool, inputs: Record<string, string> = {}) =>
  runRestore(simulator, {
    'user-pool-id': into,
    'users-without-username': 'recreate',
    'mfa-users': 'restore',
    'federated-users': 'link',
    ...inputs
  })
const userOf = ({ input }: SimulatedCall) =>
  (input as { Username?: string }).Username

describe('a user for whom a call is refused is recorded, and the others are restored', () => {
  test.each([
    ['AdminCreateUser', 'InvalidParameterException'],
    ['AdminLinkProviderForUser', 'AliasExistsException'],
    ['AdminDisableUser', 'InvalidParameterException'],
    ['AdminAddUserToGroup', 'ResourceNotFoundException'],
    ['AdminSetUserPassword', 'InvalidPasswordException'],
    ['AdminUpdateUserAttributes', 'AliasExistsException'],
    ['AdminSetUserMFAPreference', 'InvalidParameterException']
  ])('%s', async (operation, code) => {
    let refused: string | undefined
    hooks.intercept = call => {
      if (call.operation !== operation) return undefined
      const { DestinationUser: destination } = call.input as {
        DestinationUser?: { ProviderAttributeValue: string }
      }
      const name = destination?.ProviderAttributeValue ?? userOf(call)
      refused ??= name
      return name === refused ? refusal(code) : undefined
    }
    const run = await restore()
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({
      status: 'partial',
      'users-created': String(USERS - 1),
      'failed-users': '1'
    })
    expect(run.summary).toContain(`\`${operation}: ${code}\``)
    const { lines } = storedReport(simulator, run)
    expect(lines).toHaveLength(USERS)
    const failed = lines.filter(({ result }) => result === 'failed')
    expect(failed).toEqual([expect.objectContaining({ code })])
    const { users } = simulator.poolState(pool)
    const rest = users.filter(({ username }) => username !== refused)
    expect(rest).toHaveLength(USERS - 1)
    for (const { status } of rest) expect(status).toBe('CONFIRMED')
    const one = users.find(({ username }) => username === refused)
    expect(failed[0]?.newSub ?? undefined).toBe(one?.sub)
  })

  test.each([
    'AdminCreateUser',
    'AdminLinkProviderForUser',
    'AdminDisableUser',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes'
  ])(
    'and the same restore, run again, makes up for a refused %s',
    async operation => {
      let calls = 0
      hooks.intercept = call =>
        call.operation === operation && ++calls === 3
          ? refusal('InvalidParameterException')
          : undefined
      const first = await restore()
      expect(first.outputs['status']).toBe('partial')
      hooks = {}
      const again = await restore()
      expect(again.exitCode).toBe(0)
      expect(comparableState(simulator, pool)).toEqual(undisturbed)
    }
  )

  test('and existing-users: update makes up for a refused AdminAddUserToGroup', async () => {
    let calls = 0
    hooks.intercept = ({ operation }) =>
      operation === 'AdminAddUserToGroup' && ++calls === 3
        ? refusal('InvalidParameterException')
        : undefined
    const first = await restore()
    expect(first.outputs['status']).toBe('partial')
    hooks = {}
    const again = await restore(pool, { 'existing-users': 'update' })
    expect(again.exitCode).toBe(0)
    const { groups } = comparableState(simulator, pool)
    expect(groups).toEqual(undisturbed.groups)
  })
})

test('users whom a PreSignUp function rejects are recorded, the others restored', async () => {
  const rejected = new Set<string>()
  simulator.onTrigger(pool, 'PreSignUp', ({ userName }) => {
    if (userName.length % 4 !== 0) return
    rejected.add(userName)
    throw new Error(`${userName} is not welcome`)
  })
  const run = await restore()
  expect(run.exitCode).toBe(1)
  expect(rejected.size).toBeGreaterThan(5)
  expect(run.outputs).toMatchObject({
    status: 'partial',
    'users-created': String(USERS - rejected.size),
    'failed-users': String(rejected.size)
  })
  const { users } = simulator.poolState(pool)
  expect(users).toHaveLength(USERS - rejected.size)
  const failed = storedReport(simulator, run).lines.filter(
    ({ result }) => result === 'failed'
  )
  expect(failed).toHaveLength(rejected.size)
  for (const { code, newSub } of failed) {
    expect(code).toBe('UserLambdaValidationException')
    expect(newSub).toBeNull()
  }
})
