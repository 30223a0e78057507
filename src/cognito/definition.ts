import {
  DescribeUserPoolCommand,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import { present } from './answers.ts'
import type { PoolClient } from './pool-client.ts'

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
  passwordPolicy: PasswordPolicy
  /** DescribeUserPool's answer, word for word. */
  userPool: UserPoolType
}

export interface PasswordPolicy {
  minimumLength: number
}

/** Reads the definition of the pool. */
export async function describePool(pool: PoolClient): Promise<PoolDescription> {
  const answer = await pool.call('DescribeUserPool', client =>
    client.send(new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }))
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
    passwordPolicy: {
      minimumLength: userPool.Policies?.PasswordPolicy?.MinimumLength ?? 8
    },
    userPool
  }
}
