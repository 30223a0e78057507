import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'

/**
 * Pools here have no replicas in other regions. That such a pool doesn't list
 * itself either is inferred.
 *
 * Source: API reference, ListUserPoolReplicas.
 */
export const listUserPoolReplicas: Operation = (request, state) => {
  poolOf(request, state)
  return { UserPoolReplicas: [] }
}
