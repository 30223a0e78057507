import { UserError } from '../shared/errors.ts'
import type { PlannedFinding } from './plan/plan.ts'

/** As many findings of a kind as an error names. The summary has all. */
const MOST_NAMED = 20

/**
 * Refuses a run as long as a finding is open.
 *
 * @throws UserError `findings-open`
 */
export function refuseOpen(findings: readonly PlannedFinding[]): void {
  const open = findings.filter(({ state }) => state === 'open')
  if (open.length === 0) return
  const final = open.filter(({ canAccept }) => !canAccept)
  const others = open.filter(({ canAccept }) => canAccept)
  throw new UserError(
    'findings-open',
    [
      'Nothing was written, because a person has to look at findings.',
      ...listed(
        "Can't be accepted, so solve each by replace, secrets, domain or leave-out",
        final
      ),
      ...listed(
        'Can be accepted, so solve each likewise or paste its line into accept',
        others
      )
    ].join(' ')
  )
}

function listed(what: string, findings: readonly PlannedFinding[]): string[] {
  if (findings.length === 0) return []
  const ids = findings.slice(0, MOST_NAMED).map(({ id }) => id)
  const more = findings.length - ids.length
  return [`${what}: ${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`]
}
