import { amount } from '../shared/amount.ts'
import type { PartFate } from '../shared/new-pool-facts.ts'
import type { CreatePoolOutcome } from '../shared/outcome.ts'
import { Fates } from './apply/fates.ts'
import type { PoolPlace } from './parts/made-part.ts'
import type { CreatePlan, PlannedPart } from './plan/plan.ts'
import type { EarlierPool } from './rerun/earlier-pool.ts'
import { lacking, unasked } from './rerun/parts-there.ts'

/** Says what is planned. */
export function fillPlan(outcome: CreatePoolOutcome, plan: CreatePlan): void {
  outcome.lines = plan.parts.map(({ part, verdict, sentence }) => ({
    part,
    verdict,
    sentence,
    became: undefined
  }))
  outcome.findings = plan.findings
  outcome.remarks = [
    ...plan.remarks,
    ...plan.replaced.map(
      (count, at) =>
        `Line ${at + 1} of replace changed ${amount(count, 'text')}.`
    )
  ]
  const { accept } = plan.unmatched
  if (accept.length > 0) {
    outcome.warnings.push({
      title: 'Lines match nothing',
      text: `These lines of the input accept have no effect: ${accept.join(', ')}. No finding has them, or it can't be accepted. Check their spelling, and that each is in a line of its own, or take them out.`
    })
  }
}

interface Complete {
  plan: CreatePlan
  /** The snapshot of the plan. */
  snapshotId: string
  place: PoolPlace
  dryRun: boolean
}

/** Says what an earlier run has made, which this run leaves as it is. */
export function fillComplete(
  outcome: CreatePoolOutcome,
  { own, now, isWhole, there, remarks }: EarlierPool,
  { plan, snapshotId, place, dryRun }: Complete
): void {
  const { userPoolId, entry } = own
  outcome.pool = { id: userPoolId, ...place }
  outcome.clientIds = entry.clients ?? new Map<string, string>()
  outcome.partsThere = isWhole ? there : undefined
  const isOfPlan = entry.snapshotId === snapshotId
  const missing = isWhole ? lacking(plan, there) : []
  const { domain, leaveOut } = unasked(plan, now)
  const others = [...missing, ...domain, ...leaveOut]
  outcome.remarks = [
    `The pool is complete already. An earlier run made it from the snapshot ${entry.snapshotId}. ${dryRun ? 'A run would make nothing.' : 'Nothing was made now.'}`,
    ...(isOfPlan
      ? []
      : [
          `This run opened the snapshot ${snapshotId}: the next steps restore the users of that one.`
        ]),
    ...(others.length > 0
      ? [
          `In these parts the pool is not as the inputs or the snapshot ask now, and stays so: ${others.join(', ')}.`
        ]
      : []),
    ...remarks
  ]
  const fates = new Fates()
  outcome.lines = plan.parts.map(part => ({
    part: part.part,
    verdict: part.verdict,
    sentence: part.sentence,
    became: becameOf(part)
  }))
  outcome.status = 'complete'

  /** Of another snapshot, the plan doesn't say what is in the pool. */
  function becameOf({ steps, ...part }: PlannedPart): PartFate {
    if (!isOfPlan) return 'unknown'
    if (part.part.includes('/') && there.has(part.part)) return 'there-already'
    if (missing.includes(part.part)) return 'not-made'
    if (!isWhole && steps.length > 0) return 'unknown'
    const announced = steps.length > 0 ? [] : part.announced
    return fates.of({ ...part, steps: [], announced }, 'there-already')
  }
}
