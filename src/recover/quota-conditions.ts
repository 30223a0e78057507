import { isActiveAt, type Recovery } from '../cognito/recoveries.ts'
import { amount } from '../shared/amount.ts'
import type { ConditionFacts } from '../shared/recovery-facts.ts'
import { sayStatus } from './statuses.ts'

const DAY_MS = 24 * 3_600_000

/** How many previews of a pool Cognito makes. */
const MOST_IN_A_DAY = 3
const MOST_IN_30_DAYS = 10

/**
 * The limits on recoveries, as far as the pool's own list shows them.
 *
 * @param recoveries `undefined`: not known
 * @param now ms since 1970
 */
export function quotaConditions(
  recoveries: readonly Recovery[] | undefined,
  now: number
): ConditionFacts[] {
  return recoveries === undefined
    ? [UNREADABLE, ELSEWHERE]
    : [
        activeCondition(recoveries),
        previews(recoveries, now, 1, MOST_IN_A_DAY),
        previews(recoveries, now, 30, MOST_IN_30_DAYS),
        completedCondition(recoveries, now),
        ELSEWHERE
      ]
}

function activeCondition(recoveries: readonly Recovery[]): ConditionFacts {
  const active = recoveries.find(isActiveAt)
  return active === undefined
    ? { text: 'No recovery of the pool is active.', holds: true }
    : { text: sayStatus(active), holds: false }
}

/** How many of the recoveries were initiated within a time. */
function previews(
  recoveries: readonly Recovery[],
  now: number,
  days: number,
  most: number
): ConditionFacts {
  const since = now - days * DAY_MS
  const sure = recoveries.filter(
    ({ triggeredAt }) => triggeredAt !== undefined && +triggeredAt >= since
  ).length
  const unsure = recoveries.filter(
    ({ triggeredAt }) => triggeredAt === undefined
  ).length
  const more = unsure === 0 ? '' : `, and ${unsure} of unknown time`
  return {
    text: `${amount(sure, 'preview')}${more} in the last ${days === 1 ? '24 hours' : `${days} days`}; Cognito makes ${most}.`,
    holds: sure >= most ? false : sure + unsure >= most ? undefined : true
  }
}

/**
 * Cognito says when a recovery was initiated, not when it was completed: at most a
 * day later, if it was started in time.
 */
function completedCondition(
  recoveries: readonly Recovery[],
  now: number
): ConditionFacts {
  const ages = recoveries
    .filter(({ status }) => status === 'RESTORE_COMPLETED')
    .map(({ triggeredAt }) =>
      triggeredAt === undefined ? undefined : now - +triggeredAt
    )
  if (ages.some(age => age !== undefined && age < DAY_MS)) {
    return {
      text: 'A recovery was completed in the last 24 hours; Cognito completes one in 24 hours.',
      holds: false
    }
  }
  if (ages.some(age => age === undefined || age < 2 * DAY_MS)) {
    return {
      text: 'A recovery may have been completed in the last 24 hours; Cognito completes one in 24 hours.',
      holds: undefined
    }
  }
  return {
    text: 'No recovery was completed in the last 24 hours.',
    holds: true
  }
}

const UNREADABLE: ConditionFacts = {
  text: "The pool's recoveries could not be read, so its previews are not counted.",
  holds: undefined
}

const ELSEWHERE: ConditionFacts = {
  text: 'Recoveries of other pools count too (5 active and 10 previews a day in an account). They are not known here.',
  holds: undefined
}
