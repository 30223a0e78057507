import {
  ListUsersCommand,
  type UserType
} from '@aws-sdk/client-cognito-identity-provider'
import { present } from './answers.ts'
import { listAll } from './pages.ts'
import type { PoolClient } from './pool-client.ts'

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

/**
 * All users of the pool, a page at a time. ListUsers bills nobody as active, and
 * without AttributesToGet it gives every attribute ("Amazon Cognito returns an
 * error if not all users in the results have set a value for the attribute").
 */
export function listUsers(
  pool: PoolClient,
  signal: AbortSignal
): AsyncGenerator<readonly PoolUser[]> {
  return listAll('users', async token => {
    const answer = await pool.call('ListUsers', client =>
      client.send(
        new ListUsersCommand({
          UserPoolId: pool.userPoolId,
          Limit: USERS_PER_PAGE,
          PaginationToken: token
        }),
        { abortSignal: signal }
      )
    )
    return {
      items: present(answer.Users, 'Users').map(toPoolUser),
      next: answer.PaginationToken
    }
  })
}

function toPoolUser(user: UserType): PoolUser {
  const { sub, ...attributes } = Object.fromEntries(
    (user.Attributes ?? []).map(({ Name, Value }) => [
      present(Name, 'an attribute name'),
      Value ?? ''
    ])
  )
  return {
    username: present(user.Username, 'Username'),
    sub: present(sub, 'sub'),
    status: present(user.UserStatus, 'UserStatus'),
    enabled: present(user.Enabled, 'Enabled'),
    createdAt: present(user.UserCreateDate, 'UserCreateDate'),
    modifiedAt: present(user.UserLastModifiedDate, 'UserLastModifiedDate'),
    attributes
  }
}
