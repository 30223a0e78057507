/** The most rows of a table. */
const MOST_ROWS = 50

/**
 * A Markdown table; blank without rows. The first column and the columns with a
 * heading in `texts` are text, the others are numbers. Rows after the fiftieth
 * are only counted. Cells must be safe already.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  texts: readonly string[] = []
): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = headings.map((heading, column) =>
    column > 0 && heading !== '' && !texts.includes(heading) ? '---:' : '---'
  )
  const left = rows.length - MOST_ROWS
  const more = headings.map((_, at) => (at === 0 ? `… and ${left} more` : ''))
  return [
    headings,
    rule,
    ...rows.slice(0, MOST_ROWS),
    ...(left > 0 ? [more] : [])
  ]
    .map(line)
    .join('\n')
}

/** A part of the page with a heading; blank without content. */
export function section(heading: string, content: string): string {
  return content === '' ? '' : `### ${heading}\n\n${content}`
}

/** A folded part of the page; blank without content. */
export function folded(heading: string, content: string): string {
  return content === ''
    ? ''
    : `<details>\n<summary>${heading}</summary>\n\n${content}\n\n</details>`
}

/** Parts of a page one below the other, without the empty parts. */
export function stacked(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n\n')
}
