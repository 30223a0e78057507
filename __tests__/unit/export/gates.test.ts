import { describe, expect, test } from '@jest/globals'
import {
  expectAllStored,
  expectUsers,
  findShortfall
} from '../../../src/export/gates.ts'

describe('a pool that lists no user', () => {
  test('fails when Cognito thinks it has some', () => {
    expect(() => expectUsers(0, 1)).toThrow(
      expect.objectContaining({
        code: 'empty-pool',
        message: expect.stringContaining('estimates 1')
      })
    )
  })

  test.each([0, undefined])('passes when the estimate is %s', estimate => {
    expect(() => expectUsers(0, estimate)).not.toThrow()
  })
})

test.each([
  [1, 100],
  [100, 1],
  [5, 0],
  [5, undefined]
])(
  'a pool that lists %d users passes an estimate of %s',
  (listed, estimate) => {
    expect(() => expectUsers(listed, estimate)).not.toThrow()
  }
)

describe('what was listed', () => {
  test('passes when all of it was stored', () => {
    expect(() => expectAllStored('users', 7, 7)).not.toThrow()
  })

  test.each([
    [7, 6],
    [6, 7],
    [1, 0]
  ])('fails when of %d there are %d stored', (listed, stored) => {
    expect(() => expectAllStored('users', listed, stored)).toThrow(
      expect.objectContaining({
        code: 'count-mismatch',
        message: expect.stringContaining(
          `listed ${listed} users, but ${stored} were stored`
        )
      })
    )
  })
})

describe('the shortfall', () => {
  test.each([
    // Up to an estimate of 250 the edge is a fifth, up to 1,000 it is 50 users,
    // above it 5 %.
    [0, 5, 5],
    [4, 5, 0],
    [72, 90, 0],
    [71, 90, 19],
    [200, 250, 0],
    [199, 250, 51],
    [300, 350, 0],
    [299, 350, 51],
    [950, 1000, 0],
    [949, 1000, 51],
    [1900, 2000, 0],
    [1899, 2000, 101],
    [950_000, 1_000_000, 0],
    [949_999, 1_000_000, 50_001],
    [0, 0, 0],
    [1000, 1000, 0],
    [5000, 1000, 0],
    [0, undefined, 0],
    [7, undefined, 0]
  ])(
    'of %d users where Cognito estimates %s is %d',
    (listed, estimate, gap) => {
      expect(findShortfall(listed, estimate)).toBe(gap)
    }
  )
})
