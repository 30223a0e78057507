import { isVerified } from './attributes.ts'
import type { PoolSettings } from './pool-settings.ts'
import type { User } from './user.ts'

/** Attributes whose values can stand for a username. */
export const identifying = [
  'email',
  'phone_number',
  'preferred_username'
] as const
export type IdentifyingAttribute = (typeof identifying)[number]

export interface Alias {
  attribute: IdentifyingAttribute
  /** The value for comparisons: in lower case in a pool that ignores case. */
  value: string
}

/**
 * The values, other than the username, by which the pool finds a user. No other
 * user of the pool can have them.
 *
 * Where e-mail or phone is the username itself (`UsernameAttributes`) the value
 * counts from the start; as an alias (`AliasAttributes`) only once verified. A
 * profile of an identity provider has its address from there, and never claims
 * it here.
 *
 * Source: developer guide, "Customizing sign-in attributes".
 */
export function aliasesOf(
  settings: PoolSettings,
  user: Pick<User, 'attributes' | 'status'>
): Alias[] {
  if (user.status === 'EXTERNAL_PROVIDER') return []
  const aliases: Alias[] = []
  for (const attribute of identifying) {
    const value = user.attributes.get(attribute)
    if (value === undefined) continue
    const isUsername = settings.usernameAttributes.some(
      name => name === attribute
    )
    const isAlias = settings.aliasAttributes.includes(attribute)
    const counts =
      isUsername ||
      (isAlias &&
        (attribute === 'preferred_username' ||
          isVerified(user.attributes, attribute)))
    if (counts) aliases.push({ attribute, value: comparable(settings, value) })
  }
  return aliases
}

/** A username or alias in the form in which the pool compares it. */
export function comparable(settings: PoolSettings, name: string): string {
  return settings.caseSensitive ? name : name.toLowerCase()
}
