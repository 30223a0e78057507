/**
 * What GitHub shows of a step's summary, in bytes. It drops a longer one whole,
 * and the step stays green.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const MAX_SUMMARY = 1024 * 1024

/** A part of the page. */
export interface Part {
  /** For the line that says that it was left out. */
  name: string
  markdown: string
}

/**
 * A page of these parts that fits, the first of them always whole. Where it is
 * too long, parts are left out from the end, and a line says which.
 *
 * @param most bytes of UTF-8
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
