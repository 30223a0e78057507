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
import { expectList, sortedBy, unlessAbsent, type Source } from './source.ts'

/** GetUserPoolMfaConfig's answer without the SDK's metadata. */
export type CapturedMfaConfig = Omit<GetUserPoolMfaConfigResponse, '$metadata'>

/**
 * Which kinds of MFA the pool has set up, and how.
 *
 * Neither this nor DescribeUserPool's answer holds a secret. In both,
 * SmsConfiguration.ExternalId looks like a secret and stays: "AWS does not
 * treat the external ID as a secret" (IAM user guide), and without it, SMS
 * would fail in a re-created pool.
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

/** Where the pool's logs go; `null` if log delivery isn't set up. */
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

/** The tags of the pool, sorted by key. */
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

/** The replicas of the pool, the primary one included, sorted by Region. */
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
    return {
      items: expectList(answer.UserPoolReplicas),
      next: answer.NextToken
    }
  })
  return sortedBy(
    (await Array.fromAsync(pages)).flat(),
    replica => replica.RegionName
  )
}
