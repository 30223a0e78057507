import {
  DescribeUserPoolCommand,
  type LambdaConfigType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import {
  readAccountRecovery,
  type AccountRecovery
} from './account-recovery.ts'
import {
  given,
  listed,
  present,
  presentText,
  unusable
} from './calls/answers.ts'
import { answerInJson, type InJson } from './calls/json-answer.ts'
import { regionOfPool, type PoolClient } from './calls/pool-client.ts'
import { toSchema, type SchemaAttribute } from './schema.ts'

/** Facts from DescribeUserPool, as the other rooms use them. */
export interface PoolDescription {
  arn: string
  region: string
  accountId: string
  /** Cognito's estimate, which lags behind; `undefined` when it gives none. */
  estimatedNumberOfUsers: number | undefined
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
  /** `email`, `phone_number`: what users sign in with instead of a name. */
  usernameAttributes: readonly string[]
  /** `email`, `phone_number`, `preferred_username`: what they may also use. */
  aliasAttributes: readonly string[]
  caseSensitive: boolean
  /** Names of the attributes that users of this pool may have. */
  attributeNames: readonly string[]
  /** What the pool demands of each attribute. */
  schema: readonly SchemaAttribute[]
  /** `email`, `phone_number`: attributes that the pool verifies itself. */
  autoVerifiedAttributes: readonly string[]
  recovery: AccountRecovery
  /** Triggers with a Lambda function, such as `PreSignUp`; sorted. */
  lambdaTriggers: readonly string[]
  /** The feature plan; `undefined` if Cognito doesn't say. */
  tier: 'LITE' | 'ESSENTIALS' | 'PLUS' | undefined
  passwordPolicy: PasswordPolicy
  /** DescribeUserPool's answer, with members that the SDK doesn't know. */
  answer: Readonly<Record<string, unknown>>
  /** UserPool of the answer. */
  userPool: InJson<UserPoolType>
}

export interface PasswordPolicy {
  minimumLength: number
}

/**
 * Reads a pool's facts by DescribeUserPool.
 *
 * @param signal without one, the run waits for the answer even when cancelled
 * @throws AwsCallError; UserError `cognito-answer` for an answer that lacks a
 *   fact
 */
export async function describePool(
  pool: PoolClient,
  signal?: AbortSignal
): Promise<PoolDescription> {
  const command = new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId })
  answerInJson(command)
  const { $metadata: _, ...answer } = await pool.call(
    'DescribeUserPool',
    client =>
      client.send(command, signal === undefined ? {} : { abortSignal: signal })
  )
  const userPool = present(
    answer.UserPool as InJson<UserPoolType> | undefined,
    'UserPool'
  )
  const arn = presentText(userPool.Arn, 'Arn of the user pool')
  const [, region, accountId] = /^(?:[^:]*:){3}([^:]*):([^:]*)/.exec(arn) ?? []
  const schema = toSchema(userPool.SchemaAttributes)
  return {
    arn,
    // "arn:…:…::account:…" is an ARN too (ArnType).
    region: given(region) ?? regionOfPool(pool.userPoolId),
    accountId: present(accountId, 'an account in Arn of the user pool'),
    estimatedNumberOfUsers: toCount(userPool.EstimatedNumberOfUsers),
    mfa: toMfa(userPool.MfaConfiguration),
    usernameAttributes: listed(
      userPool.UsernameAttributes,
      'UsernameAttributes of the user pool'
    ),
    aliasAttributes: listed(
      userPool.AliasAttributes,
      'AliasAttributes of the user pool'
    ),
    // A pool without the setting is case sensitive (CreateUserPool).
    caseSensitive: userPool.UsernameConfiguration?.CaseSensitive ?? true,
    attributeNames: schema.map(({ name }) => name),
    schema,
    autoVerifiedAttributes: listed(
      userPool.AutoVerifiedAttributes,
      'AutoVerifiedAttributes of the user pool'
    ),
    recovery: readAccountRecovery(userPool),
    lambdaTriggers: triggersOf(userPool.LambdaConfig ?? {}),
    tier: userPool.UserPoolTier,
    passwordPolicy: {
      minimumLength: userPool.Policies?.PasswordPolicy?.MinimumLength ?? 8
    },
    answer: { ...answer },
    userPool
  }
}

/** Only a whole number from 0 on is an estimate. */
function toCount(estimate: unknown): number | undefined {
  return Number.isSafeInteger(estimate) && Number(estimate) >= 0
    ? Number(estimate)
    : undefined
}

/**
 * MFA decides which users are restored, so an unknown word is an error. A pool
 * that says nothing has MFA off.
 */
function toMfa(word: string | null | undefined): PoolDescription['mfa'] {
  const mfa = given(word) ?? 'OFF'
  if (mfa === 'OFF' || mfa === 'OPTIONAL' || mfa === 'ON') return mfa
  throw unusable('MfaConfiguration of the user pool')
}

/**
 * Leaves out KMSKeyID, which is the key of the custom senders. PreTokenGeneration
 * may be there twice, once with its version.
 */
function triggersOf(config: LambdaConfigType): string[] {
  const { KMSKeyID: _, ...triggers } = config
  const names = Object.entries(triggers)
    .filter(([, lambda]) => Boolean(lambda))
    .map(([name]) =>
      name.replace(/^PreTokenGenerationConfig$/, 'PreTokenGeneration')
    )
  return [...new Set(names)].sort()
}
