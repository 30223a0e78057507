import { describe, expect, test } from '@jest/globals'
import { expectAllStored, expectUsers } from '../../../src/export/gates.ts'

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
