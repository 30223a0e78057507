import { amount } from '../../shared/amount.ts'
import type {
  CompareOutcome,
  DefinitionDifference
} from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { folded, section, stacked, table } from './summary-table.ts'

/** What differs, in one line. */
export function compareHeadline(
  { status, definition, difference }: CompareOutcome,
  isCancelled: boolean
): string {
  if (isCancelled) return '⏹️ Comparison cancelled'
  const mark = status === 'complete' ? '✅' : '❌'
  if (definition === undefined && difference === undefined) {
    return status === 'complete'
      ? `${mark} No limit is passed`
      : `${mark} The comparison ended early`
  }
  const { gone = 0, changed = 0, added = 0 } = difference?.users ?? {}
  const settings = definition?.lines.length ?? 0
  const found = [
    settings > 0 ? `${amount(settings, 'setting')} changed` : '',
    gone > 0 ? amount(gone, 'user gone', 'users gone') : '',
    changed > 0 ? amount(changed, 'user changed', 'users changed') : '',
    added > 0 ? amount(added, 'user added', 'users added') : ''
  ].filter(text => text !== '')
  return `${mark} ${found.length === 0 ? 'Nothing differs' : found.join(', ')}`
}

/** Users, groups and memberships of both sides, and how they differ. */
export function compareCounts(outcome: CompareOutcome): string {
  const { before, now, difference } = outcome
  if (before === undefined) return ''
  const rows = [
    ['Users', before.users, now?.users, difference?.users],
    ['Groups', before.groups, now?.groups, difference?.groups],
    [
      'Memberships',
      before.memberships,
      now?.memberships,
      difference?.memberships
    ]
  ] as const
  return stacked([
    table(
      ['', 'Before', 'Now', 'Added', 'Gone', 'Changed'],
      rows.map(([what, earlier, later, found]) => [
        what,
        shown(earlier),
        shown(later),
        shown(found?.added),
        shown(found?.gone),
        shown(
          found !== undefined && 'changed' in found ? found.changed : undefined
        )
      ])
    ),
    matching(outcome)
  ])
}

function shown(count: number | undefined): string {
  return count === undefined ? '–' : formatCount(count)
}

/** By what users of the two sides were taken for the same. */
function matching({ difference }: CompareOutcome): string {
  if (difference === undefined) return ''
  const { sub, map, username, address } = difference.matchedBy
  const ways = [
    [sub, 'sub'],
    [map, 'the map of a restore'],
    [username, 'username'],
    [address, 'verified address']
  ] as const
  const used = ways.filter(([count]) => count > 0)
  if (used.length === 0) return ''
  const list = used.map(([count, way]) => `${formatCount(count)} by ${way}`)
  return `Users were matched: ${list.join(', ')}.`
}

/** What differs in the definition, and what could not be compared. */
export function compareTables({ definition }: CompareOutcome): string {
  if (definition === undefined) return ''
  const { lines, newHere, notCompared, clientsByName } = definition
  const changes =
    lines.length === 0
      ? 'No setting differs.'
      : table(
          ['Part', 'Setting', 'Before', 'Now'],
          lines.map(({ part, setting, what, before, after }) => [
            markdownCode(part),
            setting === '' ? `*${what}*` : markdownCode(setting),
            markdownText(before),
            markdownText(after)
          ]),
          ['Setting', 'Before', 'Now']
        )
  return stacked([
    section(
      'Definition',
      stacked([
        changes,
        clientsByName
          ? 'App clients were matched by name, because client ids differ from pool to pool.'
          : ''
      ])
    ),
    folded(
      `${amount(newHere.length, 'setting')} shown for the first time`,
      list(newHere)
    ),
    folded('Not compared', list(notCompared))
  ])
}

function list(items: DefinitionDifference['newHere']): string {
  return items.map(item => `- ${markdownCode(item)}`).join('\n')
}
