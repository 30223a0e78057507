import type { PoolDescription } from '../cognito/describe-pool.ts'
import { isActiveAt } from '../cognito/recoveries.ts'
import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { fillRecovery } from './changes.ts'
import { conditionsOf } from './conditions.ts'
import { readFacts } from './read-facts.ts'
import type { CheckRequest, RecoverTools } from './request.ts'

/**
 * Says which conditions of a recovery hold, which recovery is active, and what
 * would be possible. It only reads.
 *
 * @throws UserError, AwsCallError after which no call succeeds
 */
export async function checkConditions(
  { recoverTo }: CheckRequest,
  description: PoolDescription,
  tools: RecoverTools,
  outcome: RecoverOutcome
): Promise<void> {
  const { clock, log } = tools
  const facts = await readFacts(description, tools)
  const active = facts.recoveries?.find(isActiveAt)
  if (active !== undefined) fillRecovery(outcome, active)
  const checked = conditionsOf(facts, recoverTo, clock.now())
  outcome.conditions = checked.conditions
  outcome.reach = checked.reach
  outcome.recoverTo = recoverTo
  for (const { text, holds } of checked.conditions) {
    log.info(
      `${holds === undefined ? 'unknown' : holds ? 'yes' : 'no'}: ${text}`
    )
  }
  if (checked.reach !== undefined) {
    const { from, to } = checked.reach
    log.info(
      `By time, points from ${isoTime(from)} to ${isoTime(to)} are in reach.`
    )
  }
  outcome.status = 'complete'
}
