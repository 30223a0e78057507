type Attributes = Readonly<Record<string, string>>

/** A user's identity at another provider. */
export interface Identity {
  providerName: string
  userId: string
  /** The provider's own id, if Cognito says it (SAML). */
  issuer?: string
}

/**
 * The identities in a user's `identities` attribute, which Cognito writes as
 * JSON. Malformed identities are left out.
 */
export function identitiesOf(attributes: Attributes): Identity[] {
  const text = attributes['identities']
  if (text === undefined) return []
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((one: unknown) => {
    const { providerName, userId, issuer } = (one ?? {}) as Record<
      string,
      unknown
    >
    if (typeof providerName !== 'string') return []
    if (typeof userId !== 'string' || !isSendable(userId)) return []
    const isKnown = typeof issuer === 'string' && issuer !== ''
    return [{ providerName, userId, ...(isKnown ? { issuer } : {}) }]
  })
}

/**
 * Whether two identities, perhaps of different pools, are the same. Two providers
 * of one name can have different issuers.
 */
export function isSameIdentity(one: Identity, other: Identity): boolean {
  return (
    one.providerName === other.providerName &&
    one.userId === other.userId &&
    (one.issuer ?? other.issuer) === (other.issuer ?? one.issuer)
  )
}

/** "Maximum length of 131072" (ProviderUserIdentifierType). */
const MOST_USER_ID_CHARACTERS = 131_072

/** JSON can spell a lone surrogate, which can't be sent as UTF-8. */
function isSendable(userId: string): boolean {
  return userId.isWellFormed() && userId.length <= MOST_USER_ID_CHARACTERS
}

/**
 * The username that Cognito gives to the profile of an identity (developer
 * guide, linking federated users).
 */
export function profileName({ providerName, userId }: Identity): string {
  return `${providerName}_${userId}`
}

/**
 * Whether a user is the profile that Cognito made for an identity. The status
 * says so today. The username still says so if Cognito ever adds another
 * status.
 */
export function isProfile(user: {
  username: string
  status: string
  attributes: Attributes
}): boolean {
  if (user.status === 'EXTERNAL_PROVIDER') return true
  // A case-insensitive pool may write the provider in lower case.
  const name = user.username.toLowerCase()
  return identitiesOf(user.attributes).some(
    identity => profileName(identity).toLowerCase() === name
  )
}
