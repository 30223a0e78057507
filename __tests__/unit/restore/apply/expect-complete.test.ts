import { describe, expect, test } from '@jest/globals'
import { newRestoreOutcome } from '../../../../src/shared/new-outcomes.ts'
import { expectComplete } from '../../../../src/restore/apply/expect-complete.ts'

test('a restore that met nothing but conflicts has restored nothing', () => {
  const outcome = {
    ...newRestoreOutcome(),
    usersCreated: 0,
    usersUpdated: 0,
    usersExisting: 2,
    usersFailed: 0,
    skippedUsers: 0,
    groupsFailed: 0,
    membershipsFailed: 0
  }
  expect(() => expectComplete({ ...outcome, conflicts: 2 }, 2, 0)).toThrow(
    expect.objectContaining({ code: 'nothing-restored' })
  )
  expect(() => expectComplete({ ...outcome, conflicts: 1 }, 2, 0)).not.toThrow()
})

describe('a restore', () => {
  const done = {
    ...newRestoreOutcome(),
    usersCreated: 1,
    usersUpdated: 2,
    usersExisting: 4,
    skippedUsers: 8,
    usersFailed: 0,
    groupsFailed: 0,
    membershipsFailed: 0
  }

  test('is complete when every user is accounted for and none failed', () => {
    expect(() => expectComplete(done, 15, 0)).not.toThrow()
  })

  test.each([
    'usersCreated',
    'usersUpdated',
    'usersExisting',
    'skippedUsers',
    'usersFailed'
  ] as const)('does not add up with one more of %s', field => {
    const outcome = { ...done, [field]: (done[field] || 0) + 1 }
    expect(() => expectComplete(outcome, 15, 0)).toThrow(
      expect.objectContaining({
        code: 'count-mismatch',
        message: expect.stringContaining('15 users')
      })
    )
  })

  test.each([
    [18, { usersFailed: 3 }, '3 users could not be restored'],
    [15, { groupsFailed: 4 }, '4 groups could not be restored'],
    [15, { membershipsFailed: 5 }, '5 memberships could not be restored'],
    [
      16,
      { usersFailed: 1, groupsFailed: 2, membershipsFailed: 3 },
      '1 user, 2 groups, 3 memberships could not'
    ]
  ])(
    'of %d users that left something out has failed: %j',
    (users, changes, words) => {
      expect(() => expectComplete({ ...done, ...changes }, users, 0)).toThrow(
        expect.objectContaining({
          code: 'restore-incomplete',
          message: expect.stringContaining(words)
        })
      )
    }
  )
})
