import { describe, expect, test } from '@jest/globals'
import type { ErrorCode } from '../../../../../src/shared/errors.ts'
import {
  countFailure,
  failsEveryUser
} from '../../../../../src/restore/apply/users/failures.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'

describe('a failure', () => {
  test.each<[ErrorCode, string, boolean]>([
    ['credentials', 'cognito-idp:AdminCreateUser', true],
    ['access-denied', 'cognito-idp:AdminAddUserToGroup', true],
    ['wrong-region', 'cognito-idp:CreateGroup', true],
    ['network', 'cognito-idp:AdminCreateUser', true],
    ['not-found', 'cognito-idp:AdminCreateUser', true],
    ['not-found', 'cognito-idp:AdminAddUserToGroup', false],
    ['not-found', 'cognito-idp:AdminRemoveUserFromGroup', false],
    ['not-found', 'cognito-idp:AdminLinkProviderForUser', false],
    ['aws', 'cognito-idp:AdminCreateUser', false]
  ])('%s of %s meets everybody: %s', (code, action, isFatal) => {
    expect(failsEveryUser(awsFailure('X', { code, action }))).toBe(isFatal)
  })

  test('of a secondary replica meets everybody', () => {
    expect(failsEveryUser(awsFailure('OperationNotEnabledException'))).toBe(
      true
    )
  })

  test('is counted by its call and its name', () => {
    const failures = new Map<string, number>()
    const action = 'cognito-idp:AdminCreateUser'
    countFailure(failures, awsFailure('UsernameExistsException', { action }))
    countFailure(failures, awsFailure('UsernameExistsException', { action }))
    countFailure(failures, awsFailure('LimitExceededException', { action }))
    expect([...failures]).toEqual([
      ['AdminCreateUser: UsernameExistsException', 2],
      ['AdminCreateUser: LimitExceededException', 1]
    ])
  })
})
