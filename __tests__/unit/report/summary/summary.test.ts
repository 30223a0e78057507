import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { newExportOutcome } from '../../../../src/shared/new-outcomes.ts'
import type { Outcome } from '../../../../src/shared/outcome.ts'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'
import {
  HOSTILE_PIECES,
  obeyedLines
} from '../../../fixtures/runner-commands.ts'

const render = (outcome: Outcome, failure?: string) =>
  renderSummary(outcome, runFacts(outcome.mode, { failure }))

const FINE: Outcome = {
  ...FULL_VERIFY,
  status: 'complete',
  wouldRestore: true,
  findings: []
}

/** Headings, and what is folded away, in their order. */
function outlineOf(page: string): string[] {
  return [...page.matchAll(/^(?:##+ |<summary>)(.+?)(?:<\/summary>)?$/gm)]
    .slice(1)
    .map(([, heading = '']) => heading)
}

describe('the page reads alike: the result, the numbers, what to do, the rest', () => {
  test.each<[string, Outcome, string[]]>([
    [
      'of an export',
      FULL_EXPORT,
      [
        'What to do next',
        'This run',
        'Users that a default restore skips',
        'Users at a glance',
        'By status, in numbers',
        'Addresses and digests',
        '1 warning'
      ]
    ],
    [
      'of a dry run',
      FULL_PLAN,
      [
        'What to do next',
        'This run',
        'What would be refused',
        'Good to know',
        'What it means',
        'How long it takes',
        'Users that would be skipped',
        'Users at a glance',
        'Addresses and digests'
      ]
    ],
    [
      'of a restore',
      FULL_RESTORE,
      [
        'What to do next',
        'This run',
        'What failed',
        'Good to know',
        'Users that were skipped',
        'Users at a glance',
        'Addresses and digests'
      ]
    ],
    [
      'of a verification',
      FINE,
      [
        'What to do next',
        'This run',
        'Users of the pool since the snapshot',
        'Users that a default restore skips',
        'Users at a glance',
        'By status, in numbers',
        'Addresses and digests'
      ]
    ],
    [
      'of a snapshot that would not restore',
      FULL_VERIFY,
      [
        'What to do next',
        'This run',
        'Findings',
        'Users of the pool since the snapshot',
        'Addresses and digests'
      ]
    ],
    [
      'of a run that failed early',
      newExportOutcome(),
      ['What to do next', 'This run']
    ]
  ])('%s', (_what, outcome, outline) => {
    expect(outlineOf(render(outcome))).toEqual(outline)
  })

  test('with the counts right below the top', () => {
    expect(render(FULL_EXPORT)).toMatch(
      /^## .*\n\n\| Users \| Groups \| Memberships \|/
    )
    expect(render(FULL_RESTORE)).toMatch(
      /^## .*\n\n\| {2}\| In the snapshot \| Created \|/
    )
  })
})

describe('the page of an export', () => {
  test('says what no snapshot holds, if there is one', () => {
    const words = 'Cognito exports no passwords'
    expect(render(FULL_EXPORT)).toContain(words)
    expect(render(newExportOutcome())).not.toContain(words)
  })

  test('says nothing of what is not known', () => {
    const page = render(newExportOutcome(), 'No bucket.')
    expect(page).not.toMatch(/undefined|NaN|null/)
    expect(page).not.toContain('\n|')
  })
})

test('a page that would be too long leaves out what it ends with', () => {
  const text = '“'.repeat(4000)
  const title = 'Federated users'
  const warnings = Array.from({ length: 100 }, () => ({ title, text }) as const)
  const page = render({ ...FULL_EXPORT, warnings })
  expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024)
  expect(page).toContain(
    '*Left out, because GitHub shows no longer page: warnings, what no snapshot holds.*'
  )
  expect(page).toContain('### What to do next')
})

test('a restore says where the report is when only the map could not be stored', () => {
  const report = { uri: 's3://b/report', subMapUri: undefined }
  const page = render({ ...FULL_RESTORE, report })
  expect(page).toContain('`s3://b/report`')
  expect(page).toContain('aws s3 cp s3://b/report')
  expect(page).not.toMatch(/Map of old|undefined|sub-map/)
})

test('nothing that others wrote adds a line, a cell or a command', () => {
  const hostile = fc
    .array(fc.constantFrom(...HOSTILE_PIECES), { maxLength: 8 })
    .map(pieces => pieces.join(''))
  const plain = (status: string, failure: string) =>
    render({ ...FULL_EXPORT, byStatus: { [status]: 100, NEW: 50 } }, failure)
  const lines = plain('OLD', 'x').split('\n').length
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
