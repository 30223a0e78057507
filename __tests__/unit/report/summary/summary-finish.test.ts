import { describe, expect, test } from '@jest/globals'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import type { FindingFacts } from '../../../../src/shared/new-pool-facts.ts'
import { newCreatePoolOutcome } from '../../../../src/shared/new-outcomes.ts'
import type { CreatePoolOutcome } from '../../../../src/shared/outcome.ts'
import { FULL_CREATE_POOL } from '../../../fixtures/full-outcomes.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

const page = (changes: Partial<CreatePoolOutcome>, code?: ErrorCode) =>
  renderSummary(
    { ...FULL_CREATE_POOL, ...changes },
    runFacts('create-pool', { code })
  )
const { lines = [], findings = [] } = FULL_CREATE_POOL
const open = findings.map((one): FindingFacts => ({ ...one, state: 'open' }))
const planned = {
  status: 'planned' as const,
  pool: undefined,
  clientIds: undefined,
  lines: lines.map(line => ({ ...line, became: undefined }))
}

describe('the page of a run that sets what waited', () => {
  const finishes = true
  const half = { finishes, status: 'partial' as const }

  test.each<[Partial<CreatePoolOutcome>, ErrorCode | undefined, string]>([
    [
      { ...planned, finishes, findings: open },
      undefined,
      "📋 Dry run: what waited in the user pool `customers` can't be set yet, because 2 findings are open"
    ],
    [
      { ...planned, finishes },
      undefined,
      '📋 Dry run: what waited in the user pool `customers` can be set'
    ],
    [
      { finishes },
      undefined,
      '✅ What waited in the user pool `eu-central-1_New123456` is set'
    ],
    [
      { finishes, lines: [] },
      undefined,
      '✅ Nothing was left to set in the user pool `eu-central-1_New123456`'
    ],
    [
      half,
      'cancelled',
      '⏹️ What waited in the user pool `eu-central-1_New123456` may be set in part'
    ],
    [
      half,
      'not-the-same',
      '⚠️ The user pool `eu-central-1_New123456` differs from the plan'
    ],
    [
      { ...newCreatePoolOutcome(), finishes },
      'input',
      '❌ Nothing was set in the user pool'
    ]
  ])('begins with what was done: %#', (changes, code, line) => {
    expect(page(changes, code).split('\n')[0]).toBe(`## ${line}`)
  })

  test('never says to make or remove a pool', () => {
    for (const code of ['not-the-same', 'aws', undefined] as const) {
      expect(page(half, code)).not.toMatch(/delete|remove|made in part/i)
    }
  })

  test('ends with a comparison to copy', () => {
    for (const line of [
      "mode: 'compare'",
      "user-pool-id: 'eu-central-1_New123456'",
      `snapshot: '${FULL_CREATE_POOL.snapshot?.uri ?? ''}'`
    ]) {
      expect(page({ finishes })).toContain(line)
    }
  })

  test('is what the page of a new pool names, after the restore', () => {
    const text = page({})
    expect(text.indexOf('`finish: true`')).toBeGreaterThan(
      text.indexOf('mode: ')
    )
  })
})
