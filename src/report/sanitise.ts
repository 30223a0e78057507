/**
 * The only sanitiser of untrusted text. The runner obeys a line that begins
 * with `::` after white space, and `##[` anywhere in a line. A terminal obeys
 * control characters. Bidirectional and invisible characters mislead readers.
 */

/** The longest fragment of untrusted text, in characters. */
const MAX_FRAGMENT = 128

/** The longest line or annotation; the runner cuts annotations at 4,096. */
const MAX_LINE = 4000

// Cc control, Cf format (bidi, zero width), Cs lone surrogates, Co private use,
// Zl and Zp line and paragraph separators.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu

/** A line for the log or an annotation that the runner doesn't obey. */
export function safeLine(text: string): string {
  return cut(disarm(text), MAX_LINE)
}

/** A short fragment of text in a line. */
export function safeFragment(text: string): string {
  return cut(disarm(text), MAX_FRAGMENT)
}

/** A short fragment as a Markdown code span, also in a table. */
export function markdownCode(text: string): string {
  const inert = safeFragment(text).replaceAll('`', "'").replaceAll('|', '\\|')
  return `\`${inert}\``
}

/** Text in Markdown, without any markup. */
export function markdownText(text: string): string {
  return safeLine(text).replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
}

function disarm(text: string): string {
  return text
    .replace(UNSAFE, ' ')
    .replace(/#(?=#+\[)|#(?=\[)/g, '# ')
    .trimStart()
    .replace(/^:(?=:)/, ': ')
}

function cut(text: string, length: number): string {
  const characters = Array.from(text)
  return characters.length <= length
    ? text
    : `${characters.slice(0, length - 1).join('')}…`
}
