import { describe, expect, test } from '@jest/globals'
import { newExportOutcome } from '../../../../src/shared/new-outcomes.ts'
import {
  details,
  warnings
} from '../../../../src/report/summary/summary-details.ts'
import {
  FULL_EXPORT,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'

describe('addresses and digests', () => {
  test('are folded away', () => {
    expect(details(FULL_EXPORT)).toMatch(
      /^<details>\n<summary>Addresses and digests<\/summary>\n\n[^]+\n\n<\/details>$/
    )
  })

  test('are those of the snapshot, and of the report of a restore', () => {
    const page = details(FULL_RESTORE)
    for (const text of [
      `| Snapshot | \`${FULL_RESTORE.snapshot?.uri}\` |`,
      `| SHA-256 of its manifest | \`${'ab'.repeat(32)}\` |`,
      `\`${FULL_RESTORE.report?.uri ?? '?'}\``,
      `\`${FULL_RESTORE.report?.subMapUri ?? '?'}\``
    ]) {
      expect(page).toContain(text)
    }
  })

  test('tell what a verification has looked at', () => {
    expect(details(FULL_VERIFY)).toContain('Every byte and every record')
    expect(details({ ...FULL_VERIFY, level: 'headers' })).toContain(
      'no content (`verify-level: headers`)'
    )
  })

  test('are nothing where none is known', () => {
    expect(details(newExportOutcome())).toBe('')
  })
})

describe('warnings', () => {
  test('are counted, and told when unfolded', () => {
    expect(warnings(FULL_EXPORT)).toBe(
      [
        '<details>',
        '<summary>1 warning</summary>',
        '',
        '- **Federated users**: 20 users are federated.',
        '',
        '</details>'
      ].join('\n')
    )
  })

  test('are nothing where there is none', () => {
    expect(warnings({ ...FULL_EXPORT, warnings: [] })).toBe('')
  })
})
