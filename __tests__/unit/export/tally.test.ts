import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { countUser, newUserTally } from '../../../src/export/tally.ts'
import { SKIP_REASONS } from '../../../src/shared/skip-reasons.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import { anyUserRecord } from '../../fixtures/any-records.ts'

test('a new tally has counted nothing', () => {
  expect(newUserTally()).toEqual({
    users: 0,
    skippedUsers: 0,
    skipped: { 'no-username': 0, 'mfa-protected': 0, federated: 0 },
    mfaUnknown: 0,
    byStatus: {},
    duplicates: 0
  })
})

test('a user with two reasons counts once, and once under each', () => {
  const tally = newUserTally()
  countUser(tally, userRecord({ skip: ['no-username', 'federated'] }))
  countUser(tally, userRecord({ status: 'UNCONFIRMED', mfa: 'unknown' }))
  countUser(tally, userRecord({ mfa: 'unknown', skip: ['mfa-protected'] }))
  expect(tally).toEqual({
    users: 3,
    skippedUsers: 2,
    skipped: { 'no-username': 1, 'mfa-protected': 1, federated: 1 },
    mfaUnknown: 1,
    byStatus: { CONFIRMED: 2, UNCONFIRMED: 1 },
    duplicates: 0
  })
})

test('counts reconcile for any users', () => {
  const status = fc.constantFrom('CONFIRMED', 'UNCONFIRMED', 'RESET_REQUIRED')
  fc.assert(
    fc.property(fc.array(fc.tuple(anyUserRecord, status)), users => {
      const records = users.map(([user, status]) => ({ ...user, status }))
      const tally = newUserTally()
      for (const record of records) countUser(tally, record)
      const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
      expect(tally.users).toBe(records.length)
      expect(sum(Object.values(tally.byStatus))).toBe(records.length)
      expect(sum(Object.values(tally.skipped))).toBe(
        sum(records.map(record => record.skip.length))
      )
      for (const reason of SKIP_REASONS) {
        expect(tally.skipped[reason]).toBeLessThanOrEqual(tally.skippedUsers)
      }
    })
  )
})
