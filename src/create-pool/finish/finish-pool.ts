import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import type { PartFate, PlanLine } from '../../shared/new-pool-facts.ts'
import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import type { ApplyTools } from '../apply/apply-tools.ts'
import { notReadBack } from '../apply/read-back.ts'
import type { PoolPlace } from '../parts/made-part.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { Journal } from '../records/journal.ts'
import { refuseOpen } from '../refuse-open.ts'
import type { OwnPool } from '../target/pools-of-name.ts'
import { readPool } from '../target/read-pool.ts'
import { applyWaiting } from './apply-waiting.ts'
import { checkFinished } from './check-finished.ts'
import { expectComplete } from './expect-complete.ts'
import { planFinish, type FinishPlan } from './plan-finish.ts'
import type { Waiting } from './waiting.ts'

/** Which pool gets what waited. */
export interface PoolToFinish {
  /** Of its creation. */
  plan: CreatePlan
  /** The old definition after replacements. */
  planned: DefinitionSide
  place: PoolPlace
  own: OwnPool | undefined
  /** Users of the snapshot. */
  users: number
  dryRun: boolean
}

/**
 * Sets what waited until the users were restored: in the pool that an earlier run
 * made, and in no other. All else stays as it is now.
 *
 * @param outcome is filled as things become known, on failure too
 * @returns the definition that the pool had before
 * @throws UserError `input`, `half-made`, `findings-open`, `not-the-same`, or about
 *   the journal; AwsCallError; StoppedCallError
 */
export async function finishPool(
  { plan, planned, place, own, users, dryRun }: PoolToFinish,
  journal: Journal,
  tools: ApplyTools,
  outcome: CreatePoolOutcome
): Promise<JsonObject> {
  const { cognito, log, signal } = tools
  const { userPoolId, entry } = expectComplete(own, plan.poolName)
  const pool = cognito.pool(userPoolId)
  outcome.pool = { id: userPoolId, ...place }
  outcome.clientIds = entry.clients ?? new Map<string, string>()

  // Read the pool, and plan.
  const done = await journal.readFinished(entry.nonce)
  const before = await readPool(pool, planned, signal)
  const finish = planFinish(plan, {
    definition: before.side.definition,
    place,
    clients: outcome.clientIds,
    done: done ?? new Set(),
    lacksUsers: users > 0 && before.users === 0
  })
  const left = finish.waiting.filter(({ sets }) => sets.length > 0)
  const fates = new Map<Waiting, PartFate>(left.map(one => [one, 'not-made']))
  outcome.lines = linesOf(finish, undefined)
  outcome.findings = finish.findings
  outcome.remarks = finish.remarks
  if (dryRun) {
    outcome.status = 'planned'
    return before.side.definition
  }
  refuseOpen(finish.findings)

  // Set what is left, and read the pool back.
  try {
    if (left.length > 0) {
      outcome.status = 'partial'
      const target = { pool, before: before.side }
      await applyWaiting(left, target, fates, tools)
      log.info('Reads the pool back.')
      const after = await readPool(pool, planned, signal)
      const sets = left.flatMap(one => one.sets)
      const unread = checkFinished(planned, before.side, after.side, sets)
      outcome.warnings.push(...notReadBack(unread))
      outcome.remarks.push(`Set now: ${left.map(one => one.what).join(', ')}.`)
    }
    if (done === undefined) {
      const names = finish.waiting.map(({ what }) => what)
      await journal.recordFinished({ nonce: entry.nonce, userPoolId }, names)
    }
    outcome.status = 'complete'
    return before.side.definition
  } finally {
    outcome.lines = linesOf(finish, fates)
  }
}

/** @param fates of what is set; `undefined`: it is planned only */
function linesOf(
  { waiting, others }: FinishPlan,
  fates: ReadonlyMap<Waiting, PartFate> | undefined
): PlanLine[] {
  const ofWaiting = (one: Waiting) => fates?.get(one) ?? 'there-already'
  return [
    ...waiting.map(one => ({ one, became: ofWaiting(one) })),
    ...others.map(one => ({ one, became: one.became }))
  ].map(({ one: { part, verdict, sentence }, became }) => ({
    part,
    verdict,
    sentence,
    became: fates === undefined ? undefined : became
  }))
}
