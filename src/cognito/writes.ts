import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import type { PoolClient } from './pool-client.ts'

/**
 * The writes of a restore. None takes an AbortSignal: a call that is under way
 * is finished, so that a cancelled run knows what it has done. None deletes.
 */

export type Attributes = Readonly<Record<string, string>>

export interface NewGroup {
  name: string
  description: string | null
  precedence: number | null
  roleArn: string | null
}

/** Creates a group. Throws AwsCallError. */
export async function createGroup(
  pool: PoolClient,
  group: NewGroup
): Promise<void> {
  await pool.call('CreateGroup', client =>
    client.send(
      new CreateGroupCommand({
        UserPoolId: pool.userPoolId,
        GroupName: group.name,
        Description: group.description ?? undefined,
        Precedence: group.precedence ?? undefined,
        RoleArn: group.roleArn ?? undefined
      })
    )
  )
}

/**
 * Creates a user in status FORCE_CHANGE_PASSWORD. SUPPRESS keeps Cognito from
 * sending an invitation; without ForceAliasCreation no verified e-mail address
 * or phone number moves away from another user. Counts the user as active.
 */
export async function createUser(
  pool: PoolClient,
  username: string,
  attributes: Attributes,
  temporaryPassword: string
): Promise<void> {
  await pool.call('AdminCreateUser', client =>
    client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        UserAttributes: toList(attributes),
        TemporaryPassword: temporaryPassword,
        MessageAction: 'SUPPRESS',
        ForceAliasCreation: false
      })
    )
  )
}

/** Sets a permanent password, which makes the user CONFIRMED. No message. */
export async function setPassword(
  pool: PoolClient,
  username: string,
  password: string
): Promise<void> {
  await pool.call('AdminSetUserPassword', client =>
    client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        Password: password,
        Permanent: true
      })
    )
  )
}

export async function updateAttributes(
  pool: PoolClient,
  username: string,
  attributes: Attributes
): Promise<void> {
  await pool.call('AdminUpdateUserAttributes', client =>
    client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        UserAttributes: toList(attributes)
      })
    )
  )
}

export async function disableUser(
  pool: PoolClient,
  username: string
): Promise<void> {
  await pool.call('AdminDisableUser', client =>
    client.send(
      new AdminDisableUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username
      })
    )
  )
}

/** Adds a user to a group; a membership that exists already is no error. */
export async function addToGroup(
  pool: PoolClient,
  username: string,
  groupName: string
): Promise<void> {
  await pool.call('AdminAddUserToGroup', client =>
    client.send(
      new AdminAddUserToGroupCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        GroupName: groupName
      })
    )
  )
}

function toList(attributes: Attributes) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}
