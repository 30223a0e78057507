import { expect, test } from '@jest/globals'
import { recoverSteps } from '../../../../src/report/summary/recover-steps.ts'
import { recoveryLosses } from '../../../../src/report/summary/summary-recover.ts'
import type { RecoverOutcome } from '../../../../src/shared/outcome.ts'
import { FULL_RECOVER } from '../../../fixtures/full-outcomes.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

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

const NO_LOSSES = {
  usersMissing: 0,
  usersReverted: 0,
  groupsMissing: 0,
  membershipsGone: 0
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
  const [step, read, ...others] = recoverSteps(APPLIED, runFacts('recover'))
  expect(others).toEqual([])
  expect(step?.copy?.lines).toEqual([
    "mode: 'restore'",
    `user-pool-id: '${APPLIED.pool?.id}'`,
    `snapshot: '${APPLIED.snapshot?.uri}'`,
    "manifest-sha256: '0'",
    "existing-users: 'skip'",
    "users-without-username: 'recreate'",
    "mfa-users: 'restore'"
  ])
  expect(read?.copy?.lines).toEqual([
    'aws s3 cp s3://my-backups/x/report.ndjson.gz - \\',
    '  | gunzip > report.ndjson'
  ])
})

test('there is a next step for groups and for reverted users alone', () => {
  const stepsOf = (losses: Partial<RecoverOutcome['losses']>) => {
    const none = { ...NO_LOSSES, ...losses }
    const steps = recoverSteps(
      { ...APPLIED, losses: none },
      runFacts('recover')
    )
    return steps.map(({ copy }) => copy?.lines[0])
  }
  expect(stepsOf({})).toEqual([])
  expect(stepsOf({ groupsMissing: 1 })).toEqual(["mode: 'restore'"])
  expect(stepsOf({ usersReverted: 1 })).toEqual([
    expect.stringContaining('aws s3 cp')
  ])
})
