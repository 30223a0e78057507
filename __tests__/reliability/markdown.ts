/** A table of Markdown; columns of numbers are aligned to the right. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[]
): string {
  const rule = columns.map((_, at) =>
    rows.length > 0 && rows.every(row => typeof row[at] === 'number')
      ? '--:'
      : '---'
  )
  return [columns, rule, ...rows]
    .map(row => `| ${row.map(cell).join(' | ')} |`)
    .join('\n')
}

/** As people read it: 12,345. */
export function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** Counts by name, in words: "3 complete, 1 failed"; those of 0 are left out. */
export function countsInWords(
  counts: Readonly<Record<string, number>>
): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${number(count)} ${name}`)
    .join(', ')
}

function cell(value: string | number): string {
  if (typeof value === 'number') return number(value)
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
