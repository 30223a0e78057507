import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminLinkProviderForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import type { PoolClient } from './calls/pool-client.ts'
import { toNewAttribute, type SchemaAttribute } from './schema.ts'

/**
 * The writes of a restore; each throws AwsCallError. None takes an AbortSignal: a
 * cancelled run finishes its calls, to know what it has done. If an answer takes
 * too long after a cancellation, the call throws StoppedCallError. None deletes a
 * user, a group, an attribute or a link. Only removeFromGroup takes something
 * away, a membership, for `existing-users: update`.
 */

export type Attributes = Readonly<Record<string, string>>

/** Cognito's names for a new user. */
export interface CreatedUser {
  username: string
  sub: string | undefined
}

/** Factors that an administrator can turn on without a secret. */
export type MfaFactor = 'SMS_MFA' | 'EMAIL_OTP'

/** A person as an identity provider knows them. */
export interface LinkedIdentity {
  providerName: string
  userId: string
}

/** "CustomAttributes: 1 to 25 items" (AddCustomAttributes). */
const MOST_NEW_ATTRIBUTES = 25

export interface NewGroup {
  name: string
  description: string | null
  precedence: number | null
  roleArn: string | null
}

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
 * sending an invitation. Without ForceAliasCreation, no verified e-mail address
 * or phone number moves away from another user. AWS bills the user as active.
 *
 * @param username in a pool that signs in by e-mail or phone: that value
 * @returns the username and sub that Cognito made; the given username if Cognito
 *   doesn't say
 */
export async function createUser(
  pool: PoolClient,
  username: string,
  attributes: Attributes,
  temporaryPassword: string
): Promise<CreatedUser> {
  const { User: user } = await pool.call('AdminCreateUser', client =>
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
  return {
    username: user?.Username ?? username,
    sub: user?.Attributes?.find(({ Name }) => Name === 'sub')?.Value
  }
}

/**
 * Sets a permanent password, which makes the user CONFIRMED. Sends no message.
 */
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

export async function enableUser(
  pool: PoolClient,
  username: string
): Promise<void> {
  await pool.call('AdminEnableUser', client =>
    client.send(
      new AdminEnableUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username
      })
    )
  )
}

/**
 * Turns on these factors and leaves the others alone. It never sends settings for
 * authenticator apps: Cognito refuses them, even "off", for users without an app.
 *
 * @param preferred one of the factors, or `null` for none
 */
export async function setMfaPreference(
  pool: PoolClient,
  username: string,
  mfa: {
    factors: readonly MfaFactor[]
    preferred: MfaFactor | null
  }
): Promise<void> {
  const settings = (factor: MfaFactor) =>
    mfa.factors.includes(factor)
      ? { Enabled: true, PreferredMfa: mfa.preferred === factor }
      : undefined
  await pool.call('AdminSetUserMFAPreference', client =>
    client.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        SMSMfaSettings: settings('SMS_MFA'),
        EmailMfaSettings: settings('EMAIL_OTP')
      })
    )
  )
}

/**
 * Links a person's identity at a provider to this user of the pool.
 * Cognito_Subject is the provider's own id of the person, the one claim that
 * every kind of provider has (AdminLinkProviderForUser).
 */
export async function linkIdentity(
  pool: PoolClient,
  username: string,
  { providerName, userId }: LinkedIdentity
): Promise<void> {
  await pool.call('AdminLinkProviderForUser', client =>
    client.send(
      new AdminLinkProviderForUserCommand({
        UserPoolId: pool.userPoolId,
        DestinationUser: {
          ProviderName: 'Cognito',
          ProviderAttributeValue: username
        },
        SourceUser: {
          ProviderName: providerName,
          ProviderAttributeName: 'Cognito_Subject',
          ProviderAttributeValue: userId
        }
      })
    )
  )
}

/** Adds a user to a group. An existing membership is no error. */
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

/** Removes a user from a group. The only write that takes something away. */
export async function removeFromGroup(
  pool: PoolClient,
  username: string,
  groupName: string
): Promise<void> {
  await pool.call('AdminRemoveUserFromGroup', client =>
    client.send(
      new AdminRemoveUserFromGroupCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        GroupName: groupName
      })
    )
  )
}

/**
 * Adds custom attributes to the pool, for good: "You can't remove or change it
 * after you add it" (developer guide, user pool attributes). A call adds all 25
 * of its attributes or none; a failure may come between two calls.
 *
 * @param attributes names with their prefix, as in toSchema
 */
export async function addCustomAttributes(
  pool: PoolClient,
  attributes: readonly SchemaAttribute[]
): Promise<void> {
  for (let at = 0; at < attributes.length; at += MOST_NEW_ATTRIBUTES) {
    const some = attributes.slice(at, at + MOST_NEW_ATTRIBUTES)
    await pool.call('AddCustomAttributes', client =>
      client.send(
        new AddCustomAttributesCommand({
          UserPoolId: pool.userPoolId,
          CustomAttributes: some.map(toNewAttribute)
        })
      )
    )
  }
}

function toList(attributes: Attributes) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}
