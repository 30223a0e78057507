import type { DefinitionChange } from '../../compare/definition/compare-definitions.ts'

/** As many differences as an error names. */
const MOST_NAMED = 10

/** Differences as an error names them, without their values. */
export function namesOfChanges(changes: readonly DefinitionChange[]): string {
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ part, setting, what }) =>
      setting === '' ? `${part} (${what})` : `${part}: ${setting} (${what})`
    )
  const more =
    changes.length > MOST_NAMED
      ? ` and ${changes.length - MOST_NAMED} more`
      : ''
  return `${named.join('; ')}${more}`
}
