import type { Attributes } from './attributes.ts'

/** A user's identity at another provider. */
export interface Identity {
  providerName: string
  userId: string
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
    const { providerName, userId } = (one ?? {}) as Record<string, unknown>
    return typeof providerName === 'string' && typeof userId === 'string'
      ? [{ providerName, userId }]
      : []
  })
}

/**
 * The name of the profile that Cognito makes of an identity by itself
 * (developer guide, linking federated users).
 */
export function profileName({ providerName, userId }: Identity): string {
  return `${providerName}_${userId}`
}

/**
 * The name that a federated user is recreated under. Not its own: a native user
 * of that name keeps the identity from ever signing in again. The same for each
 * run, so that a second one finds the user.
 */
export function linkedName(sub: string): string {
  return `linked-${sub}`
}
