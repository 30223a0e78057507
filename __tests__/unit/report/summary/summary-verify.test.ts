import { describe, expect, test } from '@jest/globals'
import type { SnapshotRefusal } from '../../../../src/shared/errors.ts'
import type { VerifyOutcome } from '../../../../src/shared/outcome.ts'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'
import { FULL_VERIFY } from '../../../fixtures/full-outcomes.ts'

const render = (changes: Partial<VerifyOutcome> = {}, failure?: string) =>
  renderSummary({ ...FULL_VERIFY, ...changes }, runFacts('verify', { failure }))

const FINE: Partial<VerifyOutcome> = {
  status: 'complete',
  wouldRestore: true,
  findings: []
}
describe('the page of a verification', () => {
  test('tells every finding, how often and what follows', () => {
    const page = render()
    expect(page).toContain(
      '| `snapshot-digest` | 3 | would not restore | The object x of the snapshot is another. |'
    )
    expect(page).toContain(
      '| `snapshot-too-old` | 1 | fails the verification |'
    )
    expect(page).toContain('| `membership-of-nobody` | 2 | to know |')
  })

  test('has no table of findings where there is none', () => {
    expect(render(FINE)).not.toContain('Findings')
  })

  test('tells how old the snapshot is, what was read and compared', () => {
    const page = render(FINE)
    expect(page).toContain(', 26 h 15 min old')
    expect(page).toContain('Every byte and every record')
    expect(page).toContain('Compared with user pool')
    expect(page).not.toContain('bills')
  })

  test('tells how the pool has changed since, if that was asked', () => {
    const page = render(FINE)
    expect(page).toContain(
      '### Users of the pool since the snapshot\n\n| Added | Gone | Changed |\n| ---: | ---: | ---: |\n| 11 | 12 | 13 |\n\nChanged users have'
    )
    const drift = { added: 0, gone: 0, changed: 0 }
    expect(render({ ...FINE, drift })).toContain(
      'The pool has the users of the snapshot, as they are in it.'
    )
    expect(render({ ...FINE, drift: undefined })).not.toContain('Gone')
  })

  test('tells what is in the snapshot and whom a default restore skips', () => {
    const page = render(FINE)
    expect(page).toContain('| 1,200 | 12 | 340 |')
    expect(page).toContain('| `CONFIRMED` | 1,000 |')
    expect(page).toContain('### Users that a default restore skips')
  })

  test('keeps hostile text of a finding inert', () => {
    const finding = {
      code: 'a|`b' as SnapshotRefusal,
      weight: 'blocks' as const,
      text: '| <b>\n::error::x ##[error]',
      count: 1
    }
    const page = render({ findings: [finding] }, finding.text)
    expect(page).not.toMatch(/<b>|##\[|^\s*::/m)
    const row = page
      .split('\n')
      .find(line => line.includes('would not restore |'))
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5)
  })
})
