import {
  GetLogDeliveryConfigurationCommand,
  GetUserPoolMfaConfigCommand,
  ListTagsForResourceCommand,
  ListUserPoolReplicasCommand,
  type GetUserPoolMfaConfigResponse,
  type LogDeliveryConfigurationType,
  type UserPoolReplicaType
} from '@aws-sdk/client-cognito-identity-provider'
import { listAll } from '../calls/pages.ts'
import {
  gather,
  sortedBy,
  toldList,
  unlessAbsent,
  type Source
} from './source.ts'

/** GetUserPoolMfaConfig's answer without the facts of the call. */
export type CapturedMfaConfig = Omit<GetUserPoolMfaConfigResponse, '$metadata'>

/**
 * Which kinds of MFA the pool has set up, and how.
 *
 * It holds no secret, and neither does DescribeUserPool's answer. In both,
 * SmsConfiguration.ExternalId looks like one and stays: whoever may see the role
 * of the pool sees it too ("AWS does not treat the external ID as a secret", IAM
 * user guide), and SMS would fail in a pool that is set up without it.
 */
export async function readMfaConfig({
  pool,
  signal
}: Source): Promise<CapturedMfaConfig> {
  const { $metadata: _, ...config } = await pool.call(
    'GetUserPoolMfaConfig',
    client =>
      client.send(
        new GetUserPoolMfaConfigCommand({ UserPoolId: pool.userPoolId }),
        { abortSignal: signal }
      )
  )
  return config
}

/** Where the pool's logs go; `null` when nowhere. */
export async function readLogDelivery({
  pool,
  signal
}: Source): Promise<LogDeliveryConfigurationType | null> {
  const answer = await unlessAbsent(
    pool.call('GetLogDeliveryConfiguration', client =>
      client.send(
        new GetLogDeliveryConfigurationCommand({
          UserPoolId: pool.userPoolId
        }),
        { abortSignal: signal }
      )
    )
  )
  return answer?.LogDeliveryConfiguration ?? null
}

/** The tags of the pool by key, sorted. */
export async function readTags(
  { pool, signal }: Source,
  poolArn: string
): Promise<Record<string, string>> {
  const { Tags } = await pool.call('ListTagsForResource', client =>
    client.send(new ListTagsForResourceCommand({ ResourceArn: poolArn }), {
      abortSignal: signal
    })
  )
  const sorted = Object.entries(Tags ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted)
}

/** The Regions that the pool is replicated to, the primary one among them. */
export async function readReplicas({
  pool,
  signal
}: Source): Promise<UserPoolReplicaType[]> {
  const pages = listAll('replicas', async token => {
    const answer = await pool.call('ListUserPoolReplicas', client =>
      client.send(
        new ListUserPoolReplicasCommand({
          UserPoolId: pool.userPoolId,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    return { items: toldList(answer.UserPoolReplicas), next: answer.NextToken }
  })
  return sortedBy(await gather(pages), replica => replica.RegionName)
}
