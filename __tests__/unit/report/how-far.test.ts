import { describe, expect, test } from '@jest/globals'
import { cancelled, UserError } from '../../../src/shared/errors.ts'
import {
  newCompareOutcome,
  newExportOutcome,
  newRestoreOutcome,
  newVerifyOutcome
} from '../../../src/shared/new-outcomes.ts'
import type { RestoreOutcome } from '../../../src/shared/outcome.ts'
import { halfDone, howFar } from '../../../src/report/how-far.ts'

const OUT_OF_TIME = new UserError('out-of-time', 'The time is up.')

const restored = (changes: Partial<RestoreOutcome> = {}): RestoreOutcome => ({
  ...newRestoreOutcome(),
  status: 'partial',
  usersCreated: 1200,
  usersUpdated: 34,
  ...changes
})

describe('a run that is told to stop says how far it got', () => {
  test('in an export', () => {
    const outcome = { ...newExportOutcome(), usersRead: 1200 }
    expect(howFar(outcome, cancelled())).toBe(
      'It had read 1,200 users. It leaves no snapshot: run it again.'
    )
    expect(howFar(newExportOutcome(), cancelled())).toMatch(
      /^It had read 0 users\. /
    )
    expect(howFar(outcome, OUT_OF_TIME)).toBe('It had read 1,200 users.')
  })

  test('in an export whose manifest S3 has not confirmed', () => {
    const outcome = { ...newExportOutcome(), usersRead: 1, maybeStored: 'X-1' }
    expect(howFar(outcome, cancelled())).toBe(
      'It had read 1 user. It is not known whether the snapshot X-1 exists: S3 did not confirm its manifest. If it exists, it is complete. Verify it, or run the export again.'
    )
  })

  test('in a restore', () => {
    expect(howFar(restored(), cancelled())).toBe(
      'It had restored 1,234 users. Run it again with the same inputs: it continues where it stopped.'
    )
    const left = { usersFailed: 1, usersUnfinished: 2, usersUnknown: 1 }
    const otherRun = new UserError('other-run', 'Another run goes on.')
    expect(howFar(restored(left), otherRun)).toBe(
      howFar(restored(left), OUT_OF_TIME)
    )
    expect(howFar(restored(left), OUT_OF_TIME)).toBe(
      'It had restored 1,234 users. 1 user failed. 2 users are left half done. 1 user may have been created: Cognito did not answer.'
    )
  })

  test('in a restore that had written nothing', () => {
    for (const reason of [cancelled(), OUT_OF_TIME]) {
      expect(howFar(newRestoreOutcome(), reason)).toBe(
        'Nothing was written to the pool.'
      )
    }
  })

  test('in a verification', () => {
    const outcome = newVerifyOutcome()
    expect(howFar(outcome, cancelled())).toBe('The snapshot was not verified.')
    // Its own sentence says so.
    expect(howFar(outcome, OUT_OF_TIME)).toBe('')
  })

  test('in a comparison', () => {
    const outcome = newCompareOutcome()
    expect(howFar(outcome, cancelled())).toBe(
      'The comparison did not finish, and may miss changes.'
    )
    expect(howFar(outcome, OUT_OF_TIME)).toBe('')
  })
})

test('a run that ended for another reason, or never began, says no such thing', () => {
  const network = new UserError('network', 'The connection broke.')
  for (const error of [network, new TypeError('a bug'), undefined]) {
    expect(howFar(restored(), error)).toBe('')
  }
  expect(howFar(undefined, cancelled())).toBe('')
})

test('calls without an answer are told by operation, in one order', () => {
  const unanswered = new Map([
    ['CreateGroup', 1],
    ['AdminCreateUser', 12]
  ])
  expect(halfDone(restored({ unanswered, usersUnknown: 12 }))).toEqual([
    '12 users may have been created: Cognito did not answer.',
    'It is not known what these calls did, because Cognito did not answer: AdminCreateUser: 12, CreateGroup: 1.'
  ])
  expect(halfDone(restored())).toEqual([])
})
