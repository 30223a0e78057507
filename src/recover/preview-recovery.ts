import type { PoolDescription } from '../cognito/describe-pool.ts'
import {
  describeRecovery,
  initiateRecovery,
  isActive,
  isActiveAt,
  listRecoveries,
  type Recovery
} from '../cognito/recoveries.ts'
import { formatDuration } from '../shared/duration.ts'
import { UserError } from '../shared/errors.ts'
import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { isPreview, RECOVERED } from '../shared/recovery-facts.ts'
import { endPreview } from './cancel-preview.ts'
import { conditionsOf } from './conditions.ts'
import { blocksUntil, followRecovery } from './follow-recovery.ts'
import { readFacts } from './read-facts.ts'
import { decidePreview, stuck } from './recovery-point.ts'
import { inWords, mayHaveHappened } from './refusals.ts'
import type { PreviewRequest, RecoverTools } from './request.ts'

const BLOCKED =
  'There is no sign-up, no change of users and no import job. No sign-in works that needs TOTP, an MFA set-up or a new password.'

/**
 * Has Cognito make the preview of a recovery, or goes on with the one that is
 * active. From its beginning Cognito blocks writes to the pool.
 *
 * @throws UserError `input`, `recovery-refused`, `recovery-failed`; AwsCallError
 */
export async function previewRecovery(
  request: PreviewRequest,
  description: PoolDescription,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<void> {
  const { pool, clock, log, signal } = tools
  log.info(`A preview blocks writes to the pool. ${BLOCKED}`)
  const active = (await listRecoveries(pool, signal)).find(isActiveAt)
  const decision = decidePreview(active, request.recoverTo)
  const since = clock.now()
  const begun =
    'initiate' in decision
      ? await initiate(decision.initiate, description, tools, outcome)
      : await describeRecovery(pool, decision.goOnWith.id, signal)
  log.info(
    `${'initiate' in decision ? 'Initiated' : 'Goes on with'} the recovery ${begun.id} to ${isoTime(begun.recoverTo.getTime())}.`
  )
  outcome.status = 'partial'
  const until = (seen: Recovery) =>
    blocksUntil(seen, request.blockWritesForMs, since)
  const seen = await followRecovery(
    begun,
    'Waiting for the preview',
    now => {
      if (isPreview(now)) outcome.blocksUntil = until(now)
      return clock.now() >= until(now) || now.status !== 'PREVIEW_GENERATING'
    },
    tools,
    outcome
  )
  if (isPreview(seen) && clock.now() >= until(seen)) {
    await endPreview(seen, tools, outcome)
    outcome.status = 'failed'
    throw new UserError(
      'recovery-failed',
      `The preview had blocked writes for longer than block-writes-for (${formatDuration(request.blockWritesForMs)}), so it was cancelled. Writes go on. Make a new preview, or raise block-writes-for.`
    )
  }
  if (seen.status !== 'PREVIEW_GENERATED') {
    if (!isActive(seen)) outcome.status = 'failed'
    throw stuck(seen)
  }
  tellPreview(seen, tools, outcome)
  outcome.status = 'planned'
}

/** Initiates a recovery. If Cognito refuses it, the conditions say why. */
async function initiate(
  recoverTo: Date,
  description: PoolDescription,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<Recovery> {
  try {
    return await initiateRecovery(tools.pool, recoverTo)
  } catch (error) {
    const failure = inWords(error)
    if (mayHaveHappened(error)) {
      outcome.inDoubt = 'initiate'
      outcome.status = 'partial'
    }
    if (!(failure instanceof UserError)) throw failure
    if (failure.code !== 'recovery-refused') throw failure
    const facts = await readFacts(description, tools)
    const now = tools.clock.now()
    const { conditions, reach } = conditionsOf(facts, recoverTo.getTime(), now)
    outcome.conditions = conditions
    outcome.reach = reach
    const reasons = conditions
      .filter(({ holds }) => holds === false)
      .map(({ text }) => text)
    const message = [failure.message, ...reasons].join(' ')
    throw new UserError(failure.code, message, { cause: error })
  }
}

function tellPreview(
  { id }: Recovery,
  { log }: RecoverTools,
  outcome: RecoverOutcome
): void {
  for (const kind of RECOVERED) {
    const { created, updated, deleted } = outcome.changes?.[kind] ?? {}
    const say = (count: number | undefined) =>
      count === undefined ? 'unknown' : count.toLocaleString('en-US')
    log.info(
      `${kind}: ${say(created)} created, ${say(updated)} updated, ${say(deleted)} deleted`
    )
  }
  const by = isoTime(outcome.blocksUntil ?? 0)
  outcome.warnings.push({
    title: 'Writes to the pool are blocked',
    text: `They are blocked until the recovery ${id} is applied or cancelled. ${BLOCKED} Cancel it by ${by}, by a job of its own. Without one, Cognito ends it only 24 hours after its beginning.`
  })
}
