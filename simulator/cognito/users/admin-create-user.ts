import { randomBytes } from 'node:crypto'
import type { DeliveryMedium } from '../messages/messages.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  CognitoError,
  userNotFound,
  usernameExists
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import {
  attributeNameShape,
  passwordShape,
  usernameShape
} from '../protocol/shapes.ts'
import { checkVerifiedFlags, readAttributes } from '../state/attributes.ts'
import { checkPassword, setPassword } from '../state/password-policy.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { userType } from '../state/user.ts'
import {
  checkPreferredUsername,
  conflicts,
  isUsername
} from './alias-conflicts.ts'
import { changeUser, unverifyOthers } from './change-user.ts'
import { lettingInByCode } from './user-mfa.ts'
import { claimUsername } from './usernames.ts'

/** Source: API reference, AdminCreateUser. */
export const adminCreateUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const action = request.choice('MessageAction', ['RESEND', 'SUPPRESS'])
  if (action === 'RESEND') return resendInvitation(request, state, pool)

  const { user, takesAliases } = readNewUser(request, state, pool)
  const clientMetadata = request.optionalMap('ClientMetadata')
  // Inferred: the function runs after all other checks, and with SUPPRESS too.
  // By the documentation SUPPRESS only stops the message.
  state.triggers.run(pool, 'PreSignUp', user, {
    cause: 'AdminCreateUser',
    validationData: readValidationData(request),
    clientMetadata
  })
  if (action !== 'SUPPRESS')
    state.messages.invite(pool, user, readMediums(request), clientMetadata)
  if (takesAliases) unverifyOthers(state, pool, user)
  pool.users.add(user)
  state.lists.created(user)
  state.ledger.billed(user.sub)
  return { User: userType(user) }
}

/** All refusals come here, before any effect. */
function readNewUser(
  request: Members,
  state: CognitoState,
  pool: Pool
): { user: User; takesAliases: boolean } {
  const { settings } = pool
  const given = request.string('Username', usernameShape)
  const attributes = readAttributes(
    settings.schema,
    request.structures('UserAttributes'),
    'create'
  )
  for (const [name, value] of attributes)
    if (value === '') attributes.delete(name)
  const username = claimUsername(settings, given, attributes)
  checkVerifiedFlags(attributes)
  checkPreferredUsername(pool, attributes, false)

  const password = readTemporaryPassword(request, pool)
  const sub = state.newSub()
  const now = state.account.clock.now()
  const user: User = {
    sub,
    username: username ?? sub,
    attributes,
    status: password === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordHistory: undefined,
    mfa: undefined,
    groups: [],
    json: undefined
  }
  if (password !== undefined)
    setPassword(settings.passwordPolicy, user, password)
  if (pool.users.named(user.username))
    throw usernameExists('User account already exists')
  const takesAliases = request.boolean('ForceAliasCreation')
  checkAliases(pool, user, takesAliases)
  return { user, takesAliases }
}

/**
 * Without a password in the request, Cognito generates one. If users of the
 * pool can sign in with a code, the user gets no password and is confirmed:
 * this status is inferred from the CSV import.
 */
function readTemporaryPassword(
  request: Members,
  pool: Pool
): string | undefined {
  const { passwordPolicy } = pool.settings
  // A blank value means the same as none.
  if (request.optionalString('TemporaryPassword')) {
    const password = request.string('TemporaryPassword', passwordShape)
    checkPassword(passwordPolicy, password)
    return password
  }
  if (lettingInByCode(pool)) return undefined
  const filler = randomBytes(passwordPolicy.MinimumLength).toString('base64url')
  return `Aa1!${filler}`
}

/**
 * The parameter's documentation says AliasExistsException, the operation's
 * list of errors doesn't have it, and real pools answer UsernameExistsException
 * (boto/boto3#3213).
 */
function checkAliases(pool: Pool, user: User, takesAliases: boolean): void {
  for (const { alias } of conflicts(pool, user))
    if (!takesAliases || isUsername(pool, alias))
      throw usernameExists(
        `An account with the given ${alias.attribute} already exists.`
      )
}

function resendInvitation(
  request: Members,
  state: CognitoState,
  pool: Pool
): object {
  const user = pool.users.find(request.string('Username', usernameShape))
  if (user === undefined) throw userNotFound()
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    throw new CognitoError(
      'UnsupportedUserStateException',
      'Resend not possible. User status is not FORCE_CHANGE_PASSWORD'
    )
  const password = readTemporaryPassword(request, pool)
  state.messages.invite(
    pool,
    user,
    readMediums(request),
    request.optionalMap('ClientMetadata')
  )
  changeUser(state, pool, user, invited => {
    invited.password = password
  })
  state.ledger.billed(user.sub)
  return { User: userType(user) }
}

function readValidationData(
  request: Members
): Record<string, string> | undefined {
  if (!request.has('ValidationData')) return undefined
  return Object.fromEntries(
    request
      .structures('ValidationData')
      .map(item => [
        item.string('Name', attributeNameShape),
        item.optionalString('Value') ?? ''
      ])
  )
}

/** "The default value is SMS." */
function readMediums(request: Members): DeliveryMedium[] {
  const mediums = request.choices('DesiredDeliveryMediums', ['SMS', 'EMAIL'])
  return mediums.length > 0 ? mediums : ['SMS']
}
