import { GetProvisionedLimitCommand } from '@aws-sdk/client-cognito-identity-provider'
import { AwsCallError } from '../../shared/errors.ts'
import type { Log } from '../../shared/world.ts'
import type { PoolClient } from './pool-client.ts'
import type { QuotaCategory } from './quota-categories.ts'

/** The categories of this room's calls whose quota AWS raises on demand. */
export type AdjustableCategory = Extract<
  QuotaCategory,
  'UserCreation' | 'UserRead' | 'UserResourceRead'
>

/**
 * Asks Cognito for the account's real quota of a category, so that a run uses
 * what the account pays for. If the role may not ask or the endpoint can't
 * answer, the documented default stays (GetProvisionedLimit).
 *
 * @throws UserError `cancelled` or `out-of-time`, and for lost credentials
 */
export async function learnProvisionedLimit(
  pool: PoolClient,
  category: AdjustableCategory,
  log: Log,
  signal: AbortSignal
): Promise<void> {
  try {
    const answer = await pool.optional.call('GetProvisionedLimit', client =>
      client.send(
        new GetProvisionedLimitCommand({
          LimitDefinition: {
            LimitClass: 'API_CATEGORY',
            Attributes: { Category: category }
          }
        }),
        { abortSignal: signal }
      )
    )
    const perSecond = answer.Limit?.ProvisionedLimitValue
    if (perSecond === undefined || perSecond <= 0) return
    pool.learnQuota(category, perSecond)
    log.info(
      `Cognito says that the quota of ${category} is ${perSecond} requests/s`
    )
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error
    log.info(
      `Quota of ${category}: the documented default, because GetProvisionedLimit answered ${error.awsCode}`
    )
  }
}
