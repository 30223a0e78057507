import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { StringShape } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { Domain } from '../state/pool-definition.ts'

const prefixShape: StringShape = {
  min: 1,
  max: 63,
  pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
}
const hostShape: StringShape = {
  min: 1,
  max: 253,
  pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/
}
const cloudFront = 'd111111abcdef8.cloudfront.net'

/** Source: API reference, CreateUserPoolDomain. */
export const createUserPoolDomain: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const config = request.structure('CustomDomainConfig')
  config?.string('CertificateArn', { min: 20, max: 2048 })
  const name = request.string('Domain', config ? hostShape : prefixShape)
  const ManagedLoginVersion =
    request.optionalInteger('ManagedLoginVersion', 1, 2) ?? 1
  if (ManagedLoginVersion === 2 && pool.settings.tier === 'LITE')
    throw unavailableInTier('Managed login')
  if (!config && /aws|amazon|cognito/.test(name))
    throw invalidParameter('Domain can not contain a reserved word.')
  if (domainWith(state, name))
    throw invalidParameter('Domain already associated with another user pool.')
  if (pool.definition.domains.some(one => isCustom(one) === Boolean(config)))
    throw invalidParameter('User pool already has a domain configured.')
  const domain: Domain = {
    Domain: name,
    ManagedLoginVersion,
    ...request.kept(['CustomDomainConfig', 'Routing'])
  }
  pool.definition.domains.push(domain)
  return {
    ManagedLoginVersion,
    ...(config && { CloudFrontDomain: cloudFront }),
    ...(domain.Routing !== undefined && { Routing: domain.Routing })
  }
}

/**
 * For a domain that no pool has, AWS answers a description without members. The
 * API reference doesn't say so; Terraform's provider relies on it.
 *
 * Source: API reference, DescribeUserPoolDomain.
 */
export const describeUserPoolDomain: Operation = (request, state) => {
  const name = request.string('Domain', { min: 1, max: 253 })
  const found = domainWith(state, name)
  if (found === undefined) return { DomainDescription: {} }
  const { pool, domain } = found
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: state.account.accountId,
      S3Bucket: 'aws-cognito-prod-iad-assets',
      CloudFrontDistribution: cloudFront,
      Version: '20261101000000',
      Status: 'ACTIVE',
      CustomDomainConfig: {},
      ...domain
    }
  }
}

/** The members about domains in a description of the pool. */
export function domainMembers(pool: Pool): object {
  return Object.fromEntries(
    pool.definition.domains.map(domain => [
      isCustom(domain) ? 'CustomDomain' : 'Domain',
      domain.Domain
    ])
  )
}

const isCustom = (domain: Domain) => domain.CustomDomainConfig !== undefined

/** Finds the one pool, of all accounts, that has the domain. */
function domainWith(
  state: CognitoState,
  name: string
): { pool: Pool; domain: Domain } | undefined {
  for (const pool of state.pools.values())
    for (const domain of pool.definition.domains)
      if (domain.Domain === name) return { pool, domain }
  return undefined
}
