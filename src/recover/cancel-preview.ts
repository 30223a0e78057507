import {
  cancelRecovery,
  describeRecovery,
  isActiveAt,
  listRecoveries,
  type Recovery
} from '../cognito/recoveries.ts'
import { AwsCallError, UserError } from '../shared/errors.ts'
import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { isPreview } from '../shared/recovery-facts.ts'
import { fillRecovery } from './changes.ts'
import { blocksUntil } from './follow-recovery.ts'
import { stuck } from './recovery-point.ts'
import { mayHaveHappened } from './refusals.ts'
import type { CancelRequest, RecoverTools } from './request.ts'
import { sayStatus } from './statuses.ts'

/** The longest time between two looks at a preview that is to be cancelled, in ms. */
const LOOK_EVERY_MS = 60_000

/**
 * Cancels a preview, so that Cognito takes writes again: at once, or when it has
 * blocked writes for long enough, unless it is applied or ends before.
 *
 * @throws UserError `recovery-refused`, `recovery-failed`; AwsCallError
 */
export async function cancelPreview(
  request: CancelRequest,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<void> {
  const found = await findRecovery(request, tools)
  if (found === undefined) {
    tools.log.info('No recovery of the pool is active, so none was cancelled.')
  } else {
    fillRecovery(outcome, found)
    const left = await untilDue(found, request, tools, outcome)
    const { status } = await cancelNow(left, request, tools, outcome)
    tools.log.info(sayStatus({ id: found.id, status }))
  }
  outcome.status = 'complete'
}

async function findRecovery(
  { recoveryId }: CancelRequest,
  { pool, signal }: RecoverTools
): Promise<Recovery | undefined> {
  if (recoveryId !== 'active') return describeRecovery(pool, recoveryId, signal)
  const active = (await listRecoveries(pool, signal)).find(isActiveAt)
  return active && describeRecovery(pool, active.id, signal)
}

/**
 * Waits until the preview is to be cancelled or is no preview any more. A run that
 * is told to stop waits no longer: its workflow was cancelled, and nothing else
 * might end the preview. A look that fails is made again later.
 */
async function untilDue(
  found: Recovery,
  { blockWritesForMs }: CancelRequest,
  { pool, clock, log, signal }: RecoverTools,
  outcome: RecoverOutcome
): Promise<Recovery> {
  if (blockWritesForMs === undefined) return found
  const since = clock.now()
  const due = (seen: Recovery) => blocksUntil(seen, blockWritesForMs, since)
  let seen = found
  log.info(
    `The preview is cancelled at ${isoTime(due(seen))}, unless it is applied or ends before.`
  )
  while (isPreview(seen)) {
    outcome.blocksUntil = due(seen)
    const left = due(seen) - clock.now()
    if (left <= 0 || signal.aborted) break
    await clock.sleep(Math.min(left, LOOK_EVERY_MS), signal)
    const last = seen
    seen = await describeRecovery(pool, seen.id, signal).catch(
      (error: unknown) => {
        if (error instanceof UserError) return last
        throw error
      }
    )
    fillRecovery(outcome, seen)
  }
  return seen
}

async function cancelNow(
  found: Recovery,
  request: CancelRequest,
  tools: Pick<RecoverTools, 'pool'>,
  outcome: RecoverOutcome
): Promise<Recovery> {
  if (hasEnded(found, request)) return found
  try {
    return await endPreview(found, tools, outcome)
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error
    // Another run may have been faster.
    const now = await describeRecovery(tools.pool, found.id).catch(() => found)
    fillRecovery(outcome, now)
    if (hasEnded(now, request)) return now
    throw error
  }
}

/** Cancels a preview at once. */
export async function endPreview(
  { id }: Recovery,
  { pool }: Pick<RecoverTools, 'pool'>,
  outcome: RecoverOutcome
): Promise<Recovery> {
  try {
    const cancelled = await cancelRecovery(pool, id)
    fillRecovery(outcome, cancelled)
    return cancelled
  } catch (error) {
    if (mayHaveHappened(error)) outcome.inDoubt = 'cancel'
    throw error
  }
}

/**
 * Whether there is nothing left to cancel.
 *
 * @throws UserError if the recovery can't be cancelled
 */
export function hasEnded(
  recovery: { id: string; status: string },
  { blockWritesForMs }: Pick<CancelRequest, 'blockWritesForMs'>
): boolean {
  if (isPreview(recovery)) return false
  switch (recovery.status) {
    case 'PREVIEW_CANCELLED':
    case 'PREVIEW_EXPIRED':
    case 'PREVIEW_GENERATION_FAILED':
      return true
    case 'RESTORING':
    case 'RESTORE_COMPLETED':
      // A run that waits knows that the preview may be applied meanwhile.
      if (blockWritesForMs !== undefined) return true
      throw new UserError('recovery-refused', sayStatus(recovery))
    default:
      throw stuck(recovery)
  }
}
