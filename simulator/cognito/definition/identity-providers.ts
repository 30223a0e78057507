import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  CognitoError,
  invalidParameter,
  limitExceeded,
  resourceNotFound
} from '../protocol/errors.ts'
import type { StringShape } from '../protocol/members.ts'
import type { IdentityProvider } from '../state/pool-definition.ts'
import { providerTypes } from '../state/pool-definition.ts'
import { datesNow, listPage } from './list.ts'
import { readMapping } from './attribute-mapping.ts'
import { readDetails, shownDetails } from './provider-details.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxProviders = 300

/** What DescribeIdentityProvider takes: older providers may have such names. */
const oldNameShape: StringShape = {
  min: 1,
  max: 32,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+$/u
}

/** What CreateIdentityProvider takes (ProviderNameTypeV2 of the model). */
const newNameShape: StringShape = {
  min: 1,
  max: 32,
  pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u
}

/** Source: API reference, CreateIdentityProvider. */
export const createIdentityProvider: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { identityProviders } = pool.definition
  const ProviderName = request.string('ProviderName', newNameShape)
  request.string('ProviderType')
  const ProviderType = request.choice('ProviderType', providerTypes) ?? 'OIDC'
  const ProviderDetails = readDetails(request, ProviderType)
  const AttributeMapping = readMapping(
    request,
    ProviderType,
    pool.settings.schema
  )
  const AcrMapping = request.optionalMap('AcrMapping')
  if (AcrMapping && ProviderType !== 'OIDC')
    throw invalidParameter('Only OIDC providers support AcrMapping.')
  const identifiers = request.strings('IdpIdentifiers', {
    min: 1,
    max: 40,
    pattern: /^[\w\s+=.@-]+$/
  })
  if (identityProviders.has(ProviderName))
    throw new CognitoError(
      'DuplicateProviderException',
      // Wording: aws-cloudformation/cloudformation-coverage-roadmap#1287.
      `${ProviderName} already exists in user pool ${pool.id}`
    )
  if (identityProviders.size >= maxProviders)
    throw limitExceeded(
      `The number of identity providers exceeds the limit of ${maxProviders}.`
    )
  for (const name of ['client_secret', 'private_key'])
    state.secrets.keep(ProviderDetails[name] ?? '')
  const provider: IdentityProvider = {
    ProviderName,
    ProviderType,
    ProviderDetails,
    ...(AttributeMapping && { AttributeMapping }),
    ...(AcrMapping && { AcrMapping }),
    ...(identifiers.length > 0 && { IdpIdentifiers: identifiers }),
    ...datesNow(state)
  }
  identityProviders.set(ProviderName, provider)
  return { IdentityProvider: identityProviderType(pool.id, provider) }
}

/** Source: API reference, DescribeIdentityProvider. */
export const describeIdentityProvider: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const name = request.string('ProviderName', oldNameShape)
  const provider = pool.definition.identityProviders.get(name)
  if (provider === undefined)
    throw resourceNotFound(`Identity provider ${name} does not exist.`)
  return { IdentityProvider: identityProviderType(pool.id, provider) }
}

/**
 * The identities of users at the provider stay as they are (inferred).
 * Source: API reference, DeleteIdentityProvider.
 */
export const deleteIdentityProvider: Operation = (request, state) => {
  const { definition } = poolOf(request, state)
  const name = request.string('ProviderName')
  if (!definition.identityProviders.delete(name))
    throw resourceNotFound(`Identity provider ${name} does not exist.`)
  return {}
}

/** Source: API reference, ListIdentityProviders. */
export const listIdentityProviders: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListIdentityProviders',
    items: pool.definition.identityProviders,
    keyOf: provider => provider.ProviderName,
    results: [0, 60]
  })
  return {
    Providers: items.map(provider => ({
      ProviderName: provider.ProviderName,
      ProviderType: provider.ProviderType,
      LastModifiedDate: provider.LastModifiedDate,
      CreationDate: provider.CreationDate
    })),
    ...next
  }
}

function identityProviderType(
  UserPoolId: string,
  provider: IdentityProvider
): object {
  const ProviderDetails = shownDetails(provider, UserPoolId)
  return { UserPoolId, ...provider, ProviderDetails }
}
