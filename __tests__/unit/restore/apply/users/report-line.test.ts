import { describe, expect, test } from '@jest/globals'
import type { UserPlan } from '../../../../../src/restore/plan/users/user-plan.ts'
import { reportLine } from '../../../../../src/restore/apply/users/report-line.ts'
import type { UserResult } from '../../../../../src/restore/apply/users/user-steps.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import {
  creation,
  kept,
  resultWith,
  update
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

/** What the report says of a user, beside who it is. */
function lineOf(plan: UserPlan, result?: Partial<UserResult>) {
  const record = userRecord({ username: 'ada', sub: 'old' })
  const { username, oldSub, ...line } = reportLine(
    { record, plan },
    result === undefined ? undefined : resultWith(result)
  )
  expect([username, oldSub]).toEqual(['ada', 'old'])
  return line
}

const lost = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA']

describe('the report says', () => {
  test.each<[string, UserPlan, Partial<UserResult> | undefined, object]>([
    [
      'who is there already',
      kept({ sub: 'there' }),
      undefined,
      { newSub: 'there', result: 'existing', code: null }
    ],
    [
      'whose name somebody else has, whose sub is nobody’s business',
      kept({ sub: 'there', isConflict: true }),
      undefined,
      { newSub: null, result: 'conflict', code: null }
    ],
    [
      'who was skipped, for all reasons',
      { action: 'skip', reasons: ['no-username', 'federated'] },
      undefined,
      { newSub: null, result: 'skipped', code: 'no-username federated' }
    ],
    [
      'whom Cognito would not take',
      { action: 'fail', code: 'address-taken' },
      undefined,
      { newSub: null, result: 'failed', code: 'address-taken' }
    ],
    [
      'who was created',
      creation(),
      { sub: 'new' },
      { newSub: 'new', result: 'created', code: null }
    ],
    [
      'who was created and lost factors',
      creation({ mfa: { enable: [], preferred: null, lost } }),
      { sub: 'new' },
      {
        newSub: 'new',
        result: 'created',
        code: 'lost SOFTWARE_TOKEN_MFA SMS_MFA'
      }
    ],
    [
      'whom an earlier run had created, and this one finished',
      creation({
        resumes: { username: 'ada', sub: 'there', hasPassword: false }
      }),
      { sub: 'there' },
      { newSub: 'there', result: 'existing', code: null }
    ],
    [
      'whom another run created first',
      creation(),
      { sub: 'there', isOfOtherRun: true },
      { newSub: 'there', result: 'existing', code: null }
    ],
    [
      'who was updated',
      update(),
      { sub: 'there' },
      { newSub: 'there', result: 'updated', code: null }
    ],
    [
      'who failed, and why first',
      creation(),
      { sub: 'new', failures: [awsFailure('First'), awsFailure('Second')] },
      { newSub: 'new', result: 'failed', code: 'First' }
    ],
    [
      'who was not even created',
      creation(),
      { failures: [awsFailure('UsernameExistsException')] },
      { newSub: null, result: 'failed', code: 'UsernameExistsException' }
    ],
    [
      'in whose middle the run stopped',
      update(),
      { sub: 'there', isInterrupted: true },
      { newSub: 'there', result: 'failed', code: 'interrupted' }
    ]
  ])('%s', (_who, plan, result, line) => {
    expect(lineOf(plan, result)).toEqual(line)
  })
})
