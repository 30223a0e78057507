import { AwsCallError } from '../../shared/errors.ts'
import {
  ListPointInTimeRecoveriesCommand,
  type RestorationDescriptionType
} from '../calls/unknown-operations.ts'
import { keepListed } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, type Source } from './source.ts'

/** Cognito's own recoveries of the pool to a point in time. */
export interface CapturedRecoveries {
  /** Whether the pool's plan has them. */
  available: boolean
  /** Those that there were, the newest first. */
  restorations: Stored<RestorationDescriptionType>[]
}

/** Reads which recoveries there were (ListPointInTimeRecoveries). */
export async function readRecoveries(
  source: Source
): Promise<CapturedRecoveries> {
  const operation = 'ListPointInTimeRecoveries'
  const { userPoolId: UserPoolId } = source.pool
  try {
    const restorations = await keepListed<RestorationDescriptionType>(
      source,
      'recoveries',
      operation,
      token =>
        ask(
          source,
          operation,
          new ListPointInTimeRecoveriesCommand({
            UserPoolId,
            MaxResults: 60,
            NextToken: token
          })
        )
    )
    return { available: true, restorations }
  } catch (error) {
    const isOfPlan =
      error instanceof AwsCallError &&
      error.awsCode === 'FeatureUnavailableInTierException'
    if (!isOfPlan) throw error
    return { available: false, restorations: [] }
  }
}
