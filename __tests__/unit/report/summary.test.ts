import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  newExportOutcome,
  newRestoreOutcome,
  type Outcome
} from '../../../src/outcome.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE
} from '../../fixtures/full-outcomes.ts'
import { HOSTILE_PIECES, obeyedLines } from '../../fixtures/runner-commands.ts'

function render(outcome: Outcome, failure?: string): string {
  return renderSummary(outcome, { durationMs: 125_000, failure })
}

const headline = (page: string) => page.split('\n')[0]

describe('the first line', () => {
  test.each<[string, Outcome]>([
    ['## ✅ 1,200 users of eu-west-1_Ab12Cd34E backed up', FULL_EXPORT],
    [
      '## ❌ Export of eu-west-1_Ab12Cd34E failed',
      { ...FULL_EXPORT, status: 'failed' }
    ],
    ['## ❌ Export failed', newExportOutcome()],
    [
      '## ✅ 1,000 users restored into eu-west-1_Ab12Cd34E',
      { ...FULL_RESTORE, status: 'complete' }
    ],
    [
      '## ⚠️ Restored in part: 1,000 users into eu-west-1_Ab12Cd34E',
      FULL_RESTORE
    ],
    [
      '## ❌ Restore into eu-west-1_Ab12Cd34E failed',
      { ...FULL_RESTORE, status: 'failed' }
    ],
    ['## ❌ Restore failed', newRestoreOutcome()],
    [
      '## 📋 Dry run: 1,000 users would be restored into eu-west-1_Ab12Cd34E',
      FULL_PLAN
    ]
  ])('is %s', (text, outcome) => {
    expect(headline(render(outcome))).toBe(text)
  })
})

describe('the summary of an export', () => {
  test('says what, where, and how to check it', () => {
    const page = render(FULL_EXPORT)
    for (const words of [
      '| User pool | `eu-west-1_Ab12Cd34E` (region eu-west-1, account 111122223333) |',
      `| Snapshot | \`${FULL_EXPORT.snapshot?.uri}\` |`,
      `| SHA-256 of its manifest | \`${'ab'.repeat(32)}\` |`,
      '| Duration | 2 min 5 s |',
      '| Users | 1,200 |',
      '| Groups | 12 |',
      '| Memberships | 340 |',
      'Cognito gives nobody its passwords'
    ]) {
      expect(page).toContain(words)
    }
  })

  test('counts users by status, the most first', () => {
    expect(render(FULL_EXPORT)).toContain(
      '| `CONFIRMED` | 1,000 |\n| `UNCONFIRMED` | 200 |'
    )
  })

  test('says nothing of what is not known', () => {
    const page = render(newExportOutcome(), 'No bucket.')
    expect(page).not.toContain('In the snapshot')
    expect(page).not.toMatch(/undefined|NaN|null/)
  })
})

describe('the summary of a restore', () => {
  test('says where from, where to, and whom AWS bills for it', () => {
    const page = render(FULL_RESTORE)
    expect(page).toContain('| From user pool | `us-east-1_Source123` |')
    expect(page).toContain('| Into user pool | `eu-west-1_Ab12Cd34E`')
    expect(page).toContain('1,001 users, because of this run')
    expect(page).toContain(`\`${FULL_RESTORE.report?.uri ?? '?'}\``)
    expect(page).toContain(`\`${FULL_RESTORE.report?.subMapUri ?? '?'}\``)
  })

  test('says where the report is when only the map could not be stored', () => {
    const report = { uri: 's3://b/report', subMapUri: undefined }
    const page = render({ ...FULL_RESTORE, report })
    expect(page).toContain('`s3://b/report`')
    expect(page).not.toMatch(/Map of old|undefined/)
  })

  test('counts what failed, the most first', () => {
    expect(render(FULL_RESTORE)).toContain(
      '| `AdminCreateUser: InvalidParameterException` | 3 |\n' +
        '| `AdminAddUserToGroup: ResourceNotFoundException` | 2 |'
    )
  })

  test('has no table of failures when nothing failed', () => {
    const outcome = { ...FULL_RESTORE, failures: new Map<string, number>() }
    expect(render(outcome)).not.toContain('What failed')
  })
})

test('the summary of a dry run says what would be billed', () => {
  expect(render(FULL_PLAN)).toContain(
    '| Would be billed as monthly active | 1,001 users |'
  )
})

describe('a failure', () => {
  test('is told at the top, as plain text', () => {
    const page = render(FULL_EXPORT, 'Check <the> bucket.')
    expect(page).toContain('> [!CAUTION]\n> Check \\<the\\> bucket.\n')
  })

  test('is no part of the summary of a run that went well', () => {
    expect(render(FULL_EXPORT)).not.toContain('CAUTION')
  })
})

test('nothing that others wrote adds a line, a cell or a command', () => {
  const hostile = fc
    .array(fc.constantFrom(...HOSTILE_PIECES), { maxLength: 8 })
    .map(pieces => pieces.join(''))
  const plain = (status: string, failure: string) =>
    render({ ...FULL_EXPORT, byStatus: { [status]: 1 } }, failure)
  const lines = plain('NEW', 'x').split('\n').length
  fc.assert(
    fc.property(hostile, hostile, (status, failure) => {
      const page = plain(status, failure)
      expect(page.split('\n')).toHaveLength(lines)
      expect(obeyedLines(page)).toEqual([])
      // What is inside a code span is shown as it is.
      expect(page.replace(/`[^`\n]*`/g, '')).not.toMatch(/(?<!\\)<b>/)
    })
  )
})
