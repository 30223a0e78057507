import { refuseDuringImport } from '../import/refuse-during-import.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { Pool } from '../state/pool.ts'
import { emptyDefinition } from '../state/pool-definition.ts'
import type { PoolSettings } from '../state/pool-settings.ts'
import type { ReplicaRole } from '../state/replica.ts'
import { addCustomAttributes, maxAddedAtOnce } from '../state/schema.ts'
import { readSettings } from './read-settings.ts'
import { checkSettings } from './setting-rules.ts'
import { userPoolType } from './user-pool-type.ts'

/** Source: API reference, DescribeUserPool. */
export const describeUserPool: Operation = (request, state) => ({
  UserPool: userPoolType(poolOf(request, state))
})

/** Source: API reference, CreateUserPool. */
export const createUserPool: Operation = (request, state) => {
  request.string('PoolName', { pattern: /^[\w\s+=,.@-]+$/ })
  const settings = readSettings(request)
  checkSettings(request, settings, emptyDefinition(), state)
  checkMfaAtCreation(settings)
  const pool = addPool(settings, state)
  return { UserPool: userPoolType(pool) }
}

/**
 * "CreateUserPool supports only SMS MFA." Wording: aws/aws-cdk#12075. With a
 * role it works without an auto-verified phone number (moto, measured).
 */
function checkMfaAtCreation({ mfa, smsConfiguration }: PoolSettings): void {
  if (mfa.configuration === 'OFF') return
  if (smsConfiguration === undefined)
    throw invalidParameter(
      `SMS configuration and Auto verification for phone_number are required when MFA is ${mfa.configuration === 'ON' ? 'required' : 'optional'}`
    )
  mfa.softwareToken = undefined
}

/**
 * Creates a pool from a CreateUserPool request without the rules of the API: a
 * single pool, or a replica.
 */
export function newUserPool(
  request: Members,
  state: CognitoState,
  replica?: ReplicaRole
): Pool {
  return addPool(readSettings(request), state, replica)
}

function addPool(
  settings: PoolSettings,
  state: CognitoState,
  replica?: ReplicaRole
): Pool {
  const pool = new Pool(state.account, settings, replica)
  if (state.recoveries.areSupported) pool.keepHistory(state.account.clock)
  state.pools.set(pool.id, pool)
  return pool
}

/** Source: API reference, AddCustomAttributes. */
export const addCustomAttributesToPool: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const attributes = request.structures('CustomAttributes')
  if (attributes.length < 1 || attributes.length > maxAddedAtOnce)
    throw invalidParameter(
      `1 validation error detected: Value at 'customAttributes' failed to satisfy constraint: Member must have length between 1 and ${maxAddedAtOnce}`
    )
  refuseDuringImport(pool, state)
  addCustomAttributes(pool.settings.schema, attributes)
  pool.modifiedAt = state.account.clock.now()
  return {}
}

/**
 * "When active, DeletionProtection prevents accidental deletion of your user
 * pool. Before you can delete a user pool that you have protected against
 * deletion, you must deactivate this feature."
 *
 * Source: API reference, DeleteUserPool and UserPoolType.
 */
export const deleteUserPool: Operation = (request, state) => {
  const pool = poolOf(request, state)
  refuseDuringImport(pool, state)
  if (pool.settings.deletionProtection === 'ACTIVE')
    throw invalidParameter(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.'
    )
  if (pool.definition.domains.length > 0)
    throw invalidParameter(
      'User pool cannot be deleted. It has a domain configured that should be deleted first.'
    )
  state.pools.delete(pool.id)
  return {}
}
