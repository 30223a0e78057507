import type { ClientNames } from '../../compare/definition/client-names.ts'
import type { Finding } from '../parts/made-part.ts'
import { withClientNames } from './parts-in.ts'
import type { PlannedFinding } from './plan.ts'

/**
 * Which findings a person has accepted. Each finding is named once, and a finding
 * that any part declares final is not accepted.
 *
 * @param accept lines of the input, an id of an app client in place of its name
 * @returns `unmatched` has the lines that accept nothing
 */
export function judgeFindings(
  found: readonly Finding[],
  accept: readonly string[],
  clients: ClientNames
): { findings: PlannedFinding[]; unmatched: string[] } {
  const known = new Set(found.map(({ id }) => id))
  const shown = Map.groupBy(known, asShown)
  const matches = accept.map(line => idsOf(line))
  const accepted = new Set(matches.flat())
  const findings = [...Map.groupBy(found, ({ id }) => id)].flatMap(
    ([id, [first, ...more]]) => {
      if (first === undefined) return []
      const canAccept = [first, ...more].every(one => one.canAccept)
      const state = canAccept && accepted.has(id) ? 'accepted' : 'open'
      return [{ ...first, canAccept, state } as const]
    }
  )
  const acceptable = new Set(
    findings.filter(({ canAccept }) => canAccept).map(({ id }) => id)
  )
  const unmatched = accept.filter(
    (_, at) => !matches[at]?.some(id => acceptable.has(id))
  )
  return { findings, unmatched }

  /** A name as it is comes first: one may look like another client's id. */
  function idsOf(line: string): readonly string[] {
    const named = withClientNames(line, clients)
    const id = [line, named].find(one => known.has(one))
    return id === undefined ? (shown.get(asShown(line)) ?? []) : [id]
  }
}

/**
 * What is left of an id where it was shown in one line and pasted: names may have
 * line breaks, marks that no one sees, and blanks at their ends.
 */
function asShown(id: string): string {
  return id.replace(/[\p{C}\p{Z}\s`'#]+/gu, '')
}
