import {
  GetLogDeliveryConfigurationCommand,
  GetUserPoolMfaConfigCommand,
  ListTagsForResourceCommand,
  ListUserPoolReplicasCommand,
  type GetUserPoolMfaConfigResponse,
  type LogDeliveryConfigurationType,
  type UserPoolReplicaType
} from '@aws-sdk/client-cognito-identity-provider'
import {
  keepAnswer,
  keepDescribed,
  keepListed,
  noteAdded,
  sortedBy
} from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

export type CapturedMfaConfig = Stored<GetUserPoolMfaConfigResponse>

/**
 * Which kinds of MFA the pool has set up, and how.
 *
 * It holds no secret, and neither does DescribeUserPool's answer. In both,
 * SmsConfiguration.ExternalId looks like one and stays: a person who may see the role
 * of the pool sees it too ("AWS does not treat the external ID as a secret", IAM
 * user guide), and SMS would fail in a pool that is set up without it.
 */
export async function readMfaConfig(
  source: Source
): Promise<CapturedMfaConfig> {
  const operation = 'GetUserPoolMfaConfig'
  const { userPoolId } = source.pool
  const answer = await ask(
    source,
    operation,
    new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId })
  )
  return keepAnswer<GetUserPoolMfaConfigResponse>(
    source,
    'mfaConfig',
    operation,
    answer
  )
}

/** Where the pool's logs go; `null` when nowhere. */
export async function readLogDelivery(
  source: Source
): Promise<Stored<LogDeliveryConfigurationType> | null> {
  const operation = 'GetLogDeliveryConfiguration'
  const { userPoolId } = source.pool
  const answer = await unlessAbsent(
    ask(
      source,
      operation,
      new GetLogDeliveryConfigurationCommand({ UserPoolId: userPoolId })
    )
  )
  if (answer === undefined) return null
  const kept = keepDescribed<LogDeliveryConfigurationType>(
    source,
    'logDelivery',
    operation,
    answer
  )
  return kept ?? null
}

/** The tags of the pool by key, sorted. */
export async function readTags(
  source: Source,
  poolArn: string
): Promise<Record<string, string>> {
  const operation = 'ListTagsForResource'
  const { Tags, ...added } = await ask(
    source,
    operation,
    new ListTagsForResourceCommand({ ResourceArn: poolArn })
  )
  noteAdded(source.leftOut, 'tags', operation, added)
  const kept = keepAnswer<{ Tags?: Record<string, string> }>(
    source,
    'tags',
    operation,
    { Tags }
  )
  const sorted = Object.entries(kept.Tags ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1
  )
  return Object.fromEntries(sorted)
}

/** The Regions that the pool is replicated to, the primary one among them. */
export async function readReplicas(
  source: Source
): Promise<Stored<UserPoolReplicaType>[]> {
  const operation = 'ListUserPoolReplicas'
  const { userPoolId } = source.pool
  const replicas = await keepListed<UserPoolReplicaType>(
    source,
    'replicas',
    operation,
    token =>
      ask(
        source,
        operation,
        new ListUserPoolReplicasCommand({
          UserPoolId: userPoolId,
          NextToken: token
        })
      )
  )
  return sortedBy(replicas, replica => replica.RegionName)
}
