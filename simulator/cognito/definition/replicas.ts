import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { replicaTypes } from '../state/replica.ts'

/**
 * That a pool which was never replicated doesn't list itself is inferred.
 *
 * Source: API reference, ListUserPoolReplicas.
 */
export const listUserPoolReplicas: Operation = (request, state) => ({
  UserPoolReplicas: replicaTypes(state.account, poolOf(request, state))
})
