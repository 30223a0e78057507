import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { writesToPools } from '../fixtures/action-runs.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createKiller,
  createTarget,
  passwordsOfConfirmed,
  refusal,
  type KillPoint
} from '../fixtures/restore-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import { manualClock } from '../fixtures/passing-time.ts'

const SECONDS = 1000
const USERS = 24

let simulator: Simulator
let pool: string
const killer = createKiller()

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 2,
    disabledShare: 0.2,
    signIn: 'alias',
    ...killer.hooks,
    ...options
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  pool = await createTarget(simulator, ALIASES_AND_SMS)
}

const restore = (inputs: Record<string, string> = {}) =>
  runRestore(simulator, { 'user-pool-id': pool, ...inputs })
async function kill(point: KillPoint, inputs: Record<string, string> = {}) {
  const run = () => restore(inputs)
  const { isKilled } = await killer.runKilled(pool, point, run)
  expect(isKilled).toBe(true)
}
const state = () => comparableState(simulator, pool)

async function undisturbed(inputs: Record<string, string> = {}) {
  const other = await createTarget(simulator, ALIASES_AND_SMS)
  const into = { 'user-pool-id': other, ...inputs }
  const run = await runRestore(simulator, into)
  expect(run.exitCode).toBe(0)
  return comparableState(simulator, other)
}

describe('in a pool that nothing is special about', () => {
  let whole: ReturnType<typeof state>
  beforeAll(async () => {
    await start()
    whole = await undisturbed()
  })
  beforeEach(async () => {
    pool = await createTarget(simulator, ALIASES_AND_SMS)
  })
  afterAll(() => simulator.close())

  describe('a restore that is killed around one of its records', () => {
    test('has written nothing yet, and the next one begins afresh', async () => {
      for (const when of ['before', 'after'] as const) {
        await kill({ write: 1, when })
        expect(state()).toEqual({ users: [], groups: [] })
      }
      const run = await restore()
      expect(run.outputs).toMatchObject({
        status: 'complete',
        'users-created': String(USERS)
      })
    })

    async function killAndContinue(of: string, when: 'before' | 'after') {
      await kill({ of, write: 1, when })
      expect(state()).toEqual(whole)
      const passwords = passwordsOfConfirmed(simulator, pool)
      const run = await restore()
      expect(run.exitCode).toBe(0)
      expect(state()).toEqual(whole)
      expect(passwordsOfConfirmed(simulator, pool)).toEqual(passwords)
    }

    test.each([
      ['after', 'the mark of its end', '/finished-1.json'],
      ['before', 'its report', '/report.ndjson'],
      ['after', 'its map of subs', '/sub-map.csv']
    ] as const)(
      '%s %s, has written everything, and the next one changes nobody',
      (when, _, of) => killAndContinue(of, when)
    )

    test('before the mark of its end, leaves that to the next one, and the one after that writes nothing', async () => {
      await killAndContinue('/finished-1.json', 'before')
      simulator.resetStats()
      const again = await restore()
      expect(again.outputs['users-existing']).toBe(String(USERS))
      expect(writesToPools(simulator.stats().calls)).toEqual([])
    })
  })

  async function expectContinued(
    inputs: Record<string, string>,
    expected: ReturnType<typeof state>
  ) {
    await kill({ write: 60, when: 'after' }, inputs)
    const run = await restore(inputs)
    expect(run.exitCode).toBe(0)
    expect(state()).toEqual(expected)
  }

  test.each(['fail', 'update'])(
    'a restore with existing-users: %s is continued like any other',
    policy => expectContinued({ 'existing-users': policy }, whole)
  )

  test('a restore that leaves users unconfirmed is continued like any other', async () => {
    const inputs = { 'restored-user-status': 'force-change-password' }
    await expectContinued(inputs, await undisturbed(inputs))
  })

  test('what people changed themselves before the restore was continued is theirs', async () => {
    await kill({ of: 'AdminUpdateUserAttributes', write: 1, when: 'after' })
    const { users } = simulator.poolState(pool)
    const user = users.find(
      ({ status, attributes }) =>
        status === 'CONFIRMED' && attributes['preferred_username']
    )
    if (user === undefined) throw new Error('Nobody has an alias yet')
    simulator.removeUser(pool, user.username)
    simulator.addUser(pool, {
      username: user.username,
      sub: user.sub,
      createdAt: user.createdAt,
      attributes: { ...user.attributes, preferred_username: 'chosen-since' },
      password: 'chosen since',
      groups: []
    })
    const run = await restore()
    expect(run.exitCode).toBe(0)
    const after = simulator
      .poolState(pool)
      .users.find(({ username }) => username === user.username)
    expect(after?.password).toBe('chosen since')
    expect(after?.attributes['preferred_username']).toBe('chosen-since')
  })
})

describe('in a pool of its own', () => {
  afterEach(() => simulator.close())

  describe('although lists do not know it yet', () => {
    const LAG_MS = 3 * SECONDS

    /**
     * Lists learn what happened when a user is looked for once more, and whenever
     * the test lets time pass.
     */
    async function startLagging(options: SimulatorOptions = {}) {
      const clock = manualClock()
      let isKnownSoon = false
      const lookedFor = new Set<string>()
      await start({
        clock,
        listDelayMs: LAG_MS,
        ...options,
        intercept(call) {
          const killed = killer.hooks.intercept(call)
          if (killed !== undefined) return killed
          const { Filter = '' } = call.input as { Filter?: string }
          if (Filter.startsWith('username = ')) {
            if (lookedFor.has(Filter)) clock.advance(LAG_MS)
            lookedFor.add(Filter)
          }
          if (isKnownSoon && call.operation === 'AdminSetUserPassword') {
            isKnownSoon = false
            clock.advance(LAG_MS / 2)
          }
          return undefined
        }
      })
      return {
        /** From the first password on, what is done is known that much later. */
        beforePasswords: () => (isKnownSoon = true),
        pass: () => clock.advance(LAG_MS / 2)
      }
    }

    test.each(['nothing', 'only that users were created'])(
      'a restore is continued, where %s is listed',
      async listed => {
        const lists = await startLagging()
        const whole = await undisturbed()
        if (listed !== 'nothing') lists.beforePasswords()
        await kill({ write: 96, when: 'after' })
        if (listed !== 'nothing') lists.pass()
        const finished = passwordsOfConfirmed(simulator, pool)
        expect(finished.size).toBeGreaterThan(5)
        const run = await restore()
        expect(run.exitCode).toBe(0)
        expect(run.outputs['status']).toBe('complete')
        expect(state()).toEqual(whole)
        // A user who is listed as created, and not yet as confirmed, gets another
        // password, which no user knows any more than the first.
        if (listed !== 'nothing') return
        const passwords = passwordsOfConfirmed(simulator, pool)
        for (const [name, password] of finished) {
          expect([name, passwords.get(name)]).toEqual([name, password])
        }
      }
    )

    test.each(['AdminCreateUser', 'AdminLinkProviderForUser'])(
      'a %s whose answer is lost is recognised',
      async operation => {
        let calls = 0
        await startLagging({
          federatedShare: 0.1,
          rewrite: call =>
            call.operation === operation && ++calls <= 3
              ? { drop: true }
              : undefined
        })
        const run = await restore({ 'federated-users': 'link' })
        expect(calls).toBeGreaterThan(3)
        expect(run.exitCode).toBe(0)
        expect(run.outputs).toMatchObject({
          status: 'complete',
          'users-created': String(USERS)
        })
      }
    )
  })

  test('nobody who is disabled stays enabled, where Cognito sets passwords of enabled users only', async () => {
    const isEnabled = (username: string | undefined) =>
      simulator.poolState(pool).users.find(user => user.username === username)
        ?.enabled
    await start({
      intercept(call) {
        const { Username } = call.input as { Username?: string }
        return call.operation === 'AdminSetUserPassword' &&
          isEnabled(Username) === false
          ? refusal('NotAuthorizedException')
          : killer.hooks.intercept(call)
      }
    })
    let victim: string | undefined
    // Killed while the first of them is enabled for a moment.
    await kill({
      of({ operation, input }) {
        const { Username } = input as { Username?: string }
        if (operation === 'AdminEnableUser') victim ??= Username
        return operation === 'AdminSetUserPassword' && Username === victim
      },
      write: 1,
      when: 'after'
    })
    expect(isEnabled(victim)).toBe(true)
    const run = await restore()
    expect(run.exitCode).toBe(0)
    const enabled = (id: string) =>
      simulator
        .poolState(id)
        .users.filter(user => user.enabled)
        .map(({ username }) => username)
        .sort()
    expect(enabled(pool)).toEqual(enabled(simulator.userPoolId))
  })

  test('users that others created are not taken for those of the killed restore', async () => {
    let held: string | undefined
    const killed = Promise.withResolvers<undefined>()
    await start({
      async intercept(call) {
        const { Username } = call.input as { Username?: string }
        if (call.operation === 'AdminCreateUser' && Username === held) {
          await killed.promise
        }
        const answer = killer.hooks.intercept(call)
        if (answer !== undefined) killed.resolve(undefined)
        return answer
      }
    })
    const { users } = simulator.poolState(simulator.userPoolId)
    const before = users.find(({ attributes }) => attributes['email'])
    if (before === undefined) throw new Error('Nobody has an address')
    const theirs = {
      status: 'FORCE_CHANGE_PASSWORD' as const,
      password: 'their own'
    }
    simulator.addUser(pool, {
      ...theirs,
      username: before.username,
      attributes: before.attributes,
      createdAt: new Date(Date.now() - 60 * SECONDS)
    })
    // Nobody is created under this name before the run is killed.
    const during = users.findLast(({ attributes }) => attributes['email'])
    if (during === undefined) throw new Error('Nobody has an address')
    held = during.username
    await kill({ write: 20, when: 'after' })
    held = undefined
    simulator.addUser(pool, {
      ...theirs,
      username: during.username,
      attributes: { email: 'somebody.else@example.com' }
    })
    const run = await restore()
    expect(run.exitCode).toBe(0)
    const after = simulator.poolState(pool).users
    for (const { username } of [before, during]) {
      const kept = after.find(user => user.username === username)
      expect(kept).toMatchObject({ ...theirs, groups: [] })
    }
  })
})
