/**
 * The one sanitiser of text that somebody else wrote. The runner obeys a line
 * that begins with `::` after white space, and `##[` anywhere in a line; a
 * terminal obeys control characters; a reader is misled by bidirectional and
 * invisible ones.
 */

/** Longest piece of untrusted text that is shown, in characters. */
const MAX_FRAGMENT = 128

/** Longest line or annotation; the runner cuts annotations at 4,096. */
const MAX_LINE = 4000

// Cc control, Cf format (bidi, zero width), Cs lone surrogates, Co private use,
// Zl and Zp line and paragraph separators.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu

/** A line for the log or an annotation, which the runner will not obey. */
export function safeLine(text: string): string {
  return cut(disarm(text), MAX_LINE)
}

/** A short piece of text within a line. */
export function safeFragment(text: string): string {
  return cut(disarm(text), MAX_FRAGMENT)
}

/** A short piece of text as a code span, also within a table of Markdown. */
export function markdownCode(text: string): string {
  const inert = safeFragment(text).replaceAll('`', "'").replaceAll('|', '\\|')
  return `\`${inert}\``
}

/** A sentence in Markdown, as plain text. */
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
