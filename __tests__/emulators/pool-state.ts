import {
  AdminListGroupsForUserCommand,
  ListGroupsCommand,
  ListUsersCommand,
  type GroupType,
  type UserType
} from '@aws-sdk/client-cognito-identity-provider'
import pMap from 'p-map'
import { cognito } from './emulator.ts'

export interface PoolUser {
  username: string
  sub: string
  status: string | undefined
  enabled: boolean | undefined
  createdAt: string | undefined
  modifiedAt: string | undefined
  /** Without `sub`. */
  attributes: Record<string, string>
  groups: string[]
}

export interface PoolGroup {
  name: string
  description: string | null
  precedence: number | null
  roleArn: string | null
}

export interface PoolState {
  users: PoolUser[]
  groups: PoolGroup[]
}

/**
 * What the emulator itself says of a pool, sorted by name. What is left empty of a
 * group counts as left out.
 *
 * @param client of the account that the pool is in
 */
export async function readPool(
  pool: string,
  client = cognito
): Promise<PoolState> {
  const [users, groups] = await Promise.all([
    readUsers(client, pool),
    readGroups(client, pool)
  ])
  return { users: users.sort(byKey('username')), groups }
}

async function readUsers(
  client: typeof cognito,
  UserPoolId: string
): Promise<PoolUser[]> {
  const users: UserType[] = []
  let PaginationToken: string | undefined
  do {
    const page = await client.send(
      new ListUsersCommand({ UserPoolId, PaginationToken, Limit: 60 })
    )
    users.push(...(page.Users ?? []))
    PaginationToken = page.PaginationToken
  } while (PaginationToken !== undefined)
  return pMap(users, user => toPoolUser(client, UserPoolId, user), {
    concurrency: 4
  })
}

async function toPoolUser(
  client: typeof cognito,
  pool: string,
  user: UserType
): Promise<PoolUser> {
  const { sub = '', ...attributes } = Object.fromEntries(
    (user.Attributes ?? []).map(({ Name = '', Value = '' }) => [Name, Value])
  )
  const username = user.Username ?? ''
  return {
    username,
    sub,
    status: user.UserStatus,
    enabled: user.Enabled,
    createdAt: user.UserCreateDate?.toISOString(),
    modifiedAt: user.UserLastModifiedDate?.toISOString(),
    attributes,
    groups: await groupsOf(client, pool, username)
  }
}

async function groupsOf(
  client: typeof cognito,
  pool: string,
  username: string
): Promise<string[]> {
  const names: string[] = []
  let NextToken: string | undefined
  do {
    const page = await client.send(
      new AdminListGroupsForUserCommand({
        UserPoolId: pool,
        Username: username,
        NextToken,
        Limit: 60
      })
    )
    names.push(...(page.Groups ?? []).map(group => group.GroupName ?? ''))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return names.sort()
}

async function readGroups(
  client: typeof cognito,
  UserPoolId: string
): Promise<PoolGroup[]> {
  const groups: GroupType[] = []
  let NextToken: string | undefined
  do {
    const page = await client.send(
      new ListGroupsCommand({ UserPoolId, NextToken, Limit: 60 })
    )
    groups.push(...(page.Groups ?? []))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return groups
    .map(group => ({
      name: group.GroupName ?? '',
      description: given(group.Description),
      precedence: group.Precedence ?? null,
      roleArn: given(group.RoleArn)
    }))
    .sort(byKey('name'))
}

function given(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** Sorts by UTF-16 code units, which no locale changes. */
export function byKey<K extends string>(key: K) {
  return (a: Record<K, string>, b: Record<K, string>) =>
    a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0
}
