import { aligned, listed, seconds, times, whole } from '../table.ts'
import type { ScaleResult, ScaleRun } from './scale-benchmark.ts'

/** The result of `scale`, for people. */
export function scaleTable(result: ScaleResult): string {
  const { projection } = result
  return [
    `Large pools, ${whole(result.groups)} groups, ${result.latencyMs} ms a call, no quotas`,
    ...result.runs.flatMap(run => ['', title(run), ...aligned(rowsOf(run))]),
    '',
    `Peak memory of the larger export / of the first: ${times(result.memoryRatio)}`,
    ...(projection === null
      ? []
      : [
          '',
          `Projection of an export of ${whole(projection.users)} users at the default quotas`,
          ...aligned([
            ['bound by', projection.category],
            ['at 80 % of the quota', hours(projection.hoursAtDefaultShare)],
            ['at all of it', hours(projection.hoursAtFullShare)],
            ['stored', megabytes(projection.bytesStored)]
          ])
        ])
  ].join('\n')
}

const title = ({ what, users }: ScaleRun) =>
  `${what.charAt(0).toUpperCase()}${what.slice(1)}, ${whole(users)} users`

function rowsOf(run: ScaleRun): (readonly [string, string])[] {
  return [
    ['elapsed', seconds(run.elapsedSeconds)],
    ['CPU', seconds(run.cpuSeconds)],
    ['peak memory', `${run.peakMemoryMB.toFixed(1)} MB`],
    ['received', megabytes(run.bytesReceived)],
    ['sent', megabytes(run.bytesSent)],
    ['calls', listed(run.calls, whole)]
  ]
}

const megabytes = (bytes: number) => `${whole(Math.round(bytes / 1e6))} MB`
const hours = (value: number) => `${value.toFixed(1)} h`
