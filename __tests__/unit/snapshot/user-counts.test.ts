import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SKIP_REASONS } from '../../../src/shared/skip-reasons.ts'
import {
  countUser,
  isMfaUnknown,
  newUserCounts
} from '../../../src/snapshot/user-counts.ts'
import { anyUserRecord } from '../../fixtures/any-records.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

test('each user counts once, and once under each of its reasons', () => {
  const counts = newUserCounts()
  countUser(counts, userRecord({ skip: ['no-username', 'federated'] }))
  countUser(counts, userRecord({ status: 'toString', mfa: 'unknown' }))
  expect(counts).toEqual({
    users: 2,
    skippedUsers: 1,
    skipped: { 'no-username': 1, 'mfa-protected': 0, federated: 1 },
    mfaUnknown: 1,
    byStatus: { CONFIRMED: 1, toString: 1 }
  })
})

test('counts reconcile for any users', () => {
  const status = fc.constantFrom('CONFIRMED', 'UNCONFIRMED', 'RESET_REQUIRED')
  fc.assert(
    fc.property(fc.array(fc.tuple(anyUserRecord, status)), users => {
      const records = users.map(([user, status]) => ({ ...user, status }))
      const counts = newUserCounts()
      for (const record of records) countUser(counts, record)
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
      expect(counts.users).toBe(records.length)
      expect(sum(Object.values(counts.byStatus))).toBe(records.length)
      expect(sum(Object.values(counts.skipped))).toBe(
        sum(records.map(record => record.skip.length))
      )
      for (const reason of SKIP_REASONS) {
        expect(counts.skipped[reason]).toBeLessThanOrEqual(counts.skippedUsers)
      }
    })
  )
})

test('a user who is protected in any case has no unknown protection', () => {
  expect(isMfaUnknown(userRecord({ mfa: 'unknown' }))).toBe(true)
  expect(
    isMfaUnknown(userRecord({ mfa: 'unknown', skip: ['mfa-protected'] }))
  ).toBe(false)
  expect(isMfaUnknown(userRecord())).toBe(false)
})
