import { amount } from '../../shared/amount.ts'
import type {
  CompareOutcome,
  DefinitionDifference
} from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { folded, section, stacked, table } from './summary-table.ts'

/** What the two sides are called, the earlier one first. */
const sidesOf = ({ other }: CompareOutcome): [string, string] =>
  other === undefined
    ? ['In the snapshot', 'Now']
    : ['Earlier snapshot', 'Later snapshot']

/** Users, groups and memberships of both sides, and how they differ. */
export function compareCounts(outcome: CompareOutcome): string {
  const { before, now, difference, level } = outcome
  if (before === undefined) return ''
  const [earlier, later] = sidesOf(outcome)
  const row = (name: string, what: 'users' | 'groups' | 'memberships') => {
    const { added, gone } = difference?.[what] ?? {}
    const changed =
      what === 'memberships' ? undefined : difference?.[what].changed
    const differs = difference === undefined ? [] : [added, gone, changed]
    return [
      name,
      formatCount(before[what]),
      ...(now === undefined ? [] : [formatCount(now[what])]),
      ...differs.map(count => (count === undefined ? '–' : formatCount(count)))
    ]
  }
  return stacked([
    table(
      [
        '',
        earlier,
        ...(now === undefined ? [] : [later]),
        ...(difference === undefined ? [] : ['Added', 'Gone', 'Changed'])
      ],
      [
        row('Users', 'users'),
        row('Groups', 'groups'),
        row('Memberships', 'memberships')
      ]
    ),
    level === 'counts'
      ? 'Only the counts of two manifests were compared. They don’t show which users were changed or replaced.'
      : '',
    matching(outcome)
  ])
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
  const used = ways
    .filter(([count]) => count > 0)
    .map(([count, way]) => `${formatCount(count)} by ${way}`)
  return [
    used.length === 0 ? '' : `Users were matched: ${used.join(', ')}.`,
    difference.users.changed === 0
      ? ''
      : 'Changed users have another name, status, attribute or enabled flag.'
  ]
    .filter(text => text !== '')
    .join(' ')
}

/** Values that are not shown, as the comparison writes them. */
const HIDDEN = /^\((hidden|text|several settings|\d+ values?)\)$/

/** What differs in the definition, and what could not be compared. */
export function compareTables(outcome: CompareOutcome): string {
  if (outcome.definition === undefined) return ''
  const { lines, newHere, notCompared, clientsByName } = outcome.definition
  const sides = sidesOf(outcome)
  const hides = lines.some(({ before, after }) =>
    [before, after].some(value => HIDDEN.test(value))
  )
  return stacked([
    section(
      'Definition of the pool',
      stacked([
        lines.length === 0
          ? 'No setting differs.'
          : table(
              ['Part', 'Setting', ...sides],
              lines.map(({ part, setting, what, before, after }) => [
                markdownCode(part),
                setting === '' ? `*${what}*` : markdownCode(setting),
                markdownText(before),
                markdownText(after)
              ]),
              ['Setting', ...sides]
            ),
        hides
          ? 'Values in brackets are not shown here. The input `show-values` shows them, to everyone who may see this page.'
          : '',
        clientsByName
          ? 'App clients were matched by name, because client ids differ from pool to pool.'
          : ''
      ])
    ),
    folded(
      `${amount(newHere.length, 'setting')} shown for the first time`,
      list('Only one side shows them. They don’t count as changes.', newHere)
    ),
    folded(
      'Not compared',
      list('One side lacks them, because they weren’t captured.', notCompared)
    )
  ])
}

function list(
  sentence: string,
  items: DefinitionDifference['newHere']
): string {
  if (items.length === 0) return ''
  const lines = items.map(item => `- ${markdownCode(item)}`)
  return `${sentence}\n\n${lines.join('\n')}`
}
