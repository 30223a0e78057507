import type { ClientNames } from '../../compare/definition/client-names.ts'
import type { Finding } from '../parts/made-part.ts'
import { withClientNames } from './parts-in.ts'
import type { PlannedFinding } from './plan.ts'

/**
 * Which findings a person has accepted. Each finding is named once, and a finding
 * that any part declares final is not accepted.
 *
 * @param accept lines of the input, an id of an app client in place of its name
 * @returns `unmatched` has the lines that no finding has
 */
export function judgeFindings(
  found: readonly Finding[],
  accept: readonly string[],
  clients: ClientNames
): { findings: PlannedFinding[]; unmatched: string[] } {
  const ids = new Map(
    accept.map(line => [withClientNames(line, clients), line])
  )
  const findings = [...Map.groupBy(found, ({ id }) => id)].flatMap(
    ([id, [first, ...more]]) => {
      if (first === undefined) return []
      const canAccept = [first, ...more].every(one => one.canAccept)
      const state = canAccept && ids.has(id) ? 'accepted' : 'open'
      return [{ ...first, canAccept, state } as const]
    }
  )
  const known = new Set(findings.map(({ id }) => id))
  const unmatched = accept.filter(
    line => !known.has(withClientNames(line, clients))
  )
  return { findings, unmatched }
}
