import { amount } from '../../shared/amount.ts'
import { canonical, isObject, type Json } from './json.ts'

export type Shown = 'none' | 'words' | 'all'

/**
 * How a value of a definition is shown. A boolean, a number or a word of an enum
 * says nothing that a stranger may not know. Any other text may be a URL, an ARN or
 * a secret of a message template.
 *
 * @param show `none` in a public repository, where even a switch that is off is an
 *   attacker's note; `words`: as above; `all`: texts too
 */
export function shownValue(value: Json | undefined, show: Shown): string {
  if (value === undefined || value === null) return '(not set)'
  if (show === 'none') return '(hidden)'
  if (show === 'all') return isText(value) ? value : canonical(value)
  if (Array.isArray(value)) {
    const items = (value as Json[]).map(item => shownValue(item, show))
    const isHidden = items.some(item => item.startsWith('('))
    return isHidden ? `(${amount(items.length, 'value')})` : items.join(', ')
  }
  if (isObject(value)) return '(several settings)'
  if (!isText(value)) return canonical(value)
  return isWord(value) ? value : '(text)'
}

function isText(value: Json): value is string {
  return typeof value === 'string'
}

/** As enums of the API are written: `OFF`, `ESSENTIALS`, `SMS_MFA`. */
function isWord(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(text)
}
