import type { CreatePoolOutcome } from '../shared/outcome.ts'
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
  outcome.remarks = plan.remarks
  const { accept } = plan.unmatched
  if (accept.length > 0) {
    outcome.warnings.push({
      title: 'Lines match nothing',
      text: `No finding has these lines of the input accept: ${accept.join(', ')}. Check their spelling, or take them out.`
    })
  }
}

/** Says again what an earlier run has made. */
export function fillComplete(
  outcome: CreatePoolOutcome,
  { userPoolId, entry }: OwnPool,
  place: PoolPlace
): void {
  outcome.pool = { id: userPoolId, ...place }
  outcome.clientIds = entry.clients ?? new Map<string, string>()
  outcome.remarks = [
    `The pool is complete already. An earlier run made it from the snapshot ${entry.snapshotId}. Nothing was made now.`
  ]
  outcome.lines = outcome.lines?.map(line => ({
    ...line,
    became: 'there-already'
  }))
  outcome.status = 'complete'
}
