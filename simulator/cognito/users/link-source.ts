import {
  invalidParameter,
  limitExceeded,
  resourceNotFound
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { Identity } from '../state/identities.ts'
import { federatedName } from '../state/identities.ts'
import type { Pool } from '../state/pool.ts'
import type { IdentityProvider } from '../state/pool-definition.ts'
import type { User } from '../state/user.ts'

/** The identity at another provider that a request wants to link. */
export interface Source {
  provider: IdentityProvider
  /** `Cognito_Subject`, or an attribute that the provider fills in. */
  attribute: string
  value: string
}

/** Names at one provider that identities can be linked by, from the same page. */
const maxAttributeNames = 5

/** The claim that every provider has: whom its token is about. */
const subjectName = 'Cognito_Subject'

/** In requests the pool itself goes by this name. */
export const ownProvider = 'Cognito'

/** Throws for an identity that nothing can be linked to, whoever has it. */
export function readSource(pool: Pool, member: Members): Source {
  const name = member.string('ProviderName')
  const attribute = member.string('ProviderAttributeName')
  const value = member.string('ProviderAttributeValue', { min: 1 })
  if (name === ownProvider) throw ofThePool()
  const provider = pool.definition.identityProviders.get(name)
  if (provider === undefined)
    throw resourceNotFound(
      `The provider ${name} does not exist for User Pool ${pool.id}.`
    )
  checkAttributeName(pool, provider, attribute)
  return { provider, attribute, value }
}

export const ofThePool = () =>
  invalidParameter(
    'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser'
  )

/**
 * Social providers know no other name than `Cognito_Subject`; those of OIDC and
 * SAML any user pool attribute that a claim is mapped to.
 */
function checkAttributeName(
  pool: Pool,
  { ProviderName, ProviderType, AttributeMapping = {} }: IdentityProvider,
  attribute: string
): void {
  const isMapped =
    (ProviderType === 'OIDC' || ProviderType === 'SAML') &&
    Object.hasOwn(AttributeMapping, attribute)
  if (attribute !== subjectName && !isMapped)
    throw invalidParameter(
      `Invalid SourceUser: ${ProviderName} does not map the attribute ${attribute}.`
    )
  const used = pool.linkAttributesOf(ProviderName)
  if (!used.has(attribute) && used.size >= maxAttributeNames)
    throw limitExceeded(
      `The number of attribute names that link identities exceeds the limit of ${maxAttributeNames}.`
    )
}

/** The user whose profile the identity has, or has the name of. */
export function profileOf(
  pool: Pool,
  { provider: { ProviderName }, attribute, value }: Source
): User | undefined {
  if (attribute === subjectName)
    return pool.users.named(federatedName(ProviderName, value))
  for (const user of pool.users.all())
    if (
      user.status === 'EXTERNAL_PROVIDER' &&
      user.attributes.get(attribute) === value &&
      user.username.startsWith(federatedName(ProviderName, ''))
    )
      return user
  return undefined
}

/** Until somebody signs in, the value given is all that is known of them. */
export function linkedIdentity(
  { provider, value }: Source,
  dateCreated: number
): Identity {
  return {
    userId: value,
    providerName: provider.ProviderName,
    providerType: provider.ProviderType,
    issuer: issuerOf(provider),
    primary: false,
    dateCreated
  }
}

/** That a SAML provider goes by the address of its metadata is inferred. */
export function issuerOf(provider: IdentityProvider): string | null {
  return provider.ProviderType === 'SAML'
    ? (provider.ProviderDetails['MetadataURL'] ?? null)
    : null
}
