import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import type { ConditionFacts } from '../shared/recovery-facts.ts'
import { quotaConditions } from './quota-conditions.ts'
import type { RecoveryFactsRead } from './read-facts.ts'
import { LEAST_AGE_MS } from './recovery-point.ts'

/*
 * The conditions of a recovery, by the documentation of
 * InitiatePointInTimeRecovery in the service model.
 */

const DAY_MS = 24 * 3_600_000

/** How far each plan reaches back, in days. */
const REACH_DAYS = { LITE: 0, ESSENTIALS: 1, PLUS: 14 } as const

/**
 * Which conditions of a recovery hold, as far as the facts say, and from when to
 * when the pool could be recovered by its plan and age. Times are in ms since 1970.
 */
export function conditionsOf(
  facts: RecoveryFactsRead,
  recoverTo: number | undefined,
  now: number
): Pick<RecoverOutcome, 'conditions' | 'reach'> {
  const from = earliest(facts, now)
  const to = now - LEAST_AGE_MS
  const reach = from === undefined || from > to ? undefined : { from, to }
  return {
    reach,
    conditions: [
      planCondition(facts),
      ageCondition(facts, now),
      ...pointCondition(recoverTo, from),
      importCondition(facts),
      replicaCondition(facts),
      ...(facts.hasOwnKey ? [OWN_KEY] : []),
      ...quotaConditions(facts.recoveries, now),
      SUPPORTED
    ]
  }
}

/** The first point that plan and age allow. */
function earliest(
  { tier, createdAt }: RecoveryFactsRead,
  now: number
): number | undefined {
  if (tier === undefined || createdAt === undefined) return undefined
  return Math.max(createdAt, now - REACH_DAYS[tier] * DAY_MS)
}

function planCondition({ tier }: RecoveryFactsRead): ConditionFacts {
  if (tier === undefined) {
    return { text: 'Cognito does not say the feature plan.', holds: undefined }
  }
  const days = REACH_DAYS[tier]
  if (days === 0) {
    const text = `The feature plan ${tier} has no point-in-time recovery.`
    return { text, holds: false }
  }
  return {
    text: `The feature plan ${tier} reaches ${days === 1 ? '1 day' : `${days} days`} back, if the pool had it at that time already.`,
    holds: true
  }
}

function ageCondition(
  { createdAt }: RecoveryFactsRead,
  now: number
): ConditionFacts {
  if (createdAt === undefined) {
    const text = 'Cognito does not say when the pool was created.'
    return { text, holds: undefined }
  }
  return {
    text: `The pool was created at ${isoTime(createdAt)}; no point before that is possible.`,
    holds: createdAt <= now - LEAST_AGE_MS
  }
}

function pointCondition(
  recoverTo: number | undefined,
  from: number | undefined
): ConditionFacts[] {
  if (recoverTo === undefined) return []
  const point = `The recovery point ${isoTime(recoverTo)}`
  if (from === undefined) {
    return [{ text: `${point} may be out of reach.`, holds: undefined }]
  }
  const holds = recoverTo >= from
  const where = holds
    ? 'is in reach'
    : `is too early: plan and age of the pool reach back to ${isoTime(from)}`
  return [{ text: `${point} ${where}.`, holds }]
}

function importCondition({ isImporting }: RecoveryFactsRead): ConditionFacts {
  switch (isImporting) {
    case undefined: {
      const text = 'The import jobs of the pool could not be read.'
      return { text, holds: undefined }
    }
    case true: {
      const text = 'An import job is active: wait for it, or stop it.'
      return { text, holds: false }
    }
    case false:
      return { text: 'No import job is active.', holds: true }
  }
}

function replicaCondition({
  replicas,
  region
}: RecoveryFactsRead): ConditionFacts {
  if (replicas === undefined) {
    const text = 'The replicas of the pool could not be read.'
    return { text, holds: undefined }
  }
  const here = replicas.find(({ RegionName }) => RegionName === region)
  if (here?.Role === 'SECONDARY') {
    const text = `The pool in ${region} is a secondary replica; only the primary can be recovered.`
    return { text, holds: false }
  }
  if (replicas.some(({ Status }) => Status === 'CREATING')) {
    return { text: 'A replica of the pool is being created.', holds: false }
  }
  return {
    text:
      replicas.length === 0
        ? 'The pool has no replicas.'
        : 'The pool is the primary, and its replicas are there.',
    holds: true
  }
}

const OWN_KEY: ConditionFacts = {
  text: 'The key of the pool must stay usable for Cognito. Whether it is, is not known.',
  holds: undefined
}

const SUPPORTED: ConditionFacts = {
  text: 'Some pools never support recoveries. Only the first preview shows whether this one does.',
  holds: undefined
}
