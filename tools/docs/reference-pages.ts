import {
  ERROR_CODES,
  SNAPSHOT_REFUSALS,
  type ErrorCode
} from '../../src/shared/errors.ts'
import { MODES, type Mode } from '../../src/shared/outcome.ts'
import { REMARKS } from '../../src/shared/remarks.ts'
import { ALARMS } from '../../src/verify/findings.ts'
import type { Described } from './action-file.ts'

const NOTE =
  '<!-- `node tools/docs/main.ts` makes this page from action.yml and src/. -->'

/** The whole of docs/reference.md. */
export function inputsPage(inputs: readonly Described[]): string {
  return `# Inputs

${NOTE}

Defaults are in brackets. \`none\` turns an input off. A misspelled input, a wrong value or an empty one fails the step before its first call. An empty value comes from a secret, a variable or an output that isn't set. Outputs and error codes are on [another page](outputs.md).

${byModes(inputs)}
`
}

/** The whole of docs/outputs.md. */
export function outputsPage(outputs: readonly Described[]): string {
  const refusals: readonly ErrorCode[] = SNAPSHOT_REFUSALS
  const blocks = SNAPSHOT_REFUSALS.filter(code => !ALARMS.includes(code))
  return `# Outputs and error codes

${NOTE}

Each output is set as soon as its value is known, also by a run that fails. An unknown value is left out. A dry run sets the counts that the real run will have. [Inputs](reference.md) have a page of their own.

${byModes(outputs)}

## Error codes

The output \`error-code\` is one of these. [Troubleshooting](troubleshooting.md) has an entry for each.

- About the run: ${list(ERROR_CODES.filter(code => !refusals.includes(code)))}.
- The snapshot would not restore: ${list(blocks)}.
- The snapshot would restore, but is not as it should be: ${list(ALARMS)}.

## Findings

The output \`findings\` of a verification has the codes about the snapshot, and these warnings: ${list(REMARKS)}.

The findings of a new pool are on [its page](create-pool.md).
`
}

/** Under a heading for each set of modes, in the order of their first entry. */
function byModes(entries: readonly Described[]): string {
  const groups = Map.groupBy(entries, ({ modes }) => modesText(modes))
  return [...groups]
    .map(
      ([modes, group]) =>
        `## For ${modes}\n\n${group.map(entryText).join('\n')}`
    )
    .join('\n\n')
}

function entryText(entry: Described): string {
  const { summary, details } = entry
  return `- ${named(entry)}: ${`${summary} ${details}`.trim()}`
}

function named({ name, isRequired, default: value }: Described): string {
  const note = isRequired ? 'required' : value && `\`${value}\``
  return note === undefined ? `\`${name}\`` : `\`${name}\` (${note})`
}

/** Modes as text, such as `all modes but export`. */
export function modesText(modes: readonly Mode[]): string {
  const others = MODES.filter(mode => !modes.includes(mode))
  if (others.length === 0) return 'all modes'
  if (others.length === 1) return `all modes but ${others.join('')}`
  return [modes.slice(0, -1).join(', '), modes.at(-1)]
    .filter(text => text !== '')
    .join(' and ')
}

function list(codes: readonly string[]): string {
  return codes.map(code => `\`${code}\``).join(', ')
}
