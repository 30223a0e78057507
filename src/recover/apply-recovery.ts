import type { PoolDescription } from '../cognito/describe-pool.ts'
import {
  describeRecovery,
  startRecovery,
  type Recovery
} from '../cognito/recoveries.ts'
import { AwsCallError, UserError } from '../shared/errors.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { isPreview } from '../shared/recovery-facts.ts'
import { afterRecovery } from './after-recovery.ts'
import { fillRecovery, refuseDeletions } from './changes.ts'
import { followRecovery } from './follow-recovery.ts'
import { stuck } from './recovery-point.ts'
import { mayHaveHappened } from './refusals.ts'
import type { ApplyRequest, ApplyTools, RecoverTools } from './request.ts'
import { sayStatus } from './statuses.ts'
import { vetSnapshot } from './vet-snapshot.ts'

/** The steps that compare the recovery with the snapshot. */
export interface SnapshotSteps {
  vetSnapshot: typeof vetSnapshot
  afterRecovery: typeof afterRecovery
}

const ofSnapshot: SnapshotSteps = { vetSnapshot, afterRecovery }

/**
 * Applies a recovery whose preview was approved, and says what it took. A recovery
 * that an earlier run started is followed to its end; what it deletes can't be
 * limited any more.
 *
 * @throws UserError `recovery-refused`, `recovery-deletes`, `recovery-failed`;
 *   about the snapshot; AwsCallError
 */
export async function applyRecovery(
  request: ApplyRequest,
  description: PoolDescription,
  tools: RecoverTools,
  outcome: RecoverOutcome,
  { vetSnapshot, afterRecovery }: SnapshotSteps = ofSnapshot
): Promise<void> {
  const applying = { ...tools, bucket: tools.connectBucket(request.bucket) }
  const preview = await findPreview(request, tools, outcome)
  const snapshot = await vetSnapshot(request, preview, applying, outcome)
  const started = await start(preview, request, applying, outcome)
  const recovery = await followToEnd(started, applying, outcome)
  const applied = { description, snapshot, recovery }
  await afterRecovery(request, applied, applying, outcome)
  outcome.status = 'complete'
}

/** The recovery once its preview is generated, or once it was started. */
async function findPreview(
  { recoveryId }: ApplyRequest,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<Recovery> {
  const found = await describeRecovery(tools.pool, recoveryId, tools.signal)
  const seen = await followRecovery(
    found,
    'Waiting for the preview',
    ({ status }) => status !== 'PREVIEW_GENERATING',
    tools,
    outcome
  )
  expectStartable(seen)
  return seen
}

function expectStartable(recovery: Recovery): void {
  switch (recovery.status) {
    case 'PREVIEW_GENERATED':
    case 'RESTORING':
    case 'RESTORE_COMPLETED':
      return
    case 'PREVIEW_CANCELLED':
    case 'PREVIEW_EXPIRED':
    case 'PREVIEW_GENERATION_FAILED':
      throw new UserError(
        'recovery-refused',
        `${sayStatus(recovery)} It can't be applied.`
      )
    default:
      throw stuck(recovery)
  }
}

/** Starts it, unless an earlier run did. The counts may have changed since. */
async function start(
  { id }: Recovery,
  { maxDeleted }: ApplyRequest,
  { pool, log, signal }: ApplyTools,
  outcome: RecoverOutcome
): Promise<Recovery> {
  const now = await describeRecovery(pool, id, signal)
  fillRecovery(outcome, now)
  expectStartable(now)
  if (!isPreview(now)) return now
  refuseDeletions(now.preview, maxDeleted)
  log.info(`Starts the recovery ${id}: it can't be cancelled from here on.`)
  try {
    return await startRecovery(pool, id)
  } catch (error) {
    if (mayHaveHappened(error)) {
      outcome.inDoubt = 'start'
      outcome.status = 'partial'
    }
    if (!(error instanceof AwsCallError)) throw error
    const after = await describeRecovery(pool, id).catch(() => now)
    fillRecovery(outcome, after)
    expectStartable(after)
    if (isPreview(after)) throw error
    return after
  }
}

async function followToEnd(
  started: Recovery,
  tools: ApplyTools,
  outcome: RecoverOutcome
): Promise<Recovery> {
  outcome.inDoubt = undefined
  outcome.status = 'partial'
  const ended = await followRecovery(
    started,
    'Waiting until Cognito has recovered the pool',
    ({ status }) => status !== 'RESTORING',
    tools,
    outcome
  )
  if (ended.status !== 'RESTORE_COMPLETED') throw stuck(ended)
  return ended
}
