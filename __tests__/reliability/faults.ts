import { countByOutcome, type FaultCase } from '../faults/cases/case.ts'
import { exportCases } from '../faults/cases/cognito-export.ts'
import { peopleCases } from '../faults/cases/cognito-people.ts'
import { restoreCases } from '../faults/cases/cognito-restore.ts'
import {
  slowExportCases,
  slowRestoreCases
} from '../faults/cases/cognito-slow.ts'
import {
  EXPORT_MANIFEST_CASES,
  EXPORT_OTHER_CASES,
  EXPORT_PART_CASES
} from '../faults/cases/s3-export.ts'
import {
  RESTORE_APPLY_CASES,
  RESTORE_READ_CASES,
  RESTORE_WRITE_CASES
} from '../faults/cases/s3-restore.ts'
import {
  SLOW_EXPORT_CASES,
  SLOW_RESTORE_CASES,
  SLOW_VERIFY_CASES
} from '../faults/cases/s3-slow.ts'
import { VERIFY_CASES } from '../faults/cases/s3-verify.ts'
import { table } from './markdown.ts'

interface Suite {
  title: string
  command: string
  cases: readonly FaultCase[]
}

const QUICK = 'npm test'
const SLOW = 'npm run test:hangs'

/** Every fault that is tried, by what the run does. */
export const SUITES: readonly Suite[] = [
  { title: 'Cognito, export', command: QUICK, cases: exportCases },
  { title: 'Cognito, restore', command: QUICK, cases: restoreCases },
  {
    title: 'Cognito, a restore among other people',
    command: QUICK,
    cases: peopleCases
  },
  {
    title: 'S3, export',
    command: QUICK,
    cases: [
      ...EXPORT_PART_CASES,
      ...EXPORT_MANIFEST_CASES,
      ...EXPORT_OTHER_CASES
    ]
  },
  {
    title: 'S3, restore',
    command: QUICK,
    cases: [
      ...RESTORE_READ_CASES,
      ...RESTORE_APPLY_CASES,
      ...RESTORE_WRITE_CASES
    ]
  },
  { title: 'S3, verification', command: QUICK, cases: VERIFY_CASES },
  {
    title: 'Cognito, outages and answers that never come',
    command: SLOW,
    cases: [...slowExportCases, ...slowRestoreCases]
  },
  {
    title: 'S3, outages and answers that never come',
    command: SLOW,
    cases: [...SLOW_EXPORT_CASES, ...SLOW_RESTORE_CASES, ...SLOW_VERIFY_CASES]
  }
]

/** How many cases there are, and how they end. */
export function faultsOverview(): string {
  const rows = SUITES.map(({ title, command, cases }) => {
    const { recovered, partial, failed } = countByOutcome(cases)
    const link = `[${title}](#${anchorOf(title)})`
    return [link, cases.length, recovered, partial, failed, `\`${command}\``]
  })
  const sums = [1, 2, 3, 4].map(at =>
    rows.reduce((sum, row) => sum + Number(row[at]), 0)
  )
  return table(
    ['suite', 'cases', 'recovered', 'partial', 'failed', 'command'],
    [...rows, ['all of them', ...sums, '']]
  )
}

/** Each case of each suite, and what must come of it. */
export function faultsSections(): string {
  return SUITES.map(
    ({ title, cases }) =>
      `### ${title}

${table(['what goes wrong', 'on', 'what must come of it'], rowsOf(cases))}`
  ).join('\n\n')
}

/** Cases that differ only in the call they strike share a row. */
function rowsOf(cases: readonly FaultCase[]): string[][] {
  const rows = new Map<
    string,
    { fault: string; on: Set<string>; end: string }
  >()
  for (const one of cases) {
    const fault = `${one.fault}${one.times === 'all' ? ', for good' : ''}`
    const end = endOf(one)
    const key = JSON.stringify([fault, end])
    const row = rows.get(key) ?? { fault, on: new Set(), end }
    row.on.add(one.on)
    rows.set(key, row)
  }
  return [...rows.values()].map(({ fault, on, end }) => [
    fault,
    [...on].join(', '),
    end
  ])
}

function endOf({ outcome, says, warns = [], outputs = {} }: FaultCase): string {
  const counts = Object.entries(outputs).map(
    ([name, value]) => `\`${name}\` ${value}`
  )
  return [
    `**${outcome}**`,
    ...(says === undefined ? [] : [`“${says}”`]),
    ...(warns.length === 0 ? [] : [`warning “${warns.join('”, “')}”`]),
    ...counts
  ].join('; ')
}

/** What GitHub makes of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
}
