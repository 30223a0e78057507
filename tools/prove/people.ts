import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CreateIdentityProviderCommand,
  DeleteGroupCommand,
  DeleteIdentityProviderCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { present } from '../../src/cognito/calls/answers.ts'
import {
  createGroup,
  createUser,
  type Attributes
} from '../../src/cognito/writes.ts'
import { AwsCallError } from '../../src/shared/errors.ts'
import { newPassword } from '../../src/restore/apply/users/password.ts'
import type { RandomBytes } from '../../src/shared/world.ts'
import type { Lab, LabPool } from './lab.ts'
import { NotSettled } from './proof.ts'

/** What a run creates at most: each counts as a monthly active user. */
export const MOST_USERS = 65

/** A synthetic user, who is nobody. */
export interface Person {
  /** As Cognito has it. */
  username: string
  sub: string
}

/** A name that nobody has. */
export function randomName(randomBytes: RandomBytes): string {
  return `prove${Buffer.from(randomBytes(6)).toString('hex')}`
}

/** An address under a domain that takes no mail (RFC 2606). */
export function addressOf(name: string): string {
  return `${name}@example.com`
}

/** A number that is kept for fiction: 555-0100 to 555-0199. */
export function phoneNumber(randomBytes: RandomBytes): string {
  const [byte = 0] = randomBytes(1)
  return `+1202555${String(100 + (byte % 100)).padStart(4, '0')}`
}

/** An e-mail address that is verified, so that no code is ever sent to it. */
export function verified(address: string): Attributes {
  return { email: address, email_verified: 'true' }
}

/** A password that every policy takes, and nobody knows. */
export function passwordFor({ context }: Lab, pool: LabPool): string {
  const { minimumLength } = pool.description.passwordPolicy
  return newPassword(context.randomBytes, minimumLength)
}

/**
 * Creates a user as a restore does: no message is sent.
 *
 * @param username in a pool that signs in by e-mail, an address
 */
export async function newUser(
  lab: Lab,
  pool: LabPool,
  attributes: Attributes = {},
  username = randomName(lab.context.randomBytes)
): Promise<Person> {
  expectUser(lab, pool, username)
  for (const value of Object.values(attributes)) {
    if (value.length > 4) lab.personal.add(value)
  }
  const password = passwordFor(lab, pool)
  const user = await createUser(pool.client, username, attributes, password)
  lab.personal.add(user.username).add(present(user.sub, 'sub'))
  return { username: user.username, sub: present(user.sub, 'sub') }
}

/**
 * Says that a user may come to be under this name, by whatever call.
 *
 * @throws NotSettled past the most users that a run creates
 */
export function expectUser(lab: Lab, pool: LabPool, username: string): void {
  if (lab.made.count('user') >= MOST_USERS)
    throw new NotSettled(`a run creates ${MOST_USERS} users at most`)
  lab.personal.add(username)
  lab.made.add({
    what: 'user',
    goesWith: ownPool(pool),
    remove: () =>
      unlessGone(() =>
        pool.client.call('AdminDeleteUser', client =>
          client.send(
            new AdminDeleteUserCommand({
              UserPoolId: pool.client.userPoolId,
              Username: username
            })
          )
        )
      )
  })
}

/** Creates a group, and returns its name. */
export async function newGroup(lab: Lab, pool: LabPool): Promise<string> {
  const name = randomName(lab.context.randomBytes)
  lab.made.add({
    what: 'group',
    goesWith: ownPool(pool),
    remove: () =>
      unlessGone(() =>
        pool.client.call('DeleteGroup', client =>
          client.send(
            new DeleteGroupCommand({
              UserPoolId: pool.client.userPoolId,
              GroupName: name
            })
          )
        )
      )
  })
  const details = { description: null, precedence: null, roleArn: null }
  await createGroup(pool.client, { name, ...details })
  return name
}

/**
 * The name of an identity provider of the pool, which is made for all proofs. Its
 * client doesn't exist, so nobody can sign in by it.
 */
export function providerOf(lab: Lab, pool: LabPool): Promise<string> {
  const { userPoolId } = pool.client
  return lab.shared(`provider of ${userPoolId}`, async () => {
    const name = 'Google'
    const described = { UserPoolId: userPoolId, ProviderName: name }
    await pool.client.call('CreateIdentityProvider', client =>
      client.send(
        new CreateIdentityProviderCommand({
          ...described,
          ProviderType: 'Google',
          ProviderDetails: {
            client_id: 'cognito-backup-prove.apps.googleusercontent.com',
            client_secret: Buffer.from(lab.context.randomBytes(18)).toString(
              'hex'
            ),
            authorize_scopes: 'openid'
          }
        })
      )
    )
    lab.made.add({
      what: 'identity provider',
      goesWith: ownPool(pool),
      remove: () =>
        unlessGone(() =>
          pool.client.call('DeleteIdentityProvider', client =>
            client.send(new DeleteIdentityProviderCommand(described))
          )
        )
    })
    return name
  })
}

/** A user as Cognito knows them now, listings or not. */
export async function lookUp(pool: LabPool, username: string) {
  const answer = await pool.client.call('AdminGetUser', client =>
    client.send(
      new AdminGetUserCommand({
        UserPoolId: pool.client.userPoolId,
        Username: username
      })
    )
  )
  return {
    status: present(answer.UserStatus, 'UserStatus'),
    isEnabled: answer.Enabled === true,
    username: present(answer.Username, 'Username'),
    createdAt: present(answer.UserCreateDate, 'UserCreateDate'),
    factors: answer.UserMFASettingList ?? [],
    preferred: answer.PreferredMfaSetting,
    attributes: new Map(
      (answer.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])
    )
  }
}

/** The pool that takes what is in it along, if this run will delete it. */
function ownPool({ isOwn, client }: LabPool): string | undefined {
  return isOwn ? client.userPoolId : undefined
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    const name = error instanceof AwsCallError ? error.awsCode : ''
    if (!['UserNotFoundException', 'ResourceNotFoundException'].includes(name))
      throw error
  }
}
