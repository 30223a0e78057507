import type {
  FindingFacts,
  PartFate,
  PlanLine,
  Verdict
} from '../../shared/new-pool-facts.ts'
import { amount } from '../../shared/amount.ts'
import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { pastable } from './pastable.ts'
import { folded, section, stacked, table } from './summary-table.ts'
import { rowOfCounts } from './summary-totals.ts'

/** Those first that people have to look at. */
const VERDICTS: Readonly<Record<Verdict, string>> = {
  impossible: 'impossible',
  'not-captured': 'not captured',
  'needs-a-person': 'needs a person',
  changed: 'changed',
  same: 'same'
}

const FATES: Readonly<Record<PartFate, string>> = {
  made: 'made',
  'there-already': 'there already',
  waits: 'waits for a later run',
  'left-out': 'left out',
  'not-made': 'not made',
  unknown: 'not known'
}

/** From so many lines on, a list to copy is folded. */
const LONG = 20

/** How many parts have which verdict, and what became of them. */
export function poolCounts({ lines, findings }: CreatePoolOutcome): string {
  if (lines === undefined) return ''
  const count = <K extends string>(
    names: Readonly<Record<K, string>>,
    of: (line: PlanLine) => K | undefined
  ) =>
    Object.keys(names).flatMap((key): [string, string][] => {
      const parts = lines.filter(line => of(line) === key).length
      return parts === 0 ? [] : [[capital(names[key as K]), formatCount(parts)]]
    })
  const states = (['open', 'accepted'] as const).map(state =>
    formatCount((findings ?? []).filter(one => one.state === state).length)
  )
  return stacked([
    rowOfCounts(count(VERDICTS, ({ verdict }) => verdict)),
    rowOfCounts(count(FATES, ({ became }) => became)),
    findings === undefined
      ? ''
      : `Findings that need a person: ${states[0]} open, ${states[1]} accepted.`
  ])
}

/** What to know before anything else, in the order of the plan. */
export function poolRemarks({ remarks }: CreatePoolOutcome): string {
  return section(
    'Before you go on',
    remarks.map(text => `- ${markdownText(text)}`).join('\n')
  )
}

/** What a person has to do, and the lines with which the next run goes on. */
export function poolFindings({
  findings = [],
  status
}: CreatePoolOutcome): string {
  const order = (one: FindingFacts) =>
    one.state === 'accepted' ? 2 : one.canAccept ? 1 : 0
  const rows = [...findings]
    .sort((a, b) => order(a) - order(b))
    .map(finding => [
      markdownCode(finding.id),
      finding.state === 'open' && !finding.canAccept
        ? "open, can't be accepted"
        : finding.state,
      markdownText(finding.sentence)
    ])
  const lines = findings.filter(({ canAccept }) => canAccept)
  const block = [
    '```yaml',
    'accept: |',
    ...lines.map(({ id }) => `  ${pastable(id)}`),
    '```'
  ].join('\n')
  // A complete pool has no use for what isn't accepted.
  const hasOpen =
    status !== 'complete' && lines.some(({ state }) => state === 'open')
  return section(
    'What needs a person',
    stacked([
      table(['Finding', 'State', 'What to do'], rows, ['State', 'What to do']),
      hasOpen
        ? 'Solve a finding by `secrets`, `replace`, `domain` or `leave-out`. Or accept it. These lines accept all that can be accepted:'
        : '',
      !hasOpen
        ? ''
        : lines.length > LONG
          ? folded(amount(lines.length, 'line'), block)
          : block
    ])
  )
}

/** Each part of the definition, its verdict and what became of it. */
export function poolPlan({ lines = [] }: CreatePoolOutcome): string {
  const isPlan = lines.every(({ became }) => became === undefined)
  const order = Object.keys(VERDICTS)
  const sorted = [...lines].sort(
    (a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)
  )
  const tableOf = (shown: readonly PlanLine[]) =>
    table(
      ['Part', 'Verdict', 'Why', ...(isPlan ? [] : ['What became of it'])],
      shown.map(({ part, verdict, sentence, became }) => [
        markdownCode(part),
        VERDICTS[verdict],
        markdownText(sentence),
        ...(isPlan ? [] : [became === undefined ? '' : FATES[became]])
      ]),
      ['Verdict', 'Why', 'What became of it']
    )
  const same = sorted.filter(({ verdict }) => verdict === 'same')
  return section(
    'The plan',
    stacked([
      tableOf(sorted.filter(({ verdict }) => verdict !== 'same')),
      folded(`${amount(same.length, 'part')} as in the snapshot`, tableOf(same))
    ])
  )
}

/** The ids of app clients, which are new in each pool. */
export function newClientIds({
  clientIds = new Map<string, string>(),
  clientNames
}: CreatePoolOutcome): string {
  return section(
    'New ids of app clients',
    table(
      ['App client', 'Old id', 'New id'],
      [...clientIds].map(([old, id]) =>
        [clientNames.get(old) ?? old, old, id].map(markdownCode)
      ),
      ['Old id', 'New id']
    )
  )
}

/** The plan for the log, which is there without a summary too. */
export function poolPlanLines({
  remarks,
  lines = [],
  findings = []
}: CreatePoolOutcome): string[] {
  return [
    ...remarks,
    ...lines.map(
      ({ part, verdict, sentence, became }) =>
        `${part}: ${VERDICTS[verdict]}${became === undefined ? '' : `, ${FATES[became]}`}. ${sentence}`
    ),
    ...findings.map(
      ({ id, state, sentence }) => `Finding ${id} (${state}): ${sentence}`
    )
  ]
}

function capital(text: string): string {
  return text.replace(/^./, letter => letter.toUpperCase())
}
