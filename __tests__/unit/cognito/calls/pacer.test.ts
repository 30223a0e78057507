import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  createPacer,
  type PacerOptions
} from '../../../../src/cognito/calls/pacer.ts'
import {
  DEFAULT_QUOTAS,
  type QuotaCategory
} from '../../../../src/cognito/calls/quota-categories.ts'
import { fakeClock, inNoTime } from '../../../fixtures/fake-world.ts'

function pacerWith(options: Partial<PacerOptions> = {}) {
  const time = fakeClock(0)
  const pacer = createPacer(
    { quotaShare: 100, quotas: {}, ...options },
    time.clock
  )
  return {
    time,
    pacer,
    /** How long the calls take to get their turns, asked for all at once. */
    wait: async (...operations: string[]) => {
      const before = time.clock.now()
      const turns = operations.map(operation => pacer.turn(operation))
      await inNoTime(time, Promise.all(turns))
      return time.clock.now() - before
    },
    /** Turns a second that the operation gets. */
    perSecond: async (operation: string) => {
      await inNoTime(time, pacer.turn(operation))
      const before = time.clock.now()
      const turns = Array.from({ length: 20 }, () => pacer.turn(operation))
      await inNoTime(time, Promise.all(turns))
      return 20_000 / (time.clock.now() - before)
    }
  }
}

/** Says that a measured rate is all but the allowed one, and no higher. */
function expectRate(measured: number, allowed: number) {
  expect(measured).toBeLessThanOrEqual(allowed)
  expect(measured).toBeGreaterThan(allowed * 0.95)
}

/** An operation of each category that has no limit of its own for a pool. */
const OPERATIONS: [QuotaCategory, string][] = [
  ['UserCreation', 'AdminCreateUser'],
  ['UserAccountRecovery', 'AdminSetUserPassword'],
  ['UserRead', 'AdminGetUser'],
  ['UserUpdate', 'AdminAddUserToGroup'],
  ['UserList', 'ListUsers'],
  ['UserPoolRead', 'DescribeUserPool'],
  ['LimitManagement', 'GetProvisionedLimit']
]

describe('a call', () => {
  test.each(OPERATIONS)(
    'of %s is paced by its quota: %s',
    async (category, operation) => {
      const { perSecond } = pacerWith()
      expectRate(await perSecond(operation), DEFAULT_QUOTAS[category])
    }
  )

  test('takes no more than the share of the quota', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OPERATIONS),
        fc.integer({ min: 1, max: 100 }),
        async ([category, operation], quotaShare) => {
          const { perSecond } = pacerWith({ quotaShare })
          const allowed = (DEFAULT_QUOTAS[category] * quotaShare) / 100
          expectRate(await perSecond(operation), allowed)
        }
      ),
      { numRuns: 30 }
    )
  })

  test('waits for the others of its category', async () => {
    const { wait } = pacerWith()
    expect(await wait('ListUsers', 'ListUsersInGroup')).toBeGreaterThan(33)
  })

  test('does not wait for those of another', async () => {
    const { wait } = pacerWith()
    const one = OPERATIONS.map(([, operation]) => operation)
    expect(await wait(...one, 'ListGroups', 'CreateGroup')).toBe(0)
  })
})

describe('a call of which Cognito takes five a second for one pool', () => {
  test.each([
    'ListGroups',
    'CreateGroup',
    'DescribeUserPoolClient',
    'AnOperationToCome'
  ])('waits for those of its name: %s', async operation => {
    const { perSecond } = pacerWith({ quotaShare: 60 })
    expectRate(await perSecond(operation), 3)
  })

  test('hardly waits for others of its category', async () => {
    const { wait } = pacerWith()
    // 20 a second for the account, so one has to be 50 ms after the other.
    const waited = await wait('ListGroups', 'GetUserPoolMfaConfig')
    expect(waited).toBeGreaterThanOrEqual(50)
    expect(waited).toBeLessThan(60)
  })

  test('is within the quota of its category together with them', async () => {
    const { time, pacer } = pacerWith()
    const given: number[] = []
    const chains = Array.from({ length: 8 }, async (_chain, index) => {
      for (let calls = 0; calls < 15; calls += 1) {
        await pacer.turn(`DescribeThing${index}`)
        given.push(time.clock.now())
      }
    })
    await inNoTime(time, Promise.all(chains))
    for (const start of given) {
      const within = given.filter(at => at >= start && at < start + 5000)
      expect(within.length).toBeLessThanOrEqual(100)
    }
  })

  test('takes a quota that the user gave for one of this pool', async () => {
    const quotas = { UserPoolResourceRead: 40 }
    const { perSecond } = pacerWith({ quotas, quotaShare: 50 })
    expectRate(await perSecond('ListGroups'), 20)
    expectRate(await perSecond('CreateGroup'), 2.5)
  })
})

describe('the quota of a category', () => {
  test('is what Cognito said, where it differs from the default', async () => {
    const { pacer, perSecond } = pacerWith({ quotaShare: 50 })
    pacer.learn('UserRead', 400)
    expectRate(await perSecond('AdminGetUser'), 200)
    expectRate(await perSecond('AdminCreateUser'), 25)
  })

  test('is what the user said, whatever Cognito says', async () => {
    const quotas = { UserRead: 10 }
    const { pacer, perSecond } = pacerWith({ quotas })
    pacer.learn('UserRead', 400)
    expectRate(await perSecond('AdminGetUser'), 10)
  })

  test('is what the user said, of that category only', async () => {
    const { perSecond } = pacerWith({ quotas: { UserRead: 10 } })
    expectRate(await perSecond('AdminCreateUser'), 50)
  })
})

describe('a run that is told to stop', () => {
  test('waits for no further turn', async () => {
    const time = fakeClock(0)
    const pacer = createPacer({ quotaShare: 1, quotas: {} }, time.clock)
    const stop = new AbortController()
    // One for its category, the other for the pool.
    for (const operation of ['AdminCreateUser', 'CreateGroup']) {
      expect(await pacer.turn(operation)).toBe(true)
      const waiting = pacer.turn(operation, stop.signal)
      stop.abort()
      expect(await waiting).toBe(false)
    }
    expect(time.clock.now()).toBe(0)
  })

  test('stops its import job without a turn', async () => {
    const time = fakeClock(0)
    const pacer = createPacer({ quotaShare: 1, quotas: {} }, time.clock)
    for (let call = 0; call < 3; call += 1) {
      const turn = pacer.turn('StopUserImportJob', AbortSignal.abort())
      expect(await turn).toBe(true)
    }
    expect(time.clock.now()).toBe(0)
  })
})

describe('a throttle', () => {
  test('slows down all calls of the category, and no others', async () => {
    const { pacer, perSecond } = pacerWith()
    pacer.throttled('ListUsers')
    expect(await perSecond('ListUsersInGroup')).toBeLessThan(20)
    expectRate(await perSecond('AdminGetUser'), 120)
  })

  test('of a call with a limit for one pool slows it down as well', async () => {
    const { pacer, perSecond, time } = pacerWith()
    await inNoTime(time, pacer.turn('ListGroups'))
    pacer.throttled('ListGroups')
    expect(await perSecond('ListGroups')).toBeLessThan(4.5)
  })
})

describe('the pace of an operation', () => {
  test('is its share of the quota of its category', () => {
    const { pacer } = pacerWith({ quotaShare: 80 })
    expect(pacer.paceOf('AdminCreateUser')).toEqual({
      category: 'UserCreation',
      perSecond: 40
    })
  })

  test('is at most that of one operation on one pool', () => {
    const { pacer } = pacerWith({ quotaShare: 80 })
    expect(pacer.paceOf('CreateGroup')).toEqual({
      category: 'UserPoolResourceUpdate',
      perSecond: 4
    })
  })

  test('follows what was learned, and what the user said', () => {
    const { pacer } = pacerWith({ quotas: { UserPoolResourceUpdate: 30 } })
    pacer.learn('UserCreation', 200)
    pacer.learn('UserPoolResourceUpdate', 2)
    expect(pacer.paceOf('AdminCreateUser').perSecond).toBe(200)
    expect(pacer.paceOf('CreateGroup').perSecond).toBe(30)
  })

  test('is what its calls get', async () => {
    for (const operation of ['AdminSetUserPassword', 'CreateGroup']) {
      const { pacer, perSecond } = pacerWith({ quotaShare: 50 })
      expectRate(await perSecond(operation), pacer.paceOf(operation).perSecond)
    }
  })
})
