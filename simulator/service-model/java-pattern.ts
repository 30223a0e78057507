const compiled = new Map<string, RegExp>()

/**
 * A pattern of a service model as a regular expression of JavaScript's that
 * matches as AWS's validator does: the whole value, and by Java's rules, which
 * are others in four places.
 *
 * - `\s` is ASCII white space (java.util.regex.Pattern, "Predefined character
 *   classes"); in JavaScript it is Unicode's. `\w` and `\d` are ASCII in both.
 * - A dot doesn't match U+0085 either.
 * - `(?s)` at the beginning lets a dot match everything.
 * - A backslash may stand before a character that means nothing special.
 *
 * By code points, with the flag `u`, as Java's are. All patterns of the extract
 * are tried by a test, so one that needs more than this is noticed.
 */
export function javaPattern(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const isDotAll = pattern.startsWith('(?s)')
  const source = isDotAll ? pattern.slice('(?s)'.length) : pattern
  const dot = isDotAll ? '[^]' : '[^\\n\\r\\u0085\\u2028\\u2029]'
  const expression = new RegExp(`^(?:${translate(source, dot)})$`, 'u')
  compiled.set(pattern, expression)
  return expression
}

const SPACES = '\\t-\\r '
const OTHERS = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}'

/** The characters that a backslash may precede under the flag `u`. */
const MEANINGFUL = /^[\^$\\.*+?()[\]{}|/\-wWdDpPuxtnrfvbB0-9]$/

function translate(source: string, dot: string): string {
  let isInClass = false
  return source.replaceAll(/\\(.)|[[\].]/gs, (found, escaped?: string) => {
    if (escaped === 's') return isInClass ? SPACES : `[${SPACES}]`
    if (escaped === 'S') return isInClass ? OTHERS : `[${OTHERS}]`
    if (escaped !== undefined) {
      // In JavaScript a hyphen can only be escaped inside a class.
      if (escaped === '-' && !isInClass) return '-'
      return MEANINGFUL.test(escaped) ? found : escaped
    }
    if (found === '[') isInClass = true
    else if (found === ']') isInClass = false
    else if (!isInClass) return dot
    return found
  })
}
