import { amount } from '../../shared/amount.ts'
import { canonical, isObject, type Json } from './json.ts'
import { itemOf } from './setting-kind.ts'

export type Shown = 'none' | 'words' | 'all'

/** What says nothing that a stranger may not know. */
const PLAIN: ReadonlySet<string> = new Set(['boolean', 'number', 'word'])

/**
 * How a value of a definition is shown. A boolean, a number and a word of an enum
 * of the API are shown. Any other text may be a URL, an ARN or a secret.
 *
 * @param kind of the setting, as settingKind says; `undefined`: not known
 * @param show `none` in a public repository, where even a switch that is off is an
 *   attacker's note; `words`: as above; `all`: texts too
 */
export function shownValue(
  value: Json | undefined,
  kind: string | undefined,
  show: Shown
): string {
  if (value === undefined || value === null) return '(not set)'
  if (show === 'none') return '(hidden)'
  const text = typeof value === 'string' ? value : canonical(value)
  if (show === 'all') return text
  if (isObject(value)) return '(several settings)'
  const isPlain = kind !== undefined && PLAIN.has(itemOf(kind))
  if (Array.isArray(value)) {
    const items = (value as Json[]).map(String)
    return isPlain ? items.join(', ') : `(${amount(items.length, 'value')})`
  }
  return isPlain ? text : '(text)'
}
