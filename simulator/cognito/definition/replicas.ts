import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { replicaTypes } from '../state/replica.ts'

/**
 * Inferred: a pool without replicas doesn't list itself.
 *
 * Source: API reference, ListUserPoolReplicas.
 */
export const listUserPoolReplicas: Operation = (request, state) => ({
  UserPoolReplicas: replicaTypes(state.account, poolOf(request, state))
})
