import {
  DescribeUserPoolCommand,
  type LambdaConfigType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import {
  readAccountRecovery,
  type AccountRecovery
} from './account-recovery.ts'
import { present } from './answers.ts'
import type { PoolClient } from './pool-client.ts'
import { toSchema, type SchemaAttribute } from './schema.ts'

/** What Cognito tells of a pool itself, and the facts that we act on. */
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
  /** The names of the attributes that users of this pool may have. */
  attributeNames: readonly string[]
  /** What the pool demands of each of them. */
  schema: readonly SchemaAttribute[]
  /** `email`, `phone_number`: what the pool verifies by itself. */
  autoVerifiedAttributes: readonly string[]
  recovery: AccountRecovery
  /** The triggers that have a Lambda function, such as `PreSignUp`; sorted. */
  lambdaTriggers: readonly string[]
  /** What features the pool has; `undefined` where Cognito doesn't say. */
  tier: 'LITE' | 'ESSENTIALS' | 'PLUS' | undefined
  passwordPolicy: PasswordPolicy
  /** DescribeUserPool's answer, as far as the SDK knows it. */
  userPool: UserPoolType
}

export interface PasswordPolicy {
  minimumLength: number
}

/** Reads the definition of the pool. */
export async function describePool(
  pool: PoolClient,
  signal?: AbortSignal
): Promise<PoolDescription> {
  const answer = await pool.call('DescribeUserPool', client =>
    client.send(
      new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }),
      signal === undefined ? {} : { abortSignal: signal }
    )
  )
  const userPool = present(answer.UserPool, 'UserPool')
  const arn = present(userPool.Arn, 'Arn')
  const [, , , region, accountId] = arn.split(':')
  return {
    arn,
    region: present(region, 'a region in Arn'),
    accountId: present(accountId, 'an account in Arn'),
    estimatedNumberOfUsers: userPool.EstimatedNumberOfUsers,
    mfa: userPool.MfaConfiguration ?? 'OFF',
    usernameAttributes: userPool.UsernameAttributes ?? [],
    aliasAttributes: userPool.AliasAttributes ?? [],
    // A pool without the setting is case sensitive (CreateUserPool).
    caseSensitive: userPool.UsernameConfiguration?.CaseSensitive ?? true,
    attributeNames: (userPool.SchemaAttributes ?? []).map(attribute =>
      present(attribute.Name, 'an attribute name')
    ),
    schema: toSchema(userPool.SchemaAttributes),
    autoVerifiedAttributes: userPool.AutoVerifiedAttributes ?? [],
    recovery: readAccountRecovery(userPool),
    lambdaTriggers: triggersOf(userPool.LambdaConfig ?? {}),
    tier: userPool.UserPoolTier,
    passwordPolicy: {
      minimumLength: userPool.Policies?.PasswordPolicy?.MinimumLength ?? 8
    },
    userPool
  }
}

/**
 * KMSKeyID is the key of the custom senders and no trigger. PreTokenGeneration
 * may stand there twice, once with its version.
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
