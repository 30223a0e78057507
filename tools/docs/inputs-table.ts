import type { Described } from './action-file.ts'
import { modesText } from './reference-pages.ts'

/** A page with its table under the heading "Inputs" made anew. */
export function withInputsTable(
  page: string,
  inputs: readonly Described[]
): string {
  const rows = inputs.map(input =>
    row(
      `\`${input.name}\``,
      modesText(input.modes).replace('all modes', 'all'),
      input.default === undefined ? '–' : `\`${input.default}\``,
      input.summary
    )
  )
  const table = [
    row('input', 'modes', 'default', 'meaning'),
    row('---', '---', '---', '---'),
    ...rows
  ].join('')
  return page.replace(
    /(?<=\n## Inputs\n\n(?:[^|\n].*\n|\n)*)(?:\|.*\n)+/,
    () => table
  )
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |\n`
}
