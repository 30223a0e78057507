import type { SoakRecord } from '../soak/record.ts'
import { countsInWords, number, table } from './markdown.ts'
import type { TrialsRecord } from './records.ts'

/** A section about suites that kill or cancel a run many times. */
export function trialsSection(
  title: string,
  intro: string,
  { command, date, suites }: TrialsRecord
): string {
  const rows = suites.map(suite => [
    suite.name,
    suite.what,
    suite.tried,
    countsInWords(suite.outcomes),
    suite.usersLost,
    suite.usersDuplicated,
    suite.messages
  ])
  return `## ${title}

${intro} \`${command}\`, last recorded on ${date}.

${table(
  [
    'suite',
    'what was tried',
    'times',
    'what came out',
    'users lost',
    'users twice',
    'messages sent'
  ],
  rows
)}`
}

export function soakSection(soak: SoakRecord): string {
  const modes = [
    ['export', soak.exports],
    ['dry run', soak.dryRuns],
    ['restore', soak.restores],
    ['verification', soak.verifies]
  ] as const
  const rows = modes.map(([mode, endings]) => [
    mode,
    endings.runs,
    countsInWords(endings.byStatus),
    countsInWords(endings.failuresByCode)
  ])
  const met = Object.values(soak.faultsMet).reduce((sum, n) => sum + n, 0)
  const percent = number(soak.shareOfCalls * 100)
  return `## A night of bad weather

${number(soak.rounds)} rounds of an export, a verification, a dry run and a restore, each of another pool with other inputs, against a simulator that throttles, breaks connections and lies in ${percent} % of its answers: ${number(soak.calls)} calls, ${number(met)} of which went wrong, and ${number(soak.users)} users. It is judged afterwards, in good weather and by code that shares nothing with the action: every export that reported success verifies and equals its pool, every restore that reported success equals its snapshot, every failure said why. \`${soak.command}\`, last recorded on ${soak.date}.

${table(['mode', 'runs', 'how they ended', 'failures, by error code'], rows)}

${table(
  ['what was looked for', 'found'],
  [
    ['users lost', soak.usersLost],
    ['users twice, or too many', soak.usersDuplicated],
    ['messages sent to users', soak.messages],
    ['failures without a reason', soak.failuresWithoutReason],
    ['anything else that was not as it has to be', soak.otherFindings]
  ]
)}

What went wrong with calls, and how often: ${countsInWords(soak.faultsMet)}.`
}
