import type { User } from './user.ts'

/** One entry of the JSON text that the `identities` attribute holds. */
export interface Identity {
  /** The `user_id` at the identity provider. */
  userId: string
  providerName: string
  providerType: string
  /** The entity id of a SAML provider; null for any other. */
  issuer: string | null
  /** True for the identity that made the profile, false for a linked one. */
  primary: boolean
  /** Milliseconds since the epoch. */
  dateCreated: number
}

/**
 * The identities at other providers that sign in as this user. Only a test can
 * store another text than Cognito writes: it counts as no identities.
 */
export function identitiesOf({
  attributes
}: Pick<User, 'attributes'>): Identity[] {
  const text = attributes.get('identities')
  if (text === undefined) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter(isIdentity) : []
  } catch {
    return []
  }
}

export const identitiesText = (identities: readonly Identity[]) =>
  JSON.stringify(identities)

/** A key that only one identity has. */
export const identityKey = (providerName: string, userId: string) =>
  `${providerName}\u0000${userId}`

/**
 * The username of the profile that Cognito makes for an identity at its first
 * sign-in. Source: developer guide, "Linking federated users to an existing
 * user profile".
 */
export const federatedName = (providerName: string, userId: string) =>
  `${providerName}_${userId}`

function isIdentity(value: unknown): value is Identity {
  const { userId, providerName } = (value ?? {}) as Partial<Identity>
  return typeof userId === 'string' && typeof providerName === 'string'
}
