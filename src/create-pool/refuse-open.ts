import { UserError } from '../shared/errors.ts'
import type { PlannedFinding } from './plan/plan.ts'

/** As many findings as an error names. The summary has all. */
const MOST_NAMED = 20

/**
 * Refuses a run as long as somebody has to know or do something.
 *
 * @throws UserError `findings-open`
 */
export function refuseOpen(findings: readonly PlannedFinding[]): void {
  const open = findings.filter(({ state }) => state === 'open')
  if (open.length === 0) return
  const ids = open.slice(0, MOST_NAMED).map(({ id }) => id)
  const more = open.length - ids.length
  throw new UserError(
    'findings-open',
    `Nothing was written, because a person has to look at findings. Solve each by replace, secrets, domain or leave-out, or paste its line into accept: ${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  )
}
