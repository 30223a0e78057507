import { amount } from '../shared/amount.ts'
import type { CreatePoolOutcome } from '../shared/outcome.ts'
import { Fates } from './apply/fates.ts'
import type { PoolPlace } from './parts/made-part.ts'
import type { CreatePlan } from './plan/plan.ts'
import type { OwnPool } from './target/pools-of-name.ts'

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
      text: `No finding has these lines of the input accept: ${accept.join(', ')}. Check their spelling, and that each is in a line of its own, or take them out.`
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

/** Says again what an earlier run has made. */
export function fillComplete(
  outcome: CreatePoolOutcome,
  { userPoolId, entry }: OwnPool,
  { plan, snapshotId, place, dryRun }: Complete
): void {
  outcome.pool = { id: userPoolId, ...place }
  outcome.clientIds = entry.clients ?? new Map<string, string>()
  outcome.remarks = [
    `The pool is complete already. An earlier run made it from the snapshot ${entry.snapshotId}. ${dryRun ? 'A run would make nothing.' : 'Nothing was made now.'}`
  ]
  // Of another snapshot, the plan doesn't say what is in the pool.
  const isOfPlan = entry.snapshotId === snapshotId
  const fates = new Fates()
  outcome.lines = plan.parts.map(({ steps, ...part }) => ({
    part: part.part,
    verdict: part.verdict,
    sentence: part.sentence,
    became: isOfPlan
      ? fates.of(
          { ...part, steps: [], ...(steps.length > 0 && { announced: [] }) },
          'there-already'
        )
      : 'unknown'
  }))
  outcome.status = 'complete'
}
