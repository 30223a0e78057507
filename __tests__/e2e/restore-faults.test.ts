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
  type InterceptAnswer,
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
let hooks: Pick<SimulatorOptions, 'intercept' | 'rewrite'> = {}

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    federatedShare: 0.2,
    signIn: 'alias',
    mfa: 'OPTIONAL',
    intercept: call => hooks.intercept?.(call),
    rewrite: (call, reply) => hooks.rewrite?.(call, reply)
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

/**
 * Loses the first answers to calls, a few of them, one in so many, and none to a
 * call that is made again: how often that would be is luck.
 */
function loseAnswers(operation: string, one: number, most = 20): () => number {
  const answered = new Set<string>()
  let lost = 0
  hooks.rewrite = (call, reply) => {
    if (call.operation !== operation || reply.errorName !== undefined) {
      return undefined
    }
    const { Password: _, ...input } = call.input as Record<string, unknown>
    const before = answered.size
    answered.add(JSON.stringify(input))
    if (answered.size === before) return undefined
    if (before % one !== 0 || lost === most) return undefined
    lost += 1
    return { drop: true }
  }
  return () => lost
}

describe('a call whose answer is lost has no other effect than one answered', () => {
  test.each([
    ['AdminCreateUser', 3],
    ['CreateGroup', 1],
    ['AdminLinkProviderForUser', 1],
    ['AdminAddUserToGroup', 6],
    ['AdminDisableUser', 1],
    ['AdminSetUserPassword', 5],
    ['AdminUpdateUserAttributes', 1]
  ])('%s', async (operation, one) => {
    const lost = loseAnswers(operation, one)
    const run = await restore()
    expect(run.exitCode).toBe(0)
    expect(lost()).toBeGreaterThan(3)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(USERS),
      'groups-created': '4',
      'memberships-added': String(USERS * 2),
      'failed-users': '0'
    })
    const { users } = simulator.poolState(pool)
    const subs = new Map(users.map(user => [user.username, user.sub]))
    const report = storedReport(simulator, run)
    for (const { result, newSub } of report.lines) {
      expect(result).toBe('created')
      expect([...subs.values()]).toContain(newSub)
    }
    expect(report.newSubs.size).toBe(USERS)
    expect(simulator.stats().messagesSent).toBe(0)
    expect(comparableState(simulator, pool)).toEqual(undisturbed)
  })

  test('AddCustomAttributes', async () => {
    const bare = await createTarget(simulator, ALIASES_AND_SMS, [
      'level',
      'tenant'
    ])
    const lost = loseAnswers('AddCustomAttributes', 1, 1)
    // Made again with what is immutable in the source, nobody could be linked.
    const run = await restore(bare, {
      'add-custom-attributes': 'true',
      'federated-users': 'skip'
    })
    expect(run.exitCode).toBe(0)
    expect(lost()).toBe(1)
    expect(run.outputs['failed-users']).toBe('0')
  })

  test('AdminSetUserPassword, in a pool that refuses a password it has seen', async () => {
    const strict = await createTarget(simulator, {
      ...ALIASES_AND_SMS,
      Policies: {
        PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 }
      }
    })
    const lost = loseAnswers('AdminSetUserPassword', 5)
    const run = await restore(strict)
    expect(lost()).toBeGreaterThan(3)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'failed-users': '0'
    })
  })
})

test('somebody else who takes a name while the restore runs is left alone', async () => {
  let taken: string | undefined
  hooks.intercept = call => {
    const name = userOf(call)
    if (call.operation !== 'AdminCreateUser' || name === undefined) return
    if (taken !== undefined) return
    taken = name
    simulator.addUser(pool, { username: name, password: 'their own' })
  }
  const run = await restore()
  expect(run.exitCode).toBe(1)
  expect(run.outputs).toMatchObject({
    status: 'partial',
    'failed-users': '1'
  })
  const { users } = simulator.poolState(pool)
  const theirs = users.find(({ username }) => username === taken)
  expect(theirs).toMatchObject({ password: 'their own', groups: [] })
  const line = storedReport(simulator, run).lines.find(
    ({ result }) => result === 'failed'
  )
  expect(line).toMatchObject({
    newSub: null,
    code: 'UsernameExistsException'
  })
})

test('a storm of throttles slows a restore down and costs nobody', async () => {
  let calls = 0
  hooks.intercept = ({ service }): InterceptAnswer | undefined =>
    service === 'cognito-idp' && ++calls % 6 === 0
      ? refusal('TooManyRequestsException')
      : undefined
  const run = await restore()
  expect(run.exitCode).toBe(0)
  expect(simulator.stats().throttles).toBeGreaterThan(40)
  expect(run.outputs).toMatchObject({
    status: 'complete',
    'users-created': String(USERS),
    'memberships-added': String(USERS * 2)
  })
  expect(comparableState(simulator, pool)).toEqual(undisturbed)
})
