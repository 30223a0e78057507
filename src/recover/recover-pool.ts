import { describePool } from '../cognito/describe-pool.ts'
import { refuseOtherAccount } from '../shared/allowed-accounts.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { applyRecovery } from './apply-recovery.ts'
import { cancelPreview } from './cancel-preview.ts'
import { checkConditions } from './check-conditions.ts'
import { previewRecovery } from './preview-recovery.ts'
import { refusePoint } from './recovery-point.ts'
import { inWords } from './refusals.ts'
import type { RecoverRequest, RecoverTools } from './request.ts'

/**
 * Uses Cognito's own point-in-time recovery of a pool: checks whether it is
 * possible, previews, applies or cancels it.
 *
 * A run that ends early leaves a recovery as it is, and says how to go on: only
 * Cognito knows how far it is, so the next run continues it. No preview blocks
 * writes for longer than `block-writes-for`, counted from its initiation: its own
 * run and every later preview cancel it then. A lost runner can't. So a workflow
 * runs `recovery: cancel` in a job of its own, which waits for that moment, and
 * cancels at once if it is told to stop. Without such a job, Cognito ends the
 * preview after 24 hours.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError `recovery-refused`, `recovery-deletes`, `recovery-failed`;
 *   about the snapshot or a role; AwsCallError
 */
export async function recoverPool(
  request: RecoverRequest,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<void> {
  outcome.billedUsers = 0
  if ('recoverTo' in request) refusePoint(request.recoverTo, tools.clock.now())
  const description = await describePool(tools.pool, tools.signal)
  const { region, accountId } = description
  refuseOtherAccount(accountId, request.allowedAccountIds)
  outcome.pool = { id: tools.pool.userPoolId, region, accountId }
  try {
    switch (request.recovery) {
      case 'check':
        await checkConditions(request, description, tools, outcome)
        break
      case 'preview':
        await previewRecovery(request, description, tools, outcome)
        break
      case 'apply':
        await applyRecovery(request, description, tools, outcome)
        break
      case 'cancel':
        await cancelPreview(request, tools, outcome)
    }
  } catch (error) {
    throw inWords(error)
  }
}
