import { readTags } from '../definition/tags.ts'
import { refuseDuringImport } from '../import/refuse-during-import.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import {
  checkHistoryTier,
  readPasswordPolicy
} from '../state/password-policy.ts'
import { Pool } from '../state/pool.ts'
import type { PoolSettings } from '../state/pool-settings.ts'
import {
  aliasAttributes,
  defaultSettings,
  mfaConfigurations,
  otherMembers,
  protections,
  sendingAccounts,
  tiers,
  usernameAttributes
} from '../state/pool-settings.ts'
import type { ReplicaRole } from '../state/replica.ts'
import {
  addCustomAttributes,
  createSchema,
  maxAddedAtOnce
} from '../state/schema.ts'
import { userPoolType } from './user-pool-type.ts'

/** Source: API reference, DescribeUserPool. */
export const describeUserPool: Operation = (request, state) => ({
  UserPool: userPoolType(poolOf(request, state))
})

/** Source: API reference, CreateUserPool. */
export const createUserPool: Operation = (request, state) => ({
  UserPool: userPoolType(newUserPool(request, state))
})

/** A pool as CreateUserPool makes it, on its own or a replica of another. */
export function newUserPool(
  request: Members,
  state: CognitoState,
  replica?: ReplicaRole
): Pool {
  const pool = new Pool(state.account, readSettings(request), replica)
  state.pools.set(pool.id, pool)
  return pool
}

/** Source: API reference, AddCustomAttributes. */
export const addCustomAttributesToPool: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const attributes = request.structures('CustomAttributes')
  if (attributes.length < 1 || attributes.length > maxAddedAtOnce)
    throw invalidParameter(
      `1 validation error detected: Value at 'customAttributes' failed to satisfy constraint: Member must have length between 1 and ${maxAddedAtOnce}`
    )
  refuseDuringImport(pool, state)
  addCustomAttributes(pool.settings.schema, attributes)
  pool.modifiedAt = state.account.clock.now()
  return {}
}

/** The settings of a CreateUserPool request; what it leaves out is default. */
function readSettings(request: Members): PoolSettings {
  const settings: PoolSettings = {
    ...defaultSettings(request.string('PoolName', { min: 1, max: 128 })),
    schema: createSchema(request.structures('Schema')),
    ...readPolicies(request.structure('Policies')),
    ...readSignIn(request),
    lambdaConfig: request.record('LambdaConfig'),
    tags: readTags(request.optionalMap('UserPoolTags') ?? {}),
    others: request.kept(otherMembers),
    adminCreateUserOnly:
      request
        .structure('AdminCreateUserConfig')
        ?.boolean('AllowAdminCreateUserOnly') ?? false,
    deletionProtection:
      request.choice('DeletionProtection', protections) ?? 'INACTIVE',
    tier: request.choice('UserPoolTier', tiers) ?? 'ESSENTIALS'
  }
  checkHistoryTier(settings.passwordPolicy, settings.tier)
  settings.emailSendingAccount =
    request
      .structure('EmailConfiguration')
      ?.choice('EmailSendingAccount', sendingAccounts) ?? 'COGNITO_DEFAULT'
  if (request.has('SmsConfiguration'))
    settings.smsConfiguration = request.record('SmsConfiguration')
  settings.mfa.configuration =
    request.choice('MfaConfiguration', mfaConfigurations) ?? 'OFF'
  // Cognito wants a factor set up first; which error it answers isn't known,
  // so a pool created with MFA gets authenticator apps as its factor.
  settings.mfa.softwareToken = settings.mfa.configuration !== 'OFF'
  // The text messages of MFA and of invitations come from the same sender.
  if (settings.mfa.softwareToken && settings.smsConfiguration)
    settings.mfa.sms = { SmsConfiguration: settings.smsConfiguration }
  return settings
}

function readPolicies(
  policies: Members | undefined
): Pick<PoolSettings, 'passwordPolicy' | 'firstFactors'> {
  const firstFactors =
    policies?.structure('SignInPolicy')?.strings('AllowedFirstAuthFactors') ??
    []
  return {
    passwordPolicy: readPasswordPolicy(policies?.structure('PasswordPolicy')),
    firstFactors: firstFactors.length > 0 ? firstFactors : ['PASSWORD']
  }
}

/** How people sign in: what no later call can change. */
function readSignIn(request: Members) {
  const signIn = {
    usernameAttributes: request.choices(
      'UsernameAttributes',
      usernameAttributes
    ),
    aliasAttributes: request.choices('AliasAttributes', aliasAttributes),
    autoVerifiedAttributes: request.choices(
      'AutoVerifiedAttributes',
      usernameAttributes
    ),
    caseSensitive:
      request
        .structure('UsernameConfiguration')
        ?.boolean('CaseSensitive', true) ?? true
  }
  if (signIn.usernameAttributes.length && signIn.aliasAttributes.length)
    throw invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.'
    )
  return signIn
}
