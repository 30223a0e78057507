import { mask } from './mask.ts'
import type { Outcome, Proof, Verdict } from './proof.ts'

/** Where the page is, seen from the root of the repository. */
const PAGE = 'docs/unproven.md'

/** What became of one proof. */
export interface Proved {
  proof: Pick<Proof, 'id' | 'assumption'>
  verdict: Verdict
}

/** What a report says; it holds no personal data. */
export interface Report {
  region: string
  /** Of the tool. */
  version: string
  /** YYYY-MM-DD, in UTC. */
  day: string
  totals: Record<Outcome, number>
  proofs: {
    id: string
    assumption: string
    outcome: Outcome
    seen: string
    /** The row that says what the tool does then. */
    row: string
  }[]
  /** What could not be removed. */
  left: string[]
  isComplete: boolean
}

/**
 * Puts a report together and takes out of it what it mustn't hold.
 *
 * @param run where and when; `isComplete` is false where it was stopped
 * @param personal names and values of the synthetic users
 */
export function reportOf(
  run: Pick<Report, 'region' | 'version' | 'day' | 'isComplete'>,
  proved: readonly Proved[],
  left: readonly string[],
  personal: Iterable<string>
): Report {
  const known = [...personal]
  const count = (outcome: Outcome) =>
    proved.filter(({ verdict }) => verdict.outcome === outcome).length
  return {
    ...run,
    totals: {
      'as-assumed': count('as-assumed'),
      otherwise: count('otherwise'),
      'not-settled': count('not-settled')
    },
    proofs: proved.map(({ proof, verdict }) => ({
      id: proof.id,
      assumption: proof.assumption,
      outcome: verdict.outcome,
      seen: mask(verdict.seen, known),
      row: `${PAGE}#${proof.id}`
    })),
    left: left.map(clause => mask(clause, known))
  }
}

/** The exit code that goes with a report. */
export function exitCodeOf({ totals, left, isComplete }: Report): number {
  if (!isComplete) return 130
  return totals.otherwise > 0 || left.length > 0 ? 1 : 0
}

/** The report as Markdown; those that are otherwise come first. */
export function markdownOf(report: Report): string {
  const { totals, left } = report
  const rows = ORDER.flatMap(outcome =>
    report.proofs.filter(proof => proof.outcome === outcome)
  ).map(
    ({ id, outcome, seen, row }) =>
      `| ${id} | ${WORDS[outcome]} | ${cell(seen)} | [what the tool does then](${row}) |`
  )
  return [
    `# Proof of ${report.day} in ${report.region}, with cognito-backup ${report.version}`,
    '',
    `${totals['as-assumed']} as assumed, ${totals.otherwise} otherwise, ${totals['not-settled']} not settled.`,
    ...(report.isComplete ? [] : ['', 'The run was stopped before its end.']),
    ...(left.length === 0
      ? []
      : [
          '',
          'Not removed, and left to you:',
          '',
          ...left.map(clause => `- ${clause}`)
        ]),
    '',
    '| proof | outcome | seen | if it is otherwise |',
    '| --- | --- | --- | --- |',
    ...rows,
    ''
  ].join('\n')
}

const ORDER = ['otherwise', 'not-settled', 'as-assumed'] as const

const WORDS: Readonly<Record<Outcome, string>> = {
  'as-assumed': 'as assumed',
  otherwise: '**otherwise**',
  'not-settled': 'not settled'
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
