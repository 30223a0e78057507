import { describe, expect, test } from '@jest/globals'
import {
  importWarnings,
  stoppedWarnings
} from '../../../../../src/restore/apply/import/import-warnings.ts'
import type { ImportJobFacts } from '../../../../../src/shared/outcome.ts'
import { jobFacts } from '../../../../fixtures/import-jobs.ts'

const text = (...jobs: Partial<ImportJobFacts>[]) => {
  const warnings = importWarnings(jobs.map(jobFacts))
  expect(warnings.map(({ title }) => title)).toEqual([
    'Import jobs left users out'
  ])
  return warnings[0]?.text ?? ''
}

describe('import jobs', () => {
  test('that imported everybody are not worth a word', () => {
    expect(importWarnings([])).toEqual([])
    expect(importWarnings([jobFacts(), jobFacts({ rows: 1, imported: 1 })]))
      // Each of them.
      .toEqual([])
  })

  test('are told of by what became of their rows', () => {
    expect(text({ rows: 1200, imported: 1192, skipped: 3, failed: 5 })).toBe(
      'The import job import-1 of 1,200 users ended as Succeeded: 1192 imported, 3 skipped, 5 failed. The pool was asked who is missing; the report names them. Why a row was refused stands in CloudWatch Logs, in a log group that begins with /aws/cognito/userpools/.'
    )
  })

  test('that did not get to the end are said not to have', () => {
    expect(text({ status: 'Stopped', imported: 1, skipped: 1 })).toContain(
      'of 3 users ended as Stopped: 1 imported, 1 skipped, 0 failed, which is not all of them. '
    )
  })

  test('that were never started are told of with the reason', () => {
    expect(
      text({
        id: 'import-7',
        rows: 1,
        imported: 0,
        isStarted: false,
        problem: 'its file was refused'
      })
    ).toMatch(
      /^An import job of 1 user was not started, because its file was refused\. The pool/
    )
  })

  test('are told of in their order, but for those that did well', () => {
    const page = text(
      { id: 'one', imported: 2, failed: 1 },
      { id: 'two' },
      { id: 'three', imported: 0, skipped: 3 }
    )
    expect(page).toMatch(/job one of .* job three of /)
    expect(page).not.toContain('two')
  })
})

describe('a run that stopped', () => {
  test('tells of disabled users whom its jobs may have imported', () => {
    const [warning] = stoppedWarnings([
      jobFacts({ toDisable: 2 }),
      jobFacts({ toDisable: 1, isStarted: false })
    ])
    expect(warning?.text).toContain('2 users')
  })

  test('tells of jobs that go on, and how far they were', () => {
    const warnings = stoppedWarnings([
      jobFacts({ status: 'Stopped' }),
      jobFacts({ id: 'import-2', status: 'Stopping', rows: 900, imported: 70 }),
      jobFacts({ id: 'import-3', status: 'Created', isStarted: false })
    ])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.text).toBe(
      'The import job import-2 had not ended when the run did. Cognito had imported 70 of 900 users by then, and may import more. The next run waits for its end.'
    )
  })

  test('has nothing to tell where nobody is disabled', () => {
    expect(stoppedWarnings([jobFacts()])).toEqual([])
  })
})
