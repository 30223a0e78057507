/**
 * A table of Markdown; the first column is text, the others are numbers where
 * they have a heading. No rows, no table. Cells must be safe already.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[]
): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = headings.map((heading, column) =>
    column > 0 && heading !== '' ? '---:' : '---'
  )
  return [line(headings), line(rule), ...rows.map(line)].join('\n')
}

/** A part of the page with a heading; nothing where there is no content. */
export function section(heading: string, content: string): string {
  return content === '' ? '' : `### ${heading}\n\n${content}`
}
