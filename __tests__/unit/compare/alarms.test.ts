import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { alarmsOf, throwAlarms } from '../../../src/compare/alarms.ts'
import type { UserChanges } from '../../../src/compare/users/changes.ts'
import { isPast, parseLimit, type Limit } from '../../../src/shared/limit.ts'

function limit(text: string): Limit {
  const parsed = parseLimit(text)
  if (parsed === undefined) throw new Error(`${text} is no limit`)
  return parsed
}

describe('a limit', () => {
  test.each(['', ' 5', '-1', '5.5', '1e3', '5 %', '101%', '100.001%', '%'])(
    'is not %j',
    text => {
      expect(parseLimit(text)).toBeUndefined()
    }
  )

  test.each<[string, number, number, boolean]>([
    ['none', 1_000_000, 0, false],
    ['0', 0, 10, false],
    ['0', 1, 10, true],
    ['3', 3, 10, false],
    ['3', 4, 10, true],
    // Half a user: none may be gone.
    ['5%', 0, 10, false],
    ['5%', 1, 10, true],
    ['5%', 1, 20, false],
    ['5%', 2, 20, true],
    ['0%', 1, 1_000_000, true],
    ['100%', 1, 1, false],
    ['99%', 1, 1, true],
    ['99.999%', 100_000, 100_000, true],
    ['0.001%', 1, 100_000, false],
    ['0.001%', 1, 99_999, true],
    ['5%', 0, 0, false],
    ['0%', 0, 0, false]
  ])('of %s is for %i of %i: past is %s', (text, count, whole, expected) => {
    expect(isPast(limit(text), count, whole)).toBe(expected)
  })

  test('as a share is past exactly where the share is larger', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.nat(10 ** 9),
        fc.nat(10 ** 9),
        (percent, a, b) => {
          const [count = 0, whole = 0] = [a, b].sort((x, y) => x - y)
          const isLarger =
            BigInt(count) * 100n > BigInt(percent) * BigInt(whole)
          expect(isPast(limit(`${percent}%`), count, whole)).toBe(isLarger)
        }
      )
    )
  })
})

const CHANGES: UserChanges = {
  users: { added: 7, gone: 1, changed: 80_000 },
  groups: { added: 0, gone: 0, changed: 0 },
  memberships: { added: 0, gone: 3 },
  matchedBy: { sub: 99_999, map: 0, username: 0, address: 0 },
  before: { users: 100_000, memberships: 40 }
}

function alarms(maxGone: string, maxChanged: string, memberships: string) {
  return alarmsOf(CHANGES, {
    maxGone: limit(maxGone),
    maxChanged: limit(maxChanged),
    maxMembershipsGone: limit(memberships)
  })
}

describe('an alarm', () => {
  test('rings for nothing by default', () => {
    expect(alarms('none', 'none', 'none')).toEqual([])
  })

  test('names the number, the limit, the input and the way out', () => {
    expect(
      alarms('0', '5%', '2').map(({ code, message }) => [code, message])
    ).toEqual([
      [
        'users-gone',
        '1 of 100,000 users is gone, and max-gone allows 0. Find out who or what did it. If it was meant, raise max-gone.'
      ],
      [
        'users-changed',
        '80,000 of 100,000 users changed, and max-changed allows 5%. Find out who or what did it. If it was meant, raise max-changed.'
      ],
      [
        'memberships-gone',
        '3 of 40 memberships are gone, and max-memberships-gone allows 2. Find out who or what did it. If it was meant, raise max-memberships-gone.'
      ]
    ])
  })

  test('takes the share of memberships from the memberships', () => {
    expect(alarms('1%', '80%', '7.5%')).toEqual([])
    expect(alarms('1%', '80%', '7.4%')).toMatchObject([
      { code: 'memberships-gone' }
    ])
  })

  test('fails the step with the first code and all sentences', () => {
    expect(() => throwAlarms([])).not.toThrow()
    const both = alarms('none', '5%', '2')
    const [first, second] = both
    expect(() => throwAlarms(both)).toThrow(
      expect.objectContaining({
        code: 'users-changed',
        message: `${first?.message ?? ''} ${second?.message ?? ''}`
      })
    )
  })
})
