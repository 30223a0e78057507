import { describe, expect, test } from '@jest/globals'
import { newExportOutcome } from '../../../../src/shared/new-outcomes.ts'
import { noSkips } from '../../../../src/shared/skip-reasons.ts'
import { skippedTable } from '../../../../src/report/summary/summary-skipped.ts'
import { FULL_EXPORT, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'

/** First two cells of each row below the rule. */
function rowsOf(page: string): string[][] {
  const lines = page.split('\n')
  return lines
    .slice(lines.findIndex(line => line.startsWith('| ---')) + 1)
    .map(line => line.split(' | ').map(cell => cell.replace('| ', '')))
    .map(cells => cells.slice(0, 2))
}

describe('the users that are skipped', () => {
  test('are counted by reason, with what to do about them', () => {
    expect(rowsOf(skippedTable(FULL_EXPORT))).toEqual([
      ['no\u00a0username', '60'],
      ['protected\u00a0by\u00a0MFA', '30'],
      ['federated', '20'],
      ['MFA\u00a0not\u00a0known', '7']
    ])
  })

  test('are in the snapshot nevertheless, and an export says so', () => {
    const page = skippedTable(FULL_EXPORT)
    expect(page).toContain('### Users that a default restore skips')
    expect(page).toContain('100 users, all of them in the snapshot.')
  })

  test('were skipped, a restore says', () => {
    const page = skippedTable(FULL_RESTORE)
    expect(page).toContain('### Users that were skipped')
    expect(page).toContain('100 users. A user with two reasons')
    expect(page).not.toContain('in the snapshot')
  })

  test('were not skipped by a restore that failed before it wrote', () => {
    const page = skippedTable({ ...FULL_RESTORE, status: 'failed' })
    expect(page).toContain('### Users that would be skipped')
  })

  test('are listed only under the reasons that anybody has', () => {
    const skipped = { ...noSkips(), federated: 1 }
    const outcome = { ...FULL_EXPORT, skipped, skippedUsers: 1, mfaUnknown: 0 }
    expect(rowsOf(skippedTable(outcome))).toEqual([['federated', '1']])
    expect(skippedTable(outcome)).toContain('1 user, all of them')
    expect(skippedTable(outcome)).not.toContain('two reasons')
  })

  test('take no room when there are none, or none are known', () => {
    const none = { skipped: noSkips(), skippedUsers: 0, mfaUnknown: 0 }
    expect(skippedTable({ ...FULL_EXPORT, ...none })).toBe('')
    expect(skippedTable(newExportOutcome())).toBe('')
  })

  test('are not nobody when it is only unknown who uses MFA', () => {
    const outcome = { ...FULL_EXPORT, skipped: noSkips(), skippedUsers: 0 }
    expect(rowsOf(skippedTable(outcome))).toEqual([
      ['MFA\u00a0not\u00a0known', '7']
    ])
  })
})
