import { describe, expect, test } from '@jest/globals'
import { newExportOutcome } from '../../../../src/shared/new-outcomes.ts'
import {
  billed,
  rowOfCounts,
  snapshotTotals
} from '../../../../src/report/summary/summary-totals.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'

describe('the totals of a snapshot', () => {
  test('count what is in it, and whom a default restore brings back', () => {
    expect(snapshotTotals(FULL_EXPORT)).toBe(
      [
        '| Users | Groups | Memberships | Restored by default | Skipped by default | MFA not known |',
        '| ---: | ---: | ---: | ---: | ---: | ---: |',
        '| 1,200 | 12 | 340 | 1,100 | 100 | 7 |'
      ].join('\n')
    )
  })

  test('leave out what is not known, and whose MFA is not unknown', () => {
    expect(snapshotTotals({ ...FULL_EXPORT, mfaUnknown: 0 })).not.toContain(
      'MFA'
    )
    expect(snapshotTotals({ ...newExportOutcome(), groups: 12 })).toBe(
      '| Groups |\n| ---: |\n| 12 |'
    )
    expect(snapshotTotals(newExportOutcome())).toBe('')
  })

  test('promise nothing of a snapshot that would not restore', () => {
    expect(snapshotTotals(FULL_VERIFY)).not.toContain('by default')
    expect(snapshotTotals({ ...FULL_VERIFY, wouldRestore: true })).toContain(
      '| Restored by default | Skipped by default |'
    )
  })

  test('say how many users AWS may bill', () => {
    expect(snapshotTotals({ ...FULL_EXPORT, billedUsers: 1200 })).toMatch(
      /\n\n\*\*AWS may bill 1,200 users\*\* as monthly active/
    )
  })
})

test('who is billed is told of runs that bill somebody', () => {
  expect(billed(FULL_RESTORE)).toBe(
    '**AWS may bill 1,001 users** as monthly active because of this run.'
  )
  expect(billed(FULL_PLAN)).toBe(
    '**AWS may bill 1,001 users** as monthly active because of this restore.'
  )
  for (const billedUsers of [0, undefined]) {
    expect(billed({ ...FULL_RESTORE, billedUsers })).toBe('')
  }
  expect(billed(FULL_VERIFY)).toBe('')
})

test('a row of counts is nothing without counts', () => {
  expect(rowOfCounts([])).toBe('')
  expect(rowOfCounts([['a', '1']])).toBe('| a |\n| ---: |\n| 1 |')
})
