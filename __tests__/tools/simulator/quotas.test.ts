import { describe, expect, test } from '@jest/globals'
import { Quotas } from '../../../simulator/quotas.ts'
import { manualClock } from '../../fixtures/passing-time.ts'

/** How many of `count` calls at once are let through. */
function admitted(
  quotas: Quotas,
  count: number,
  operation: string,
  pool = 'pool'
): number {
  let through = 0
  for (let call = 0; call < count; call++) {
    quotas.count(operation, pool)
    if (quotas.admit(operation, pool)) through += 1
  }
  return through
}

describe('default quotas', () => {
  test('let one second of calls through at once, then as many a second', () => {
    const clock = manualClock()
    const quotas = new Quotas(clock, 'default', {})
    expect(admitted(quotas, 100, 'AdminCreateUser')).toBe(50)
    clock.advance(100)
    expect(admitted(quotas, 100, 'AdminCreateUser')).toBe(5)
    clock.advance(10_000)
    expect(admitted(quotas, 100, 'AdminCreateUser')).toBe(50)
  })

  test('are shared by the operations and the pools of a category', () => {
    const quotas = new Quotas(manualClock(), 'default', {})
    expect(admitted(quotas, 20, 'ListUsers', 'one')).toBe(20)
    expect(admitted(quotas, 20, 'ListUsersInGroup', 'other')).toBe(10)
    expect(admitted(quotas, 20, 'AdminGetUser', 'one')).toBe(20)
  })

  test('allow an operation five calls a second on one pool where AWS says so', () => {
    const quotas = new Quotas(manualClock(), 'default', {})
    expect(admitted(quotas, 9, 'CreateGroup', 'one')).toBe(5)
    expect(admitted(quotas, 9, 'AddCustomAttributes', 'one')).toBe(5)
    expect(admitted(quotas, 9, 'CreateGroup', 'other')).toBe(5)
    // Fifteen a second are all that the category has.
    expect(admitted(quotas, 9, 'CreateGroup', 'third')).toBe(0)
  })

  test('that no category has allow an operation five calls a second on one pool', () => {
    const quotas = new Quotas(manualClock(), 'default', {})
    expect(admitted(quotas, 9, 'ListTerms', 'one')).toBe(5)
    expect(admitted(quotas, 9, 'ListTerms', 'other')).toBe(5)
    expect(admitted(quotas, 9, 'DescribeTerms', 'one')).toBe(5)
    expect(quotas.use()).toEqual({
      Unlisted: { limit: 5, calls: 27, peakShare: 9 / 25 }
    })
    const none = new Quotas(manualClock(), 'none', {})
    expect(admitted(none, 9, 'ListTerms')).toBe(9)
  })

  test('can be raised for one category', () => {
    const quotas = new Quotas(manualClock(), 'default', { UserCreation: 200 })
    expect(quotas.limit('UserCreation')).toBe(200)
    expect(admitted(quotas, 300, 'AdminCreateUser')).toBe(200)
  })
})

describe('without quotas', () => {
  test('everything is let through, except in a category that is named', () => {
    const quotas = new Quotas(manualClock(), 'none', { UserList: 2 })
    expect(admitted(quotas, 500, 'AdminCreateUser')).toBe(500)
    expect(admitted(quotas, 500, 'ListUsers')).toBe(2)
  })

  test('use is measured all the same', () => {
    const clock = manualClock()
    const quotas = new Quotas(clock, 'none', {})
    // Fifteen a second are half of what UserList allows.
    for (let second = 0; second < 20; second++) {
      admitted(quotas, 15, 'ListUsers')
      clock.advance(1000)
    }
    expect(quotas.use()).toEqual({
      UserList: { limit: 30, calls: 300, peakShare: 0.5 }
    })
    admitted(quotas, 75, 'ListUsers')
    expect(quotas.use()['UserList']?.peakShare).toBeCloseTo(0.9)
    quotas.resetUse()
    expect(quotas.use()).toEqual({})
  })
})

test('a category that does not exist is refused', () => {
  expect(() => new Quotas(manualClock(), 'none', { UserLists: 1 })).toThrow(
    'There is no quota category UserLists.'
  )
})
