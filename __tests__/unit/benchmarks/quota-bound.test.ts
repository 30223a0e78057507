import { describe, expect, test } from '@jest/globals'
import { quotaBound } from '../../../benchmarks/quota-bound.ts'

describe('the bound that quotas set', () => {
  test('is the time of the category that takes longest, not the sum', () => {
    const use = {
      UserPoolRead: { calls: 1, limit: 15 },
      UserList: { calls: 300, limit: 30 },
      UserRead: { calls: 600, limit: 120 }
    }
    expect(quotaBound(use, 100)).toEqual({ category: 'UserList', seconds: 10 })
  })

  test('grows as the run may use less of each quota', () => {
    const use = { UserList: { calls: 300, limit: 30 } }
    expect(quotaBound(use, 80)?.seconds).toBeCloseTo(12.5)
    expect(quotaBound(use, 50)?.seconds).toBeCloseTo(20)
  })

  test('weighs calls by what their category allows, not by their number', () => {
    const use = {
      UserRead: { calls: 1000, limit: 120 },
      UserPoolResourceRead: { calls: 200, limit: 20 }
    }
    expect(quotaBound(use, 100)?.category).toBe('UserPoolResourceRead')
  })

  test('is not set by operations without a category, each limited on its own', () => {
    const use = {
      Unlisted: { calls: 40, limit: 5 },
      UserList: { calls: 30, limit: 30 }
    }
    expect(quotaBound(use, 100)?.category).toBe('UserList')
  })

  test('does not exist when nothing was called', () => {
    expect(quotaBound({}, 100)).toBeUndefined()
    expect(
      quotaBound({ UserList: { calls: 0, limit: 30 } }, 100)
    ).toBeUndefined()
  })
})
