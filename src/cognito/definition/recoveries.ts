import { AwsCallError } from '../../shared/errors.ts'
import type { Answer } from '../calls/json-answer.ts'
import {
  ListPointInTimeRecoveriesCommand,
  type RestorationDescriptionType
} from '../calls/unknown-operations.ts'
import { keepListed, type AskPage } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, type Source } from './source.ts'

const OPERATION = 'ListPointInTimeRecoveries'

/** Cognito's own recoveries of the pool to a point in time. */
export interface CapturedRecoveries {
  /** Whether the pool's plan has them. */
  available: boolean
  /** Those that there were, the newest first. */
  restorations: Stored<RestorationDescriptionType>[]
}

/** Asks for each page of the recoveries once, however often it is read. */
export function recoveryPages(source: Source): AskPage {
  const { userPoolId: UserPoolId } = source.pool
  const asked = new Map<string | undefined, Promise<Answer>>()
  return token => {
    const page =
      asked.get(token) ??
      ask(
        source,
        OPERATION,
        new ListPointInTimeRecoveriesCommand({
          UserPoolId,
          MaxResults: 60,
          NextToken: token
        })
      )
    asked.set(token, page)
    return page
  }
}

/**
 * Reads which recoveries there were (ListPointInTimeRecoveries).
 *
 * @param askPage another reading's pages, so that no call is made again
 */
export async function readRecoveries(
  source: Source,
  askPage = recoveryPages(source)
): Promise<CapturedRecoveries> {
  try {
    const restorations = await keepListed<RestorationDescriptionType>(
      source,
      'recoveries',
      OPERATION,
      askPage
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
