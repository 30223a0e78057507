import type { Assumption } from './assumptions/assumption.ts'
import { mask } from './mask.ts'
import type { Outcome, Verdict } from './proof.ts'

/** What became of one proof. */
export interface Proved {
  id: string
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
    where: string
    ifNot: string
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
 * @param assumptions one for each proof
 */
export function reportOf(
  run: Pick<Report, 'region' | 'version' | 'day' | 'isComplete'>,
  proved: readonly Proved[],
  left: readonly string[],
  personal: Iterable<string>,
  assumptions: readonly Assumption[]
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
    proofs: proved.map(({ id, verdict }) => {
      const of = assumptions.find(one => one.id === id)
      if (of === undefined) throw new Error(`Nothing is assumed of ${id}.`)
      const { assumption, where, ifNot } = of
      const { outcome } = verdict
      const seen = mask(verdict.seen, known)
      return { id, assumption, outcome, seen, where, ifNot }
    }),
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
    ({ id, outcome, seen, where, ifNot }) =>
      `| ${id} | ${WORDS[outcome]} | ${cell(seen)} | ${cell(ifNot)} (${where}) |`
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
