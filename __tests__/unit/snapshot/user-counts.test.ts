import { expect, test } from '@jest/globals'
import {
  countUser,
  isMfaUnknown,
  newUserCounts
} from '../../../src/snapshot/user-counts.ts'
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

test('whoever is protected in any case has no unknown protection', () => {
  expect(isMfaUnknown(userRecord({ mfa: 'unknown' }))).toBe(true)
  expect(
    isMfaUnknown(userRecord({ mfa: 'unknown', skip: ['mfa-protected'] }))
  ).toBe(false)
  expect(isMfaUnknown(userRecord())).toBe(false)
})
