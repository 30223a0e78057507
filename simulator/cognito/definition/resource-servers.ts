import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  invalidParameter,
  limitExceeded,
  resourceNotFound
} from '../protocol/errors.ts'
import type { StringShape } from '../protocol/members.ts'
import type { ResourceServer } from '../state/pool-definition.ts'
import { listPage } from './list.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxServers = 25
const maxScopes = 100

const identifierShape: StringShape = {
  min: 1,
  max: 256,
  pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/
}
const nameShape: StringShape = {
  min: 1,
  max: 256,
  pattern: /^[\w\s+=,.@-]+$/
}
const scopeShape: StringShape = {
  min: 1,
  max: 256,
  pattern: /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/
}

/** Source: API reference, CreateResourceServer. */
export const createResourceServer: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { resourceServers } = pool.definition
  const server: ResourceServer = {
    Identifier: request.string('Identifier', identifierShape),
    Name: request.string('Name', nameShape),
    Scopes: request.structures('Scopes').map(scope => ({
      ScopeName: scope.string('ScopeName', scopeShape),
      ScopeDescription: scope.string('ScopeDescription', { min: 1, max: 256 })
    }))
  }
  if (server.Scopes.length > maxScopes)
    throw invalidParameter(`A resource server has ${maxScopes} scopes at most.`)
  if (resourceServers.has(server.Identifier))
    throw invalidParameter(
      `${server.Identifier} already exists in user pool ${pool.id}.`
    )
  if (resourceServers.size >= maxServers)
    throw limitExceeded(
      `The number of resource servers exceeds the limit of ${maxServers}.`
    )
  resourceServers.set(server.Identifier, server)
  return { ResourceServer: { UserPoolId: pool.id, ...server } }
}

/** Source: API reference, DescribeResourceServer. */
export const describeResourceServer: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const identifier = request.string('Identifier', identifierShape)
  const server = pool.definition.resourceServers.get(identifier)
  if (server === undefined)
    throw resourceNotFound(`Resource server ${identifier} does not exist.`)
  return { ResourceServer: { UserPoolId: pool.id, ...server } }
}

/** Source: API reference, ListResourceServers. */
export const listResourceServers: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListResourceServers',
    items: pool.definition.resourceServers,
    keyOf: server => server.Identifier,
    results: [1, 50]
  })
  return {
    ResourceServers: items.map(server => ({ UserPoolId: pool.id, ...server })),
    ...next
  }
}
