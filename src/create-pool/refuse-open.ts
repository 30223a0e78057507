import { UserError } from '../shared/errors.ts'
import type { PlannedFinding } from './plan/plan.ts'

/**
 * Refuses a run as long as somebody has to know or do something.
 *
 * @throws UserError `findings-open`
 */
export function refuseOpen(findings: readonly PlannedFinding[]): void {
  const open = findings.filter(({ state }) => state === 'open')
  if (open.length === 0) return
  const ids = open.map(({ id }) => id).join(', ')
  throw new UserError(
    'findings-open',
    `A person has to look at these findings: ${ids}. Solve each by replace, secrets, domain or leave-out, or paste its line into accept. Nothing was written.`
  )
}
