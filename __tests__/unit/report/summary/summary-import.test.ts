import { describe, expect, test } from '@jest/globals'
import type {
  ImportFacts,
  RestoreOutcome
} from '../../../../src/shared/outcome.ts'
import {
  importJobs,
  importPlan,
  importPlanLines
} from '../../../../src/report/summary/summary-import.ts'
import { FULL_PLAN, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'
import { jobFacts } from '../../../fixtures/import-jobs.ts'
import { NO_IMPORT } from '../../../fixtures/no-import.ts'

const BY_JOBS: ImportFacts = {
  isAsked: true,
  isUsed: true,
  reason: 'Users are created by import jobs, because 1,200,000 users fit.',
  users: 1_200_000,
  jobs: 3,
  obstacles: new Map([
    ['line-break', 1],
    ['no-verified-address', 1500]
  ])
}
const NOT_USED: ImportFacts = {
  ...BY_JOBS,
  isUsed: false,
  reason: 'Users are created by API, because only 3 users fit.',
  users: 3,
  jobs: 1
}

describe('how users are created', () => {
  test('is told with the jobs, and who fits into none', () => {
    expect(importPlanLines(BY_JOBS)).toEqual([
      'Users are created by import jobs, because 1,200,000 users fit.',
      "1,200,000 users in 3 import jobs, at Cognito's own pace.",
      "1 user doesn't fit into an import file: line-break.",
      "1,500 users don't fit into an import file: no-verified-address."
    ])
  })

  test('is told without jobs, where none is used', () => {
    expect(importPlanLines({ ...NOT_USED, obstacles: new Map() })).toEqual([
      'Users are created by API, because only 3 users fit.'
    ])
    expect(importPlanLines(NOT_USED)).toHaveLength(3)
  })

  test('is not told to who did not ask for import jobs', () => {
    expect(importPlanLines(NO_IMPORT)).toEqual([])
    expect(importPlan(NO_IMPORT)).toBe('')
    expect(importPlanLines({ ...NOT_USED, isAsked: false })).toEqual([])
  })

  test('is a list on the page, with its text made safe', () => {
    expect(importPlan({ ...BY_JOBS, obstacles: new Map() })).toMatch(
      /^### How users are created\n\n- Users are created .*\n- 1,200,000 users in 3 import jobs.*$/
    )
    const reason = 'Because <b>GetCSVHeader</b> answered\n## Hello'
    const page = importPlan({ ...NOT_USED, reason })
    expect(page).not.toContain('<b>')
    expect(page).not.toContain('\n##')
  })
})

describe('what became of import jobs', () => {
  const { plan: PLAN } = FULL_PLAN
  if (PLAN === undefined) throw new Error('A dry run has a plan')
  const page = (changes: Partial<RestoreOutcome>) =>
    importJobs({ ...FULL_RESTORE, ...changes })

  test('is nothing where there was none', () => {
    expect(page({})).toBe('')
  })

  test('is a table of their counts', () => {
    const jobs = [
      jobFacts({ rows: 500_000, imported: 500_000 }),
      jobFacts({
        id: 'import-2',
        rows: 1200,
        imported: 1190,
        skipped: 3,
        failed: 7,
        status: 'Stopped'
      }),
      jobFacts({ id: 'import-3', rows: 9, imported: 0, isStarted: false }),
      jobFacts({ id: '', rows: 9, imported: 0, isStarted: false })
    ]
    expect(page({ importJobs: jobs })).toBe(
      [
        '### Import jobs',
        '',
        '| Job | Ended as | Users | Imported | Skipped | Failed |',
        '| --- | ---: | ---: | ---: | ---: | ---: |',
        '| `import-1` | `Succeeded` | 500,000 | 500,000 | 0 | 0 |',
        '| `import-2` | `Stopped` | 1,200 | 1,190 | 3 | 7 |',
        '| `import-3` | not started | 9 | 0 | 0 | 0 |',
        '| none | not started | 9 | 0 | 0 | 0 |'
      ].join('\n')
    )
  })

  test('makes what Cognito says safe', () => {
    const id = 'x` | <img src=x>\n| `'
    const text = page({ importJobs: [jobFacts({ id, status: 'a | b' })] })
    const row = text.split('\n').slice(4)
    expect(row).toHaveLength(1)
    expect(row[0]?.match(/(?<!\\)\|/g)).toHaveLength(7)
  })

  test('comes after why there were jobs, in a restore that was carried out', () => {
    const plan = {
      ...PLAN,
      importing: BY_JOBS
    }
    const text = page({ plan, importJobs: [jobFacts()] })
    expect(text).toMatch(
      /^### How users are created\n\n- [^]*\n\n### Import jobs\n\n\| Job /
    )
    expect(page({ plan })).toMatch(/^### How users are created/)
    // A dry run has told so in its own place.
    expect(page({ plan, status: 'planned' })).toBe('')
  })
})
