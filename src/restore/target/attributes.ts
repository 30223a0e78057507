import { isTrue } from '../../cognito/boolean-attributes.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'

export type Attributes = Readonly<Record<string, string>>

/** Attributes whose values can identify a user, besides the username. */
const SIGN_IN_ATTRIBUTES = ['email', 'phone_number'] as const

/** Whether a restore can write the attribute: Cognito alone sets the others. */
export function isWritable(name: string): boolean {
  return name !== 'sub' && name !== 'identities' && !name.startsWith('cognito:')
}

// A map, because an attribute may be called "constructor".
const VERIFIED: ReadonlyMap<string, string> = new Map([
  ['email_verified', 'email'],
  ['phone_number_verified', 'phone_number']
])

/** The attributes that a restore writes. Flags without an address go. */
export function writableAttributes(
  attributes: Attributes
): [name: string, value: string][] {
  return Object.entries(attributes).filter(([name]) => {
    const verifies = VERIFIED.get(name)
    // Cognito accepts a verified flag only together with its address.
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

/** A username or address in the form in which the pool compares it. */
export function fold(
  { caseSensitive }: Pick<PoolDescription, 'caseSensitive'>,
  value: string
): string {
  return caseSensitive ? value : value.toLowerCase()
}

/**
 * The sign-in values of a user, besides the username: each can belong to one
 * user of the pool only. An address that is the username counts at once, an
 * address that is an alias once it is verified, and `preferred_username` always
 * (developer guide, customizing sign-in attributes).
 *
 * @returns keys as signInKey makes them
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

/** A sign-in value with its attribute's name: "email:a@b.example". */
export function signInKey(
  pool: Pick<PoolDescription, 'caseSensitive'>,
  name: string,
  value: string
): string {
  return `${name}:${fold(pool, value)}`
}

/** The name of the attribute in a key that signInKey made. */
export function attributeOf(signInKey: string): string {
  return signInKey.slice(0, signInKey.indexOf(':'))
}

/**
 * The address to create a user by, in a pool whose usernames are addresses. A
 * verified address comes first.
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

/**
 * The username that a federated user is recreated under. It is not the user's
 * own: a native user of that name would keep the identity from ever signing in
 * again. It is the same in each run, so that a second run finds the user.
 *
 * @param sub of the user in the snapshot
 */
export function linkedName(sub: string): string {
  return `linked-${sub}`
}
