import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  newUserTally,
  userLines,
  type UserListing
} from '../../../src/export/user-lines.ts'
import { cancelled } from '../../../src/shared/errors.ts'
import { userCodec } from '../../../src/snapshot/records.ts'
import { fakePool, refuses, type FakePool } from '../../fixtures/fake-pool.ts'
import {
  DIGITS,
  people,
  person,
  poolOf,
  type ChainFault
} from '../../fixtures/faulty-listing.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import { fakeLog, fakeProgress, NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

/** The estimate from which on a pool is listed by sixteen chains. */
const LARGE = 3000

/** The listing of a pool in which nobody has a second factor. */
const listingOf = (
  pool: FakePool,
  changes: Partial<UserListing>
): UserListing => ({
  pool,
  progress: fakeProgress().progress,
  log: fakeLog(),
  openScratch: noScratch,
  signal: NEVER,
  poolMfa: 'OFF',
  estimate: 9,
  factorsOf: () => Promise.resolve(undefined),
  ...changes
})

/** Reads the lines of a pool, and all that is known of it then. */
async function read(pool: FakePool, changes: Partial<UserListing> = {}) {
  const { progress, pieces } = fakeProgress()
  const log = fakeLog()
  const tally = newUserTally()
  const asked: string[] = []
  const factorsOf = (username: string) => {
    asked.push(username)
    return Promise.resolve(undefined)
  }
  const listing = listingOf(pool, { progress, log, factorsOf, ...changes })
  let error: unknown
  const names: string[] = []
  try {
    for await (const page of userLines(listing, tally)) {
      names.push(...page.map(line => userCodec.decode(line).username))
    }
  } catch (thrown) {
    error = thrown
  }
  const filters = new Set(pool.calls.map(call => call.input['Filter']))
  return { names, tally, pieces, log, asked, error, filters }
}

const namesOf = (count: number) =>
  Array.from({ length: count }, (_user, number) => `user-${number}`)

function expectEveryoneOnce(names: readonly string[], count: number) {
  expect([...names].sort()).toEqual(namesOf(count).sort())
}

const ALL_FILTERS = DIGITS.map(digit => `sub ^= "${digit}"`)

describe('the lines of users', () => {
  test('hold each user once, though Cognito lists one twice', async () => {
    const [ada, eva] = [person(1), person(2)]
    const { pool } = poolOf([ada, ada, eva, ada])
    const { names, tally, pieces, asked } = await read(pool)
    expect(names).toEqual(['user-1', 'user-2'])
    expect(asked).toEqual(['user-1', 'user-2'])
    expect(tally).toMatchObject({ users: 2, duplicates: 2 })
    expect(pieces).toMatchObject([
      { noun: 'user', expected: 9, done: 2, ended: 1 }
    ])
  })

  test('say whose MFA is not known', async () => {
    const { pool } = poolOf(people(1))
    const { tally } = await read(pool, { poolMfa: 'OPTIONAL' })
    expect(tally.mfaUnknown).toBe(1)
  })

  test('say what looking a user up told', async () => {
    const mfa = { methods: ['SMS_MFA'], preferred: 'SMS_MFA' }
    const tally = newUserTally()
    const listing = listingOf(poolOf(people(2)).pool, {
      poolMfa: 'OPTIONAL',
      factorsOf: username =>
        Promise.resolve(username === 'user-0' ? mfa : 'unknown')
    })
    const lines = (await drain(userLines(listing, tally))).flat()
    expect(lines.map(line => userCodec.decode(line))).toMatchObject([
      { mfa, skip: ['mfa-protected'] },
      { mfa: 'unknown', skip: [] }
    ])
    expect(tally).toMatchObject({ mfaUnknown: 1, skippedUsers: 1 })
  })

  test('end their progress when the listing fails', async () => {
    const pool = fakePool({ ListUsers: refuses('InternalErrorException') })
    const { error, pieces } = await read(pool)
    expect(error).toMatchObject({ awsCode: 'InternalErrorException' })
    expect(pieces).toMatchObject([{ done: 0, ended: 1 }])
  })

  test('end their progress when the reader stops', async () => {
    const { progress, pieces } = fakeProgress()
    const { pool } = poolOf(people(9))
    const listing = listingOf(pool, { progress, estimate: LARGE })
    for await (const _ of userLines(listing, newUserTally())) break
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('do not count as twice those whom a new beginning lists again', async () => {
    let restarts = 0
    const pool = fakePool({
      ListUsers: ({ PaginationToken: token }) => {
        if (token !== undefined && restarts++ === 0) {
          return refuses('InvalidParameterException')()
        }
        return token === undefined
          ? { Users: [person(0), person(1)], PaginationToken: 't' }
          : { Users: [person(2)] }
      }
    })
    const { names, tally, error } = await read(pool)
    expect(error).toBeUndefined()
    expect(names).toEqual(['user-0', 'user-1', 'user-2'])
    expect(tally).toMatchObject({ users: 3, duplicates: 0 })
  })
})

describe('a pool is read by', () => {
  test.each([undefined, 0, 20])(
    'one chain when its estimate is %s',
    async estimate => {
      const { pool } = poolOf(people(20))
      const { names, filters, log } = await read(pool, { estimate })
      expect(names).toEqual(namesOf(20))
      expect([...filters]).toEqual([undefined])
      expect(pool.calls).toHaveLength(10)
      expect(log.lines).toEqual([])
    }
  )

  test('one chain more when it ends before the estimate is reached', async () => {
    const { pool: whole } = poolOf(people(20))
    let pages = 0
    const pool = fakePool({
      // The second page says that it is the last, and is empty.
      ListUsers: input =>
        ++pages === 2
          ? { Users: [] }
          : whole.call('ListUsers', client =>
              client.send(new ListUsersCommand(input as { UserPoolId: string }))
            )
    })
    const { names, tally, log } = await read(pool, { estimate: 20 })
    expectEveryoneOnce(names, 20)
    expect(tally).toMatchObject({ users: 20, duplicates: 0 })
    expect(log.lines).toEqual([
      'The listing found 2 users of about 20 users: reading all of them in one chain'
    ])
  })

  test('sixteen chains when it is large, and by them alone', async () => {
    const { pool } = poolOf(people(LARGE))
    const { names, filters, tally, log, pieces } = await read(pool, {
      estimate: LARGE
    })
    expectEveryoneOnce(names, LARGE)
    expect([...filters].sort()).toEqual([...ALL_FILTERS].sort())
    expect(tally).toMatchObject({ users: LARGE, duplicates: 0 })
    expect(log.lines).toEqual([])
    expect(pieces).toMatchObject([{ done: LARGE, ended: 1 }])
  })

  test('one more chain when the sixteen miss a single user', async () => {
    const { pool } = poolOf(people(LARGE - 1))
    const { names, filters, tally, log } = await read(pool, { estimate: LARGE })
    expectEveryoneOnce(names, LARGE - 1)
    expect(filters.has(undefined)).toBe(true)
    expect(tally).toMatchObject({ users: LARGE - 1, duplicates: 0 })
    expect(log.lines).toEqual([
      'The filters found 2,999 users of about 3,000 users: reading all of them in one chain'
    ])
  })

  test('one more chain when one of the sixteen fails, whatever they found', async () => {
    const count = LARGE + 400
    const { pool } = poolOf(people(count), digit =>
      digit === 'f' ? 'fails at its end' : 'none'
    )
    const found = await read(pool, { estimate: LARGE })
    expect(found.error).toBeUndefined()
    expectEveryoneOnce(found.names, count)
    expect(found.log.lines).toEqual([
      'Listing by filter failed (InternalErrorException)',
      expect.stringMatching(
        /^The filters found 3,[1-4]\d\d users .* all of them in one chain$/
      )
    ])
  })
})

describe('every user is written once', () => {
  const anyFaults = (faults: ChainFault[]) =>
    fc.array(fc.constantFrom(...faults), { minLength: 16, maxLength: 16 })
  const faultBy = (faults: readonly ChainFault[]) => (digit: string) =>
    faults[DIGITS.indexOf(digit)] ?? 'none'

  test('whatever chains lose or repeat, and only what is repeated counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(70),
        anyFaults([
          'none',
          'finds nothing',
          'loses some',
          'repeats',
          'is not sorted',
          'ignores the filter'
        ]),
        async (count, faults) => {
          const { pool, given } = poolOf(people(count), faultBy(faults))
          const found = await read(pool, { estimate: LARGE })
          expect(found.error).toBeUndefined()
          expectEveryoneOnce(found.names, count)
          expectEveryoneOnce(found.asked, count)
          const repeated = given.length - new Set(given).size
          expect(found.tally).toMatchObject({
            users: count,
            duplicates: repeated
          })
          expect(found.pieces).toMatchObject([{ done: count, ended: 1 }])
        }
      ),
      { numRuns: 60 }
    )
  })

  test('whichever chains fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(70),
        anyFaults([
          'none',
          'loses some',
          'refuses the filter',
          'fails on its way'
        ]),
        async (count, faults) => {
          const { pool } = poolOf(people(count), faultBy(faults))
          const found = await read(pool, { estimate: LARGE })
          expect(found.error).toBeUndefined()
          expectEveryoneOnce(found.names, count)
          expectEveryoneOnce(found.asked, count)
          expect(found.tally).toMatchObject({ users: count, duplicates: 0 })
        }
      ),
      { numRuns: 60 }
    )
  })
})

describe('no plain chain is tried after a failure that it would meet as well', () => {
  test.each<[string, () => Promise<never>]>([
    [
      'no credentials',
      refuses('ExpiredTokenException', { code: 'credentials' })
    ],
    ['no permission', refuses('AccessDenied', { code: 'access-denied' })],
    ['no network', refuses('ECONNRESET', { code: 'network' })],
    ['no pool', refuses('ResourceNotFoundException', { code: 'not-found' })],
    ['cancelled', () => Promise.reject(cancelled())],
    ['a bug', () => Promise.reject(new TypeError('a bug'))]
  ])('%s', async (_what, failure) => {
    const failed = failure()
    const { pool } = poolOf(people(40), digit =>
      digit === '7' ? () => failed : 'none'
    )
    const { error, filters, pieces } = await read(pool, { estimate: LARGE })
    await expect(failed).rejects.toBe(error)
    expect(filters.has(undefined)).toBe(false)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('and look-ups that are under way end before it is thrown', async () => {
    let ended = 0
    const { error } = await read(poolOf(people(5)).pool, {
      factorsOf: async username => {
        if (username === 'user-0') throw cancelled()
        for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
        ended += 1
        return undefined
      }
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    // The other user of the same page.
    expect(ended).toBe(1)
  })

  test('and of pages that are there already nobody is looked up after it', async () => {
    const stop = new AbortController()
    const asked: string[] = []
    const { error } = await read(poolOf(people(8)).pool, {
      signal: stop.signal,
      factorsOf: username => {
        asked.push(username)
        stop.abort()
        return Promise.resolve(undefined)
      }
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(asked).toEqual(['user-0', 'user-1'])
  })

  test('nor after one of looking a user up', async () => {
    const denied = () =>
      refuses('ExpiredTokenException', { code: 'credentials' })()
    const { pool } = poolOf(people(40))
    const { error, filters } = await read(pool, {
      estimate: LARGE,
      factorsOf: denied
    })
    expect(error).toMatchObject({ code: 'credentials' })
    expect(filters.has(undefined)).toBe(false)
  })
})

test('a failure of the plain chain is thrown', async () => {
  const pool = fakePool({ ListUsers: refuses('InternalErrorException') })
  const { error, pieces } = await read(pool, { estimate: LARGE })
  expect(error).toMatchObject({ awsCode: 'InternalErrorException' })
  expect(pieces).toMatchObject([{ ended: 1 }])
})
