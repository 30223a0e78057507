import { amount } from '../../shared/amount.ts'
import type { PreflightFacts } from './facts.ts'
import { warn, type Finding } from './findings.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** "At least 15 minutes in the past" (InitiatePointInTimeRecovery). */
const LEAST_AGE = 15 * MINUTE

/** How far back a feature plan reaches (InitiatePointInTimeRecovery). */
const REACH: Readonly<Partial<Record<string, number>>> = {
  ESSENTIALS: DAY,
  PLUS: 14 * DAY
}

/**
 * With fewer users to bring back, what a recovery costs all others weighs more:
 * it blocks sign-ups, and takes back what they changed since.
 */
const MANY_USERS = 10

/**
 * A dry run's remark that Cognito's own recovery would bring back more than the
 * restore: passwords, MFA settings, passkeys and `sub`s. It says nothing unless all
 * that is known speaks for it. Mode recover checks the conditions that aren't known.
 */
export function adviseRecovery(facts: PreflightFacts): Finding[] {
  const { target, plan, policies } = facts
  if (!policies.dryRun || !isWithinReach(facts)) return []
  // A recovery takes the whole pool back; AWS doesn't mean it for single users.
  if (policies.onlyUsers !== undefined) return []
  // It would delete the users that a restore before this one has created.
  if (plan.restoredBefore > 0) return []
  const affected = plan.creations + plan.updates
  if (affected < MANY_USERS) return []
  return [
    warn(
      'A recovery may bring back more',
      `Cognito's point-in-time recovery may bring back ${amount(affected, 'user')} with passwords, MFA settings and subs, as no restore does. The plan ${target.tier} reaches back far enough. Run mode: recover first: it only reads, and says whether it is possible.`
    )
  ]
}

/** Whether a recovery could take the pool back to when the snapshot was taken. */
function isWithinReach({ source, target, snapshot }: PreflightFacts): boolean {
  const reach = REACH[target.tier ?? ''] ?? 0
  return (
    source.userPoolArn === target.arn &&
    // The plan counts that the pool had at that time.
    snapshot.tier === target.tier &&
    snapshot.ageMs >= LEAST_AGE &&
    snapshot.ageMs <= reach
  )
}
