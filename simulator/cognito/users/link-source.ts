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

/** The most names at one provider for links, from the same page. */
const maxAttributeNames = 5

/** The claim of every provider that identifies the user. */
const subjectName = 'Cognito_Subject'

/** The name of the pool itself in requests. */
export const ownProvider = 'Cognito'

/** Throws for an identity that no user can be linked to. */
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
 * Social providers have no other name than `Cognito_Subject`. OIDC and SAML
 * providers have any user pool attribute with a mapped claim.
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

/** The user with the profile of the identity, or with its name. */
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

/** Before the first sign-in the value of the link is all that Cognito knows. */
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

/** Inferred: the issuer of a SAML provider is the address of its metadata. */
export function issuerOf(provider: IdentityProvider): string | null {
  return provider.ProviderType === 'SAML'
    ? (provider.ProviderDetails['MetadataURL'] ?? null)
    : null
}
