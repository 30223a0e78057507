import { describe, expect, test } from '@jest/globals'
import {
  quotaBound,
  readBound,
  writeBound
} from '../../../tools/bench/quota-bound.ts'

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

describe('the bound that quotas set on the writes of a restore', () => {
  const use = {
    UserCreation: { limit: 50 },
    UserUpdate: { limit: 25 },
    UserList: { limit: 30 },
    UserPoolResourceUpdate: { limit: 15 }
  }

  test('adds up the writes that share a category', () => {
    const calls = {
      AdminCreateUser: 1000,
      AdminAddUserToGroup: 900,
      AdminDisableUser: 100,
      PutObject: 4
    }
    expect(writeBound(calls, use, 100)).toEqual({
      category: 'UserUpdate',
      seconds: 40
    })
    expect(writeBound(calls, use, 80)?.seconds).toBeCloseTo(50)
  })

  test('leaves out what only reads', () => {
    const calls = { ListUsers: 9000, AdminCreateUser: 50 }
    expect(writeBound(calls, use, 100)).toEqual({
      category: 'UserCreation',
      seconds: 1
    })
  })

  test('knows that a pool is allowed only so many groups a second', () => {
    const calls = { CreateGroup: 500, AdminAddUserToGroup: 2000 }
    expect(writeBound(calls, use, 100)).toEqual({
      category: 'UserPoolResourceUpdate',
      seconds: 100
    })
  })

  test('does not exist when nothing was written', () => {
    expect(writeBound({ ListUsers: 3, PutObject: 1 }, use, 100)).toBeUndefined()
  })
})

describe('the bound that quotas set on the reads of one pool', () => {
  const use = {
    UserPoolClientRead: { calls: 0, limit: 15 },
    UserPoolResourceRead: { calls: 0, limit: 20 },
    Unlisted: { calls: 0, limit: 5 }
  }

  test('is what Cognito allows a single operation', () => {
    const calls = { DescribeUserPoolClient: 1000, CreateUserPoolClient: 9000 }
    expect(readBound(calls, use, 80)).toEqual({
      category: 'UserPoolClientRead',
      seconds: 250
    })
  })

  test('counts operations without a category as the action paces them', () => {
    const calls = { GetUICustomization: 1000, DescribeUserPoolClient: 1000 }
    const others = { ...use, Unlisted: { calls: 4000, limit: 5 } }
    expect(readBound(calls, others, 100)).toEqual({
      category: 'UserPoolResourceRead',
      seconds: 250
    })
  })
})
