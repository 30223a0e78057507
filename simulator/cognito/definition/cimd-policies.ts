import { invalidParameter, resourceNotFound } from '../protocol/errors.ts'
import type { StringShape } from '../protocol/members.ts'
import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { newClientId } from '../state/secrets.ts'
import type { CimdPolicy } from '../state/pool-definition.ts'
import { clientOf } from './clients.ts'
import { datesNow, listPage } from './list.ts'

const policyNameShape: StringShape = { min: 1, max: 32 }
const patternShape: StringShape = {
  min: 12,
  max: 256,
  pattern: /^https:\/\/[!$-;=@-[\]_a-z~]+$/
}

/** Source: botocore's service model, CreateCIMDPolicy. */
export const createCimdPolicy: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  const PolicyName = request.string('PolicyName', policyNameShape)
  const CacheDuration = request.optionalInteger(
    'CacheDuration',
    86_400,
    31_556_952
  )
  const URLPatterns = request.strings('URLPatterns', patternShape)
  if (URLPatterns.length < 1 || URLPatterns.length > 5)
    throw invalidParameter('A policy has one to five URL patterns.')
  const policy: CimdPolicy = {
    CIMDPolicyId: newClientId(state.random),
    ClientId,
    PolicyName,
    ...(CacheDuration !== undefined && { CacheDuration }),
    URLPatterns,
    ...datesNow(state)
  }
  pool.definition.cimdPolicies.set(policy.CIMDPolicyId, policy)
  return { CIMDPolicy: { UserPoolId: pool.id, ...policy } }
}

/** Source: botocore's service model, DescribeCIMDPolicy. */
export const describeCimdPolicy: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const id = request.string('CIMDPolicyId', { min: 1, max: 64 })
  const policy = pool.definition.cimdPolicies.get(id)
  if (policy === undefined)
    throw resourceNotFound(`CIMD policy ${id} does not exist.`)
  return { CIMDPolicy: { UserPoolId: pool.id, ...policy } }
}

/** Source: botocore's service model, ListCIMDPolicies. */
export const listCimdPolicies: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListCIMDPolicies',
    items: pool.definition.cimdPolicies,
    keyOf: policy => policy.CIMDPolicyId,
    results: [1, 60]
  })
  return {
    CIMDPolicies: items.map(({ URLPatterns: _, ...summary }) => summary),
    ...next
  }
}
