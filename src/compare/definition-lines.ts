import type { DefinitionDifference } from '../shared/outcome.ts'
import type {
  DefinitionChange,
  DefinitionComparison
} from './definition/compare-definitions.ts'
import { shownValue, type Shown } from './definition/shown-value.ts'

/**
 * A comparison as a person may see it.
 *
 * @param show which values are shown: see shownValue
 */
export function definitionLines(
  { changes, newHere, notCompared, clientsByName }: DefinitionComparison,
  show: Shown
): DefinitionDifference {
  return {
    lines: changes.map(change => toLine(change, show)),
    newHere: newHere.map(({ part, setting }) => `${part} ${setting}`.trim()),
    notCompared,
    clientsByName
  }
}

function toLine(change: DefinitionChange, show: Shown) {
  const { part, setting, kind, what, before, after } = change
  const isWhole = setting === ''
  return {
    part,
    setting,
    what,
    before: isWhole ? '' : shownValue(before, kind, show),
    after: isWhole ? '' : shownValue(after, kind, show)
  }
}
