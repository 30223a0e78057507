import type { AwsCallError, ErrorCode } from '../../../shared/errors.ts'

const FAILS_EVERY_USER: readonly ErrorCode[] = [
  'credentials',
  'access-denied',
  'wrong-region',
  'network'
]

/** Calls that name a group or an identity provider besides the pool. */
const NAMING_MORE: readonly string[] = [
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminRemoveUserFromGroup',
  'cognito-idp:AdminLinkProviderForUser'
]

/**
 * Whether a failure would hit every other user too, so that going on is
 * useless. A deleted pool answers ResourceNotFoundException. So does a missing
 * group when a user is added to it; but the creation of a user names no group.
 * A secondary replica answers OperationNotEnabledException.
 */
export function failsEveryUser(error: AwsCallError): boolean {
  return (
    FAILS_EVERY_USER.includes(error.code) ||
    error.awsCode === 'OperationNotEnabledException' ||
    (error.code === 'not-found' && !NAMING_MORE.includes(error.action))
  )
}

export function countFailure(
  failures: Map<string, number>,
  error: AwsCallError
): void {
  const call = error.action.replace(/^cognito-idp:/, '')
  const key = `${call}: ${error.awsCode}`
  failures.set(key, (failures.get(key) ?? 0) + 1)
}
