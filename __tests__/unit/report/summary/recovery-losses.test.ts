import { expect, test } from '@jest/globals'
import { recoverSteps } from '../../../../src/report/summary/recover-steps.ts'
import { recoveryLosses } from '../../../../src/report/summary/summary-recover.ts'
import type { RecoverOutcome } from '../../../../src/shared/outcome.ts'
import { FULL_RECOVER } from '../../../fixtures/full-outcomes.ts'

const APPLIED: RecoverOutcome = {
  ...FULL_RECOVER,
  action: 'apply',
  status: 'complete',
  snapshot: {
    id: '20261129T100500Z-ABCDEFGHIJKLMNOP',
    uri: 's3://my-backups/x',
    manifestSha256: '0'
  },
  losses: {
    usersMissing: 30,
    usersReverted: 85,
    groupsMissing: 1,
    membershipsGone: 12
  },
  report: 's3://my-backups/x/report.ndjson.gz'
}

test('what a recovery took stands in numbers, with the place of the names', () => {
  const text = recoveryLosses(APPLIED)
  for (const part of ['30', '85', '12', APPLIED.report ?? '']) {
    expect(text).toContain(part)
  }
})

test('what was not compared is not said to be zero', () => {
  expect(recoveryLosses(FULL_RECOVER)).toBe('')
})

test('a report that was not stored is missed', () => {
  expect(recoveryLosses({ ...APPLIED, report: undefined })).toMatch(
    /was not stored/
  )
})

test('the next step restores those who are missing from the same snapshot', () => {
  const [step, ...others] = recoverSteps(APPLIED)
  expect(others).toEqual([])
  expect(step?.copy?.lines).toEqual([
    'mode: restore',
    `user-pool-id: ${APPLIED.pool?.id}`,
    `snapshot: ${APPLIED.snapshot?.id}`,
    'existing-users: skip'
  ])
})

test('there is no next step where no user is missing', () => {
  const losses = {
    ...APPLIED.losses,
    usersMissing: 0
  } as RecoverOutcome['losses']
  expect(recoverSteps({ ...APPLIED, losses })).toEqual([])
})
