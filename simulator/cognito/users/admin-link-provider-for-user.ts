import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  aliasExists,
  invalidParameter,
  limitExceeded,
  userNotFound
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import {
  federatedName,
  identitiesOf,
  identitiesText
} from '../state/identities.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { changeUser } from './change-user.ts'
import type { Source } from './link-source.ts'
import {
  linkedIdentity,
  ofThePool,
  ownProvider,
  profileOf,
  readSource
} from './link-source.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxLinkedIdentities = 5

/**
 * Links an identity that has not signed in yet to a user of the pool.
 *
 * Source: API reference, AdminLinkProviderForUser; developer guide, "Linking
 * federated users to an existing user profile". Real pools have shown the
 * wording for identities that are linked or have a profile; the other wordings
 * are inferred.
 */
export const adminLinkProviderForUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const destination = destinationIn(
    pool,
    request.requiredStructure('DestinationUser')
  )
  const source = readSource(pool, request.requiredStructure('SourceUser'))
  checkMutable(pool, destination)
  checkUnknown(pool, source, destination)
  const identities = identitiesOf(destination)
  if (identities.length >= maxLinkedIdentities)
    throw limitExceeded(
      `The number of identities linked to the user exceeds the limit of ${maxLinkedIdentities}.`
    )
  pool.linkAttributesOf(source.provider.ProviderName).add(source.attribute)
  identities.push(linkedIdentity(source, state.account.clock.now()))
  changeUser(state, pool, destination, user => {
    user.attributes.set('identities', identitiesText(identities))
  })
  state.ledger.billed(destination.sub)
  return {}
}

/**
 * "This user can be a local (Username + Password) Amazon Cognito user pools
 * user or a federated user." No other name than the username is valid.
 */
function destinationIn(pool: Pool, member: Members): User {
  const provider = member.string('ProviderName')
  const value = member.string('ProviderAttributeValue')
  const isOwn = provider === ownProvider
  const user = pool.users.named(isOwn ? value : federatedName(provider, value))
  if (user === undefined) throw userNotFound()
  if (isOwn === (user.status === 'EXTERNAL_PROVIDER'))
    throw invalidParameter(
      'Invalid DestinationUser: the user does not belong to the provider.'
    )
  return user
}

/**
 * "All attributes in the DestinationUser profile must be mutable. If you have
 * assigned the user any immutable custom attributes, the operation won't
 * succeed." The API reference of 2026 no longer has the sentence.
 */
function checkMutable({ settings }: Pool, destination: User): void {
  for (const name of destination.attributes.keys())
    if (name.includes(':') && settings.schema.get(name)?.Mutable === false)
      throw invalidParameter(
        'All attributes in the DestinationUser profile must be mutable.'
      )
}

/** "To link a federated user who has previously signed in, you must first delete their existing profile." */
function checkUnknown(pool: Pool, source: Source, destination: User): void {
  const { ProviderName } = source.provider
  const owner = pool.users.withIdentity(ProviderName, source.value)
  const profile = profileOf(pool, source)
  if (owner === destination)
    throw invalidParameter('SourceUser is already linked to DestinationUser')
  if (profile?.status === 'EXTERNAL_PROVIDER')
    throw invalidParameter(
      'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link'
    )
  if (profile !== undefined) throw ofThePool()
  if (owner !== undefined)
    throw aliasExists('SourceUser is already linked to another user.')
}
