import { describe, expect, test } from '@jest/globals'
import { RESTORE_STATUSES } from '../../../src/cognito/calls/unknown-operations.ts'
import { inWords } from '../../../src/recover/refusals.ts'
import { sayStatus } from '../../../src/recover/statuses.ts'
import { UserError } from '../../../src/shared/errors.ts'
import { RECOVERY_ID } from '../../fixtures/recovery-scene.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'

const SHARED = [
  'FeatureUnavailableInTierException',
  'TooManyRequestsException',
  'NotAuthorizedException',
  'OperationNotEnabledException',
  'InternalErrorException',
  'InvalidParameterException'
]
const CHANGING = [...SHARED, 'ConcurrentModificationException']

/** The errors of each operation in the service model; see below for the missing. */
const ERRORS = {
  InitiatePointInTimeRecovery: [...CHANGING, 'LimitExceededException'],
  DescribePointInTimeRecovery: [...SHARED, 'ResourceNotFoundException'],
  StartPointInTimeRecovery: [...CHANGING, 'ResourceNotFoundException'],
  CancelPointInTimeRecovery: [...CHANGING, 'ResourceNotFoundException'],
  ListPointInTimeRecoveries: SHARED
}

/** The longest sentence of a text, in words. */
const longest = (text: string) =>
  Math.max(...text.split(/[.:](?: |$)/).map(one => one.split(' ').length))

describe('the words of a recovery', () => {
  test.each(RESTORE_STATUSES)('say what %s means', status => {
    const text = sayStatus({ id: RECOVERY_ID, status })
    expect(text).toContain(`The recovery ${RECOVERY_ID}: `)
    expect(text).not.toMatch(/does not know/)
    expect(longest(text)).toBeLessThanOrEqual(25)
  })

  test('never repeat a status that this version does not know', () => {
    const text = sayStatus({ id: RECOVERY_ID, status: '::error::' })
    expect(text).toMatch(/does not know/)
    expect(text).not.toContain('::error::')
  })

  test.each(
    Object.entries(ERRORS).flatMap(([operation, codes]) =>
      codes.map(code => [operation, code] as const)
    )
  )('say what %s means by %s', (operation, awsCode) => {
    const action = `cognito-idp:${operation}`
    const said = inWords(awsFailure(awsCode, { action })) as UserError
    expect(said).toBeInstanceOf(UserError)
    expect(said.message).not.toMatch(/^AWS answered/)
    expect(longest(said.message)).toBeLessThanOrEqual(25)
  })

  test('leave a pool that is not there to the words of every call', () => {
    for (const operation of ['Initiate', 'List']) {
      const failure = awsFailure('ResourceNotFoundException', {
        action: `cognito-idp:${operation}PointInTimeRecovery`
      })
      expect(inWords(failure)).toBe(failure)
    }
  })

  test('leave other errors and calls alone', () => {
    const failure = awsFailure('LimitExceededException', {
      action: 'cognito-idp:CreateGroup'
    })
    expect(inWords(failure)).toBe(failure)
    const bug = new TypeError('x')
    expect(inWords(bug)).toBe(bug)
  })
})
