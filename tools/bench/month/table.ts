import { aligned, seconds, whole } from '../table.ts'
import { PRICES } from './cost.ts'
import type { MonthResult } from './month-benchmark.ts'
import type { Night } from './nights.ts'

const HEADINGS = [
  'night',
  'users',
  'added',
  'gone',
  'changed',
  'alarm',
  'export',
  'verify',
  'compare',
  'CPU',
  'memory',
  'stored',
  'requests'
]

/** The result of `month`, for people, in Markdown. */
export function monthTable(result: MonthResult): string {
  const { cost, restores } = result
  const limits = Object.entries(result.limits)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  const dollars = (value: number) => `$${value.toFixed(2)}`
  return [
    `A month of ${whole(result.users)} users in ${whole(result.groups)} groups, ${result.membershipsPerUser} memberships a user, no quotas`,
    `Alarms: ${limits}`,
    '',
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...result.nights.map(night => row(cellsOf(night))),
    '',
    `A user restored from each of ${restores.length} snapshots`,
    ...aligned([
      [
        'elapsed',
        between(
          restores.map(one => one.elapsedSeconds),
          seconds
        )
      ],
      [
        'memory',
        between(
          restores.map(one => one.peakMemoryMB),
          megabytes
        )
      ]
    ]),
    '',
    `Cost by prices of ${PRICES.date} in ${PRICES.region}`,
    ...aligned(
      Object.entries(cost).map(
        ([name, value]) => [name, dollars(value as number)] as const
      )
    )
  ].join('\n')
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function cellsOf(night: Night): string[] {
  const { changes } = night
  const count = (value: number | undefined) =>
    value === undefined ? '–' : whole(value)
  return [
    String(night.night),
    whole(night.users),
    count(changes?.added),
    count(changes?.gone),
    count(changes?.changed),
    night.alarm || '–',
    `${night.exportSeconds.toFixed(1)} s`,
    `${night.verifySeconds.toFixed(1)} s`,
    `${night.compareSeconds.toFixed(1)} s`,
    `${night.cpuSeconds.toFixed(0)} s`,
    megabytes(night.peakMemoryMB),
    `${(night.bytesStored / 1e6).toFixed(1)} MB`,
    whole(night.requests)
  ]
}

function between(
  values: readonly number[],
  format: (value: number) => string
): string {
  return `${format(Math.min(...values))} to ${format(Math.max(...values))}`
}

const megabytes = (value: number) => `${value.toFixed(0)} MB`
