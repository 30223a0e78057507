import { describe, expect, test } from '@jest/globals'
import type { VerifyOutcome } from '../../../src/outcome.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import { FULL_VERIFY } from '../../fixtures/full-outcomes.ts'

const render = (changes: Partial<VerifyOutcome> = {}, failure?: string) =>
  renderSummary({ ...FULL_VERIFY, ...changes }, { durationMs: 2000, failure })

const FINE: Partial<VerifyOutcome> = {
  status: 'complete',
  wouldRestore: true,
  findings: []
}
const ID = FULL_VERIFY.snapshot?.id ?? ''

describe('the first line says whether the snapshot would restore', () => {
  test.each<[string, Partial<VerifyOutcome>, string]>([
    [
      'after every byte',
      FINE,
      `## ✅ The snapshot ${ID} would restore: 1,200 users, every byte as it was written`
    ],
    [
      'as far as headers tell',
      { ...FINE, level: 'headers' },
      `## ✅ Nothing speaks against restoring the snapshot ${ID} of 1,200 users; its contents were not read`
    ],
    [
      'with an alarm',
      { wouldRestore: true },
      `## ⚠️ The snapshot ${ID} would restore, and is not as it should be`
    ],
    ['not at all', {}, `## ❌ The snapshot ${ID} would not restore`],
    [
      'not without a manifest',
      { snapshot: undefined },
      '## ❌ The snapshot would not restore'
    ],
    [
      'when nobody knows',
      { wouldRestore: undefined, snapshot: undefined },
      '## ❌ It is not known whether the snapshot would restore: the verification did not come to its end'
    ]
  ])('%s', (_when, changes, line) => {
    expect(render(changes).split('\n')[0]).toBe(line)
  })
})

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
    expect(page).toContain('| Age of the snapshot | 26 h 15 min |')
    expect(page).toContain('Every byte and every record')
    expect(page).toContain('| Compared with user pool |')
    expect(page).toContain('| Of user pool |')
    expect(page).not.toContain('Billed')
  })

  test('tells how the pool has changed since, if that was asked', () => {
    const page = render(FINE)
    expect(page).toContain('| Added to the pool | 11 |')
    expect(page).toContain('| Gone from the pool | 12 |')
    expect(page).toMatch(/\| Changed .+ \| 13 \|/)
    expect(render({ ...FINE, drift: undefined })).not.toContain('Gone')
  })

  test('tells what is in the snapshot and whom a default restore skips', () => {
    const page = render(FINE)
    expect(page).toContain('| Users | 1,200 |')
    expect(page).toContain('| `CONFIRMED` | 1,000 |')
    expect(page).toContain('### Users that a default restore skips')
  })

  test('keeps hostile text of a finding inert', () => {
    const finding = {
      code: 'a|`b',
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
