import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import { everyPool } from '../places.ts'
import type { Members, StringShape } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { Domain } from '../state/pool-definition.ts'
import { newClientId } from '../state/secrets.ts'

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
/** All prefixes of a Region share one distribution. */
const sharedCloudFront = 'd111111abcdef8.cloudfront.net'

/** "A custom domain has its own": another one each time that it is made. */
const newCloudFront = ({ random }: CognitoState) =>
  `d${newClientId(random).slice(0, 13)}.cloudfront.net`

/** Source: API reference, CreateUserPoolDomain. */
export const createUserPoolDomain: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const config = request.structure('CustomDomainConfig')
  const name = request.string('Domain', config ? hostShape : prefixShape)
  const ManagedLoginVersion =
    request.optionalInteger('ManagedLoginVersion', 1, 2) ?? 1
  if (ManagedLoginVersion === 2 && pool.settings.tier === 'LITE')
    throw unavailableInTier('Managed login')
  if (!config && /aws|amazon|cognito/.test(name))
    throw invalidParameter('Domain can not contain a reserved word.')
  checkCertificate(config, state)
  if (domainWith(state, name))
    throw invalidParameter('Domain already associated with another user pool.')
  if (pool.definition.domains.some(one => isCustom(one) === Boolean(config)))
    throw invalidParameter('User pool already has a domain configured.')
  const domain: Domain = {
    Domain: name,
    ManagedLoginVersion,
    ...request.kept(['CustomDomainConfig', 'Routing']),
    activeAt:
      state.account.clock.now() +
      (config ? state.facts.customDomainMs : state.facts.prefixDomainMs),
    cloudFront: config ? newCloudFront(state) : sharedCloudFront
  }
  pool.definition.domains.push(domain)
  return {
    ManagedLoginVersion,
    ...(config && { CloudFrontDomain: domain.cloudFront }),
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
  const { pool, domain, place } = found
  const { activeAt: _, cloudFront, ...described } = domain
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: place.account.accountId,
      S3Bucket: 'aws-cognito-prod-iad-assets',
      CloudFrontDistribution: cloudFront,
      Version: '20261101000000',
      Status: isActive(domain, state) ? 'ACTIVE' : 'CREATING',
      CustomDomainConfig: {},
      ...described
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

/** A prefix takes about a minute, a custom domain up to an hour. */
export const isActive = (domain: Domain, state: CognitoState) =>
  state.account.clock.now() >= domain.activeAt

/** "The certificate must be in us-east-1" of the same account. */
function checkCertificate(
  config: Members | undefined,
  state: CognitoState
): void {
  const arn = config?.string('CertificateArn', { min: 20, max: 2048 })
  if (arn === undefined) return
  const [, , , region, accountId] = arn.split(':')
  if (region !== 'us-east-1' || accountId !== state.account.accountId)
    throw invalidParameter(
      'Specified SSL certificate does not exist, is not in us-east-1, or is of another account.'
    )
}

/**
 * The pool that has the domain, of all accounts: a prefix is taken in its
 * Region, a custom domain everywhere.
 */
function domainWith(
  state: CognitoState,
  name: string
): { place: CognitoState; pool: Pool; domain: Domain } | undefined {
  for (const { place, pool } of everyPool(state))
    for (const domain of pool.definition.domains)
      if (
        domain.Domain === name &&
        (isCustom(domain) || place.account.region === state.account.region)
      )
        return { place, pool, domain }
  return undefined
}
