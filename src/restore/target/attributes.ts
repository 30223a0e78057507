import { isTrue } from '../../cognito/boolean-attributes.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'

export type Attributes = Readonly<Record<string, string>>

/** Attributes whose values can stand for a user, beside the username. */
const SIGN_IN_ATTRIBUTES = ['email', 'phone_number'] as const

/** `sub` is Cognito's to give, and the others are Cognito's to keep. */
export function isWritable(name: string): boolean {
  return name !== 'sub' && name !== 'identities' && !name.startsWith('cognito:')
}

// A map, because an attribute may be called "constructor".
const VERIFIED: ReadonlyMap<string, string> = new Map([
  ['email_verified', 'email'],
  ['phone_number_verified', 'phone_number']
])

/** The attributes that a restore writes, without flags that speak of nothing. */
export function writableAttributes(
  attributes: Attributes
): [name: string, value: string][] {
  return Object.entries(attributes).filter(([name]) => {
    const verifies = VERIFIED.get(name)
    // Cognito takes a verified flag only with the value that it speaks of.
    return isWritable(name) && (verifies === undefined || attributes[verifies])
  })
}

export function isVerified(attributes: Attributes, name: string): boolean {
  return isTrue(attributes[`${name}_verified`])
}

/** Whether there is an e-mail address or a phone number that is verified. */
export function hasVerifiedAddress(attributes: Attributes): boolean {
  return SIGN_IN_ATTRIBUTES.some(
    name => attributes[name] && isVerified(attributes, name)
  )
}

/** How a pool compares the names and addresses of its users. */
export function fold(
  { caseSensitive }: Pick<PoolDescription, 'caseSensitive'>,
  value: string
): string {
  return caseSensitive ? value : value.toLowerCase()
}

/**
 * The values, beside the username, under which Cognito finds a user and which no
 * other user of the pool can have: where e-mail or phone is the username itself
 * they count from the start, as aliases once they are verified, and
 * `preferred_username` always (developer guide, customizing sign-in attributes).
 */
export function signInValues(
  pool: Pick<
    PoolDescription,
    'usernameAttributes' | 'aliasAttributes' | 'caseSensitive'
  >,
  attributes: Attributes
): string[] {
  const names = [
    ...SIGN_IN_ATTRIBUTES.filter(
      name =>
        pool.usernameAttributes.includes(name) ||
        (pool.aliasAttributes.includes(name) && isVerified(attributes, name))
    ),
    ...pool.aliasAttributes.filter(name => name === 'preferred_username')
  ]
  return names.flatMap(name => {
    const value = attributes[name]
    return value ? [signInKey(pool, name, value)] : []
  })
}

/** A sign-in value with the attribute that it is of, as one text. */
export function signInKey(
  pool: Pick<PoolDescription, 'caseSensitive'>,
  name: string,
  value: string
): string {
  return `${name}:${fold(pool, value)}`
}

/** The attribute that a sign-in value is of. */
export function attributeOf(signInKey: string): string {
  return signInKey.slice(0, signInKey.indexOf(':'))
}

/**
 * The value that a user of a pool without usernames is created by: one that the
 * pool signs in with, a verified one first.
 */
export function nameToCreateBy(
  pool: Pick<PoolDescription, 'usernameAttributes'>,
  attributes: Attributes
): string | undefined {
  const names = SIGN_IN_ATTRIBUTES.filter(
    name => pool.usernameAttributes.includes(name) && attributes[name]
  )
  const [first] = [
    ...names.filter(name => isVerified(attributes, name)),
    ...names
  ]
  return first === undefined ? undefined : attributes[first]
}
