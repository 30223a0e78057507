import { RECOVERED, type RecoverOutcome } from '../../shared/outcome.ts'
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
          `Writes to the pool are blocked, until ${formatTime(blocksUntil)} if a job cancels the preview then`
        ])
  ]
  const cell = (count: number | undefined) =>
    count === undefined ? 'not known' : formatCount(count)
  return stacked([
    lines.join('\\\n'),
    changes === undefined
      ? ''
      : table(
          ['', 'Created', 'Updated', 'Deleted'],
          RECOVERED.map(kind => {
            const { created, updated, deleted } = changes[kind]
            return [NAMES[kind], cell(created), cell(updated), cell(deleted)]
          })
        )
  ])
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
