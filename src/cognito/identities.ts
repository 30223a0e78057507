type Attributes = Readonly<Record<string, string>>

/** A user's identity at another provider. */
export interface Identity {
  providerName: string
  userId: string
  /** Who the provider is, where Cognito says it (SAML). */
  issuer?: string
}

/**
 * The identities in a user's `identities` attribute, which Cognito writes as
 * JSON. What can't be understood is left out.
 */
export function identitiesOf(attributes: Attributes): Identity[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(attributes['identities'] ?? '[]')
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
 * Whether two identities, maybe of two pools, are one. Providers of one name can
 * have different issuers.
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

/** Half a character, as JSON can spell it, is nothing that can be sent. */
function isSendable(userId: string): boolean {
  return userId.isWellFormed() && userId.length <= MOST_USER_ID_CHARACTERS
}

/**
 * The name of the profile that Cognito makes of an identity by itself
 * (developer guide, linking federated users).
 */
export function profileName({ providerName, userId }: Identity): string {
  return `${providerName}_${userId}`
}

/**
 * Whether a user is the profile that Cognito made of an identity. Its status says
 * so today; should Cognito come to have another for it, its name still does.
 */
export function isProfile(user: {
  username: string
  status: string
  attributes: Attributes
}): boolean {
  if (user.status === 'EXTERNAL_PROVIDER') return true
  // A pool that ignores case may write the provider in lower case.
  const name = user.username.toLowerCase()
  return identitiesOf(user.attributes).some(
    identity => profileName(identity).toLowerCase() === name
  )
}
