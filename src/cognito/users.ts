import {
  ListUsersCommand,
  type UserType
} from '@aws-sdk/client-cognito-identity-provider'
import { listed, present, presentText } from './calls/answers.ts'
import { interleave } from './calls/interleave.ts'
import { listAllAgain, type Page } from './calls/pages.ts'
import type { PoolClient } from './calls/pool-client.ts'

/** Most users that ListUsers and ListUsersInGroup give a page. */
export const USERS_PER_PAGE = 60

/** A user as ListUsers tells of it. */
export interface PoolUser {
  username: string
  sub: string
  /** Cognito's UserStatus, such as CONFIRMED or EXTERNAL_PROVIDER. */
  status: string
  enabled: boolean
  createdAt: Date
  modifiedAt: Date
  /** All attributes but `sub`. */
  attributes: Readonly<Record<string, string>>
}

/** A page of users, and whether they may have been listed before. */
export interface UserPage {
  users: readonly PoolUser[]
  isAgain: boolean
  /** Where it is of a search by `sub`: what all of these begin with. */
  subPrefix?: string
}

/**
 * All users of the pool, or those that a filter finds, a page at a time. ListUsers
 * bills nobody as active, and without AttributesToGet it gives every attribute
 * ("Amazon Cognito returns an error if not all users in the results have set a
 * value for the attribute"). A token expires after an hour (developer guide,
 * searching for users); the chain then begins again.
 *
 * @param signal without one, the listing is finished, as a write is
 * @param filter such as `sub ^= "a"`
 * @throws AwsCallError; InvalidParameterException when the filter is refused
 */
export async function* listUsers(
  pool: PoolClient,
  signal: AbortSignal | undefined,
  filter?: string
): AsyncGenerator<UserPage> {
  const pages = listAllAgain('users', token =>
    fetchUsers(pool, signal, filter, token)
  )
  for await (const { items: users, isAgain } of pages) yield { users, isAgain }
}

/** `sub` begins with a hexadecimal digit, evenly spread. */
const FIRST_DIGITS = '0123456789abcdef'

/**
 * All users of the pool by sixteen filtered chains at once, which a single
 * chain's latency can't match. What the filter doesn't find is missing, so the
 * caller must hold the number against what is known of the pool.
 *
 * @throws AwsCallError, of the first chain that fails
 */
export function listUsersInChains(
  pool: PoolClient,
  signal: AbortSignal
): AsyncGenerator<UserPage> {
  const chains = Array.from(FIRST_DIGITS, digit =>
    listUsersBySub(pool, signal, digit)
  )
  return interleave(chains, chains.length)
}

async function* listUsersBySub(
  pool: PoolClient,
  signal: AbortSignal,
  subPrefix: string
): AsyncGenerator<UserPage> {
  const pages = listUsers(pool, signal, `sub ^= "${subPrefix}"`)
  for await (const page of pages) yield { ...page, subPrefix }
}

async function fetchUsers(
  pool: PoolClient,
  signal: AbortSignal | undefined,
  filter: string | undefined,
  token: string | undefined
): Promise<Page<PoolUser>> {
  const answer = await pool.call('ListUsers', client =>
    client.send(
      new ListUsersCommand({
        UserPoolId: pool.userPoolId,
        Limit: USERS_PER_PAGE,
        Filter: filter,
        PaginationToken: token
      }),
      signal === undefined ? {} : { abortSignal: signal }
    )
  )
  return {
    items: listed(present(answer.Users, 'Users'), 'Users').map(toPoolUser),
    next: answer.PaginationToken
  }
}

function toPoolUser(user: UserType): PoolUser {
  // Not assigned one by one to an object: a name could be `__proto__`. In the
  // order that records have them, which spares sorting them there.
  const attributes: [string, string][] = []
  let sub: string | undefined
  for (const { Name, Value } of listed(
    user.Attributes,
    'Attributes of a user'
  )) {
    if (Name === 'sub') sub = Value
    else
      attributes.push([presentText(Name, 'Name of an attribute'), Value ?? ''])
  }
  return {
    username: presentText(user.Username, 'Username of a user'),
    sub: presentText(sub, 'sub of a user'),
    status: presentText(user.UserStatus, 'UserStatus of a user'),
    enabled: present(user.Enabled, 'Enabled of a user'),
    createdAt: present(user.UserCreateDate, 'UserCreateDate of a user'),
    modifiedAt: present(
      user.UserLastModifiedDate,
      'UserLastModifiedDate of a user'
    ),
    attributes: Object.fromEntries(
      attributes.sort(([a], [b]) => (a < b ? -1 : 1))
    )
  }
}

/**
 * The user who has this value, as a listing shows it; a listing may lag behind.
 * A run that is told to stop still finishes this, to know what it did.
 *
 * @param attribute that ListUsers can search: username, email, phone_number, …
 * @throws AwsCallError
 */
export async function findUser(
  pool: PoolClient,
  attribute: string,
  value: string
): Promise<PoolUser | undefined> {
  const filter = filterFor(attribute, value)
  // A page may be empty and not be the last.
  for await (const { users } of listUsers(pool, undefined, filter)) {
    const found = users.find(
      user => (user.attributes[attribute] ?? user.username) === value
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** "Filter: Maximum length of 256" (ListUsers), in characters. */
const MOST_FILTER_CHARACTERS = 256

/**
 * A filter that finds who has the value; where that would be too long, one that
 * finds whoever has its beginning, which the value is among.
 */
function filterFor(attribute: string, value: string): string {
  // "Quotation marks within the filter string must be escaped" (ListUsers).
  const escaped = Array.from(value, character =>
    character.replace(/["\\]/, '\\$&')
  )
  const whole = `${attribute} = "${escaped.join('')}"`
  if (Array.from(whole).length <= MOST_FILTER_CHARACTERS) return whole
  const room = MOST_FILTER_CHARACTERS - `${attribute} ^= ""`.length
  // No more than two characters each, once escaped.
  return `${attribute} ^= "${escaped.slice(0, Math.floor(room / 2)).join('')}"`
}
