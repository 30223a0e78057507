import {
  isObject,
  textOf,
  type JsonObject
} from '../../compare/definition/json.ts'
import { withoutEmpty } from './without-empty.ts'

const ID = 'an id, which the new pool has of its own'
const STATE = 'a date, a count or a state, and no setting'
const OWN_CALL = 'another call sets it'
const WAITS = 'waits until the users are restored'

const READ_ONLY = {
  Id: ID,
  Arn: ID,
  Status: STATE,
  CreationDate: STATE,
  LastModifiedDate: STATE,
  EstimatedNumberOfUsers: STATE,
  SmsConfigurationFailure: STATE,
  EmailConfigurationFailure: STATE,
  Domain: OWN_CALL,
  CustomDomain: OWN_CALL
}

/** Members of UserPoolType that CreateUserPool isn't sent, and why. */
export const NOT_CREATED: Readonly<Record<string, string>> = {
  ...READ_ONLY,
  Name: 'PoolName has it',
  SchemaAttributes: 'Schema has some; AddCustomAttributes adds the others',
  MfaConfiguration: OWN_CALL,
  UserPoolTags: 'they are a part of their own',
  LambdaConfig: WAITS,
  DcrConfiguration: WAITS
}

const FOR_GOOD = 'what a pool is made with stays'

/** Members of UserPoolType that UpdateUserPool isn't sent, and why. */
export const NOT_UPDATED: Readonly<Record<string, string>> = {
  ...READ_ONLY,
  Name: FOR_GOOD,
  SchemaAttributes: FOR_GOOD,
  AliasAttributes: FOR_GOOD,
  UsernameAttributes: FOR_GOOD,
  UsernameConfiguration: FOR_GOOD
}

/** Old members, each with the one of VerificationMessageTemplate that repeats it. */
const REPEATED = {
  SmsVerificationMessage: 'SmsMessage',
  EmailVerificationMessage: 'EmailMessage',
  EmailVerificationSubject: 'EmailSubject'
}

/**
 * What of DescribeUserPool's answer a request may hold: without what is empty, and
 * without what Cognito refuses next to other settings.
 *
 * @param userPool a UserPoolType
 * @param left members that aren't sent
 */
export function poolSettings(
  userPool: JsonObject,
  left: Readonly<Record<string, string>>
): JsonObject {
  const template = objectIn(userPool, 'VerificationMessageTemplate')
  const isRepeated = (member: string) =>
    Object.entries(REPEATED).some(
      ([old, repeated]) => old === member && textOf(template[repeated]) !== ''
    )
  const settings = Object.entries(userPool).filter(
    ([member]) =>
      !Object.hasOwn(left, member) &&
      !isRepeated(member) &&
      // A pool of this plan has no names of its own there.
      !(member === 'AcrConfiguration' && isLite(userPool))
  )
  return withoutEmpty({
    ...Object.fromEntries(settings),
    AdminCreateUserConfig: adminCreateUserConfig(userPool)
  })
}

/**
 * Without the days that the password policy has, too. "Please use
 * TemporaryPasswordValidityDays in PasswordPolicy instead of
 * UnusedAccountValidityDays": https://github.com/aws/aws-sdk-js/issues/3817
 */
function adminCreateUserConfig(userPool: JsonObject): JsonObject {
  const config = objectIn(userPool, 'AdminCreateUserConfig')
  const policy = objectIn(objectIn(userPool, 'Policies'), 'PasswordPolicy')
  const { UnusedAccountValidityDays: _, ...others } = config
  return policy['TemporaryPasswordValidityDays'] === undefined ? config : others
}

export function isLite(userPool: JsonObject): boolean {
  return userPool['UserPoolTier'] === 'LITE'
}

/** A member that is an object; an empty one where there is none. */
export function objectIn(settings: JsonObject, member: string): JsonObject {
  const value = settings[member]
  return isObject(value) ? value : {}
}
