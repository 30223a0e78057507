import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  invalidParameter,
  limitExceeded,
  resourceNotFound,
  unavailableInTier
} from '../protocol/errors.ts'
import { replicaTypes } from '../state/replica.ts'

/**
 * Inferred: a pool without replicas doesn't list itself.
 *
 * Source: API reference, ListUserPoolReplicas.
 */
export const listUserPoolReplicas: Operation = (request, state) => ({
  UserPoolReplicas: replicaTypes(state.account, poolOf(request, state))
})

/**
 * The new replica is INACTIVE, and a pool has one. The pool needs a key of the
 * customer that is in both Regions (developer guide, "Multi-Region replication");
 * the errors are inferred.
 *
 * Source: API reference, CreateUserPoolReplica.
 */
export const createUserPoolReplica: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const region = request.string('RegionName', { min: 5, max: 32 })
  if (pool.settings.tier === 'LITE')
    throw unavailableInTier('Multi-Region replication')
  if (region === state.account.region)
    throw invalidParameter('The pool is in this Region already.')
  const key = pool.settings.others['KeyConfiguration'] as
    { KeyType?: string } | undefined
  if (key?.KeyType !== 'CUSTOMER_MANAGED_KEY')
    throw invalidParameter(
      'A replica requires a multi-Region customer managed key.'
    )
  if (pool.replica !== undefined)
    throw limitExceeded('A user pool has one replica at most.')
  pool.replica = 'PRIMARY'
  pool.madeReplica = { region, status: 'INACTIVE' }
  const [, made] = replicaTypes(state.account, pool)
  return { UserPoolReplica: made }
}

/**
 * Activates or deactivates the secondary replica, "in both primary and secondary
 * regions". That no other Region is found is inferred.
 *
 * Source: API reference, UpdateUserPoolReplica.
 */
export const updateUserPoolReplica: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const region = request.string('RegionName', { min: 5, max: 32 })
  request.string('Status')
  const status = request.choice('Status', ['ACTIVE', 'INACTIVE']) ?? 'INACTIVE'
  const found = replicaTypes(state.account, pool).find(
    ({ Role, RegionName }) => Role === 'SECONDARY' && RegionName === region
  )
  if (found === undefined)
    throw resourceNotFound(`The pool has no replica in ${region}.`)
  pool.madeReplica = { region, status }
  return { UserPoolReplica: { ...found, Status: status } }
}
