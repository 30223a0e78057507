/**
 * The most bytes of a step's summary. GitHub drops a longer one completely, and
 * the step stays green.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const MAX_SUMMARY = 1024 * 1024

/** A part of the page. */
export interface Part {
  /** For the line that says that the part was left out. */
  name: string
  markdown: string
}

/**
 * Makes a page of these parts that fits. If it is too long, parts are left out
 * from the end, and a line says which. The first part always stays.
 *
 * @param most the most bytes of UTF-8
 */
export function fitPage(parts: readonly Part[], most = MAX_SUMMARY): string {
  const there = parts.filter(({ markdown }) => markdown !== '')
  for (let count = there.length; count > 1; count -= 1) {
    const page = pageOf(there.slice(0, count), there.slice(count))
    if (Buffer.byteLength(page) <= most) return page
  }
  return pageOf(there.slice(0, 1), there.slice(1))
}

function pageOf(shown: readonly Part[], left: readonly Part[]): string {
  const note =
    left.length === 0
      ? []
      : [
          `*Left out, because GitHub shows no longer page: ${left.map(({ name }) => name).join(', ')}.*`
        ]
  return `${[...shown.map(({ markdown }) => markdown), ...note].join('\n\n')}\n`
}
