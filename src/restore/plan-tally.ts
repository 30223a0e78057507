import { noSkips, type SkipCounts } from '../outcome.ts'
import type { UserPlan } from './plan.ts'

/** What a plan comes to. */
export interface PlanTally {
  create: number
  keep: number
  skip: number
  skipped: SkipCounts
  /** Names of all attributes that the creations will write. */
  attributes: Set<string>
}

export function newPlanTally(): PlanTally {
  return {
    create: 0,
    keep: 0,
    skip: 0,
    skipped: noSkips(),
    attributes: new Set()
  }
}

export function countPlan(tally: PlanTally, plan: UserPlan): void {
  switch (plan.action) {
    case 'create':
      tally.create += 1
      for (const name of Object.keys(plan.attributes)) {
        tally.attributes.add(name)
      }
      for (const name of Object.keys(plan.attributesAfterwards)) {
        tally.attributes.add(name)
      }
      break
    case 'keep':
      tally.keep += 1
      break
    case 'skip':
      tally.skip += 1
      for (const reason of plan.reasons) tally.skipped[reason] += 1
      break
  }
}
