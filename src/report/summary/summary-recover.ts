import type { RecoverOutcome } from '../../shared/outcome.ts'
import { RECOVERED } from '../../shared/recovery-facts.ts'
import { formatCount, formatTime } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { section, stacked, table } from './summary-table.ts'

const NAMES = {
  users: 'Users',
  groups: 'Groups',
  'mfa-settings': 'MFA settings',
  passkeys: 'Passkeys'
} as const

/** The recovery, and what it does by its preview. */
export function recoveryCounts({
  recovery,
  changes,
  blocksUntil
}: RecoverOutcome): string {
  if (recovery === undefined) return ''
  const { id, status, recoverTo } = recovery
  const lines = [
    `Recovery ${markdownCode(id)} to ${formatTime(recoverTo)}: ${markdownCode(status)}`,
    ...(blocksUntil === undefined
      ? []
      : [
          `Writes to the pool are blocked. The preview is to be applied or cancelled by ${formatTime(blocksUntil)}`
        ])
  ]
  const cell = (count: number | undefined) =>
    count === undefined ? 'not known' : formatCount(count)
  return stacked([
    changes === undefined
      ? ''
      : table(
          ['', 'Created', 'Updated', 'Deleted'],
          RECOVERED.map(kind => {
            const { created, updated, deleted } = changes[kind]
            return [NAMES[kind], cell(created), cell(updated), cell(deleted)]
          })
        ),
    lines.join('\\\n')
  ])
}

/** What the recovery took of what the snapshot holds. */
export function recoveryLosses({ losses, report }: RecoverOutcome): string {
  if (losses === undefined) return ''
  const { usersMissing, usersReverted, groupsMissing, membershipsGone } = losses
  return section(
    'The pool against the snapshot',
    stacked([
      table(
        ['', 'Number'],
        [
          ['Users missing', formatCount(usersMissing)],
          ['Groups missing', formatCount(groupsMissing)],
          ['Users reverted', formatCount(usersReverted)],
          [
            'Memberships gone, of users who are there',
            formatCount(membershipsGone)
          ]
        ]
      ),
      report === undefined
        ? 'The report that names them was not stored.'
        : `The report names them: ${markdownCode(report)}`
    ])
  )
}

/** The conditions of a recovery, and what is possible by time. */
export function recoveryConditions({
  conditions,
  reach
}: RecoverOutcome): string {
  return section(
    'Conditions of a recovery',
    stacked([
      table(
        ['Holds', 'Condition'],
        conditions.map(({ text, holds }) => [
          holds === undefined ? 'not known' : holds ? 'yes' : '**no**',
          markdownText(text)
        ]),
        ['Condition']
      ),
      reach === undefined
        ? ''
        : `By plan and age, points from ${formatTime(reach.from)} to ${formatTime(reach.to)} are in reach.`
    ])
  )
}
