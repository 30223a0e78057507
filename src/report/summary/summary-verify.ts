import type { VerifyOutcome } from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { section, stacked, table } from './summary-table.ts'
import { rowOfCounts } from './summary-totals.ts'

const WEIGHTS = {
  blocks: 'would not restore',
  alarms: 'fails the verification',
  remark: 'to know'
}

export function verifyFindings({ findings }: VerifyOutcome): string {
  return section(
    'Findings',
    table(
      ['Code', 'Times', 'Result', 'What was found'],
      findings.map(({ code, count, weight, text }) => [
        markdownCode(code),
        formatCount(count),
        WEIGHTS[weight],
        markdownText(text)
      ]),
      ['Result', 'What was found']
    )
  )
}

/** How the pool has changed since the snapshot. */
export function driftTable({ drift }: VerifyOutcome): string {
  if (drift === undefined) return ''
  const { added, gone, changed } = drift
  return section(
    'Users of the pool since the snapshot',
    stacked([
      rowOfCounts([
        ['Added', formatCount(added)],
        ['Gone', formatCount(gone)],
        ['Changed', formatCount(changed)]
      ]),
      added + gone + changed === 0
        ? 'The pool has the users of the snapshot, as they are in it.'
        : 'Changed users have another name, status, attribute or enabled flag. This snapshot lacks what was added or changed since.'
    ])
  )
}
