import { invalidParameter } from '../protocol/errors.ts'
import { isEmail, isPhoneNumber } from '../state/attributes.ts'
import type { PoolSettings } from '../state/pool-settings.ts'

/**
 * Returns the username of a new user. In a pool with usernames it is the given
 * name. In a pool that signs in by e-mail or phone, the value goes into that
 * attribute and the result is undefined: the username becomes the `sub`.
 *
 * Throws InvalidParameterException for a name of the wrong kind.
 * Source: developer guide, "Customizing sign-in attributes".
 */
export function claimUsername(
  settings: PoolSettings,
  given: string,
  attributes: Map<string, string>
): string | undefined {
  const { usernameAttributes, aliasAttributes } = settings
  if (usernameAttributes.length > 0) {
    const attribute = usernameAttributes.find(name => kinds[name].is(given))
    if (attribute === undefined) throw wrongKind(usernameAttributes)
    attributes.set(attribute, given)
    return undefined
  }
  // Such a username could be mistaken for an alias.
  for (const attribute of ['email', 'phone_number'] as const)
    if (aliasAttributes.includes(attribute) && kinds[attribute].is(given))
      throw invalidParameter(
        `Username cannot be of ${kinds[attribute].word} format, since user pool is configured for ${kinds[attribute].word} alias.`
      )
  return given
}

const kinds = {
  email: { is: isEmail, word: 'email', phrase: 'an email' },
  phone_number: {
    is: isPhoneNumber,
    word: 'phone number',
    phrase: 'a phone number'
  }
} as const

function wrongKind(expected: (keyof typeof kinds)[]): Error {
  const [only, ...others] = expected
  return invalidParameter(
    only !== undefined && others.length === 0
      ? `Username should be ${kinds[only].phrase}.`
      : 'Username should be either an email or a phone number.'
  )
}
