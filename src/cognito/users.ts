import {
  ListUsersCommand,
  type UserType
} from '@aws-sdk/client-cognito-identity-provider'
import { listed, present, presentText } from './calls/answers.ts'
import { interleave } from './calls/interleave.ts'
import { listAllAgain, type Page } from './calls/pages.ts'
import type { PoolClient } from './calls/pool-client.ts'
import { filterFor } from './user-filters.ts'

/** The most users on a page of ListUsers and ListUsersInGroup. */
export const USERS_PER_PAGE = 60

/** A user from ListUsers. */
export interface PoolUser {
  username: string
  sub: string
  /** Cognito's UserStatus, such as CONFIRMED or EXTERNAL_PROVIDER. */
  status: string
  enabled: boolean
  createdAt: Date
  modifiedAt: Date
  /** All attributes except `sub`. */
  attributes: Readonly<Record<string, string>>
}

/** A page of users. `isAgain`: they may have been listed before. */
export interface UserPage {
  users: readonly PoolUser[]
  isAgain: boolean
  /** In a search by `sub`: the beginning of all these subs. */
  subPrefix?: string
}

/**
 * All users of the pool, or those that a filter finds, in pages. ListUsers bills
 * no user as active. Without AttributesToGet it gives every attribute; with it,
 * "Amazon Cognito returns an error if not all users in the results have set a
 * value for the attribute". A token expires after an hour (developer guide,
 * searching for users); then the listing starts over.
 *
 * @param signal without one, a cancelled run finishes the listing
 * @param filter such as `sub ^= "a"`
 * @throws AwsCallError, `InvalidParameterException` if Cognito refuses the
 *   filter; UserError `listing` or `cognito-answer`
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

/** The first digits of subs, which are spread evenly. */
const FIRST_DIGITS = '0123456789abcdef'

/**
 * All users of the pool by sixteen filtered chains at once, because a single
 * chain is slow: each page waits for the one before. Users that no filter finds
 * are missing, so the caller must compare the number with Cognito's estimate.
 *
 * @throws as listUsers, for the first chain that fails
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
  // Not assigned to an object one by one: a name could be `__proto__`. Sorted as
  // records have them, which spares sorting there.
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
 * The user with this value. A listing may lag behind the pool. A cancelled run
 * still finishes this call, to know what it did.
 *
 * @param attribute one that ListUsers can search: username, email,
 *   phone_number, …
 * @returns `undefined` if the listing shows no such user
 * @throws AwsCallError
 */
export async function findUser(
  pool: PoolClient,
  attribute: string,
  value: string
): Promise<PoolUser | undefined> {
  const filter = filterFor(attribute, value)
  // An empty page needn't be the last.
  for await (const { users } of listUsers(pool, undefined, filter)) {
    const found = users.find(
      user => (user.attributes[attribute] ?? user.username) === value
    )
    if (found !== undefined) return found
  }
  return undefined
}
