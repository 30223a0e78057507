import type { Recovery } from '../cognito/recoveries.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import { openExpected } from '../storage/open-expected.ts'
import type { ApplyRequest, ApplyTools } from './request.ts'

/**
 * Opens the snapshot that has what the recovery deletes, before it is started.
 *
 * @param recovery with its preview, if it isn't started yet
 * @param outcome gets what is known of the snapshot
 * @throws UserError about the snapshot; AwsCallError
 */
export async function vetSnapshot(
  request: ApplyRequest,
  _recovery: Recovery,
  tools: ApplyTools,
  outcome: RecoverOutcome
): Promise<OpenSnapshot> {
  return openExpected(request, tools, outcome)
}
