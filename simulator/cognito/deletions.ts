import { refuseDuringImport } from './import/refuse-during-import.ts'
import type { Operation } from './operation.ts'
import { groupOf, poolOf, userOf } from './operation.ts'
import { invalidParameter, resourceNotFound } from './protocol/errors.ts'

/**
 * What whoever tries something out on a pool takes away again. The action makes
 * none of these calls.
 */

/** Source: API reference, AdminDeleteUser. */
export const adminDeleteUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  pool.removeUser(userOf(request, pool))
  return {}
}

/** Its members stay. Source: API reference, DeleteGroup. */
export const deleteGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  pool.removeGroup(groupOf(request, pool))
  return {}
}

/**
 * Identities of users at the provider stay what they are, which is inferred.
 * Source: API reference, DeleteIdentityProvider.
 */
export const deleteIdentityProvider: Operation = (request, state) => {
  const { definition } = poolOf(request, state)
  const name = request.string('ProviderName')
  if (!definition.identityProviders.delete(name))
    throw resourceNotFound(`Identity provider ${name} does not exist.`)
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
