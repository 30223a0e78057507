import {
  AdminListGroupsForUserCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { AwsCallError } from '../shared/errors.ts'
import { given, listed, present, presentText } from './calls/answers.ts'
import { listAll, listAllAgain } from './calls/pages.ts'
import type { PoolClient } from './calls/pool-client.ts'
import { USERS_PER_PAGE } from './users.ts'

const GROUPS_PER_PAGE = 60

/** A group from ListGroups; fields that aren't set are `undefined`. */
export interface PoolGroup {
  name: string
  description: string | undefined
  precedence: number | undefined
  roleArn: string | undefined
  createdAt: Date
  modifiedAt: Date
}

/**
 * All groups of the pool in pages. A group may come twice.
 *
 * @throws AwsCallError; UserError `listing` or `cognito-answer`
 */
export async function* listGroups(
  pool: PoolClient,
  signal: AbortSignal
): AsyncGenerator<readonly PoolGroup[]> {
  const pages = listAllAgain('groups', async token => {
    const answer = await pool.call('ListGroups', client =>
      client.send(
        new ListGroupsCommand({
          UserPoolId: pool.userPoolId,
          Limit: GROUPS_PER_PAGE,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = listed(present(answer.Groups, 'Groups'), 'Groups').map(
      group => ({
        name: presentText(group.GroupName, 'GroupName of a group'),
        description: given(group.Description),
        precedence: given(group.Precedence),
        roleArn: given(group.RoleArn),
        createdAt: present(group.CreationDate, 'CreationDate of a group'),
        modifiedAt: present(
          group.LastModifiedDate,
          'LastModifiedDate of a group'
        )
      })
    )
    return { items, next: answer.NextToken }
  })
  for await (const { items } of pages) yield items
}

/**
 * The usernames of a group's members in pages.
 *
 * @throws AwsCallError, `ResourceNotFoundException` if the group is gone;
 *   UserError `listing` or `cognito-answer`
 */
export function listMembers(
  pool: PoolClient,
  groupName: string,
  signal: AbortSignal
): AsyncGenerator<readonly string[]> {
  return listAll('group members', async token => {
    const answer = await pool.call('ListUsersInGroup', client =>
      client.send(
        new ListUsersInGroupCommand({
          UserPoolId: pool.userPoolId,
          GroupName: groupName,
          Limit: USERS_PER_PAGE,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = listed(present(answer.Users, 'Users'), 'Users').map(user =>
      presentText(user.Username, 'Username of a member of a group')
    )
    return { items, next: answer.NextToken }
  })
}

/**
 * The names of a user's groups; none if the user is gone. Cognito may bill the
 * user as active: its pages don't say.
 *
 * @throws AwsCallError; UserError `listing` or `cognito-answer`
 */
export async function listGroupsOfUser(
  pool: PoolClient,
  username: string,
  signal: AbortSignal
): Promise<string[]> {
  const pages = listAll('groups of a user', async token => {
    const answer = await pool.call('AdminListGroupsForUser', client =>
      client.send(
        new AdminListGroupsForUserCommand({
          UserPoolId: pool.userPoolId,
          Username: username,
          Limit: GROUPS_PER_PAGE,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = listed(present(answer.Groups, 'Groups'), 'Groups').map(
      group => presentText(group.GroupName, 'GroupName of a group of a user')
    )
    return { items, next: answer.NextToken }
  })
  const names: string[] = []
  try {
    for await (const page of pages) names.push(...page)
  } catch (error) {
    const isGone =
      error instanceof AwsCallError && error.awsCode === 'UserNotFoundException'
    if (!isGone) throw error
    return []
  }
  return names
}

/**
 * Whether a listing of members failed because the group is gone: one that was
 * deleted after it was listed has no members any more.
 */
export function isGroupGone(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'ResourceNotFoundException'
  )
}
