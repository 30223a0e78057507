import { listed, seconds, whole } from '../table.ts'
import type { PeersResult, StepResult, ToolResult } from './peers-benchmark.ts'

type Figure = readonly [string, (tool: ToolResult) => string]

const FIGURES: readonly Figure[] = [
  ...stepFigures('backup', tool => tool.backup),
  ...stepFigures('restore', tool => tool.restore),
  ['billed users', tool => whole(tool.billedUsers)],
  ['messages sent', tool => whole(tool.messagesSent)],
  ['users not restored', tool => whole(tool.losses.users)],
  [
    '… of whom it told',
    tool => (tool.saidSkipped === null ? '0' : whole(tool.saidSkipped))
  ],
  ['attributes lost', tool => whole(tool.losses.attributes)],
  ['disabled users enabled', tool => whole(tool.losses.disabledFlags)],
  ['confirmed users not confirmed', tool => whole(tool.losses.confirmed)],
  ['federated users made native', tool => whole(tool.losses.federated)],
  ['groups lost', tool => whole(tool.losses.groups)],
  ['memberships lost', tool => whole(tool.losses.memberships)]
]

/** The result of `peers`, for people: a column for each tool. */
export function peersTable(result: PeersResult): string {
  const names = FIGURES.map(([name]) => name)
  const columns = result.tools.map(tool => [
    tool.tool,
    ...FIGURES.map(([, figure]) => figure(tool))
  ])
  const all = [['', ...names], ...columns]
  const widths = all.map(cells => Math.max(...cells.map(cell => cell.length)))
  const lines = ['', ...names].map((_, row) =>
    all
      .map((cells, column) => (cells[row] ?? '').padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  )
  const { groups, membershipsPerUser, latencyMs, quotas } = result
  const users = `${whole(result.users)} ${result.plain ? 'plain users' : 'users of all kinds'}`
  return [
    `${users} in ${whole(groups)} groups, ${membershipsPerUser} memberships a user, into an empty pool, ${latencyMs} ms a call, quotas ${quotas}`,
    '',
    ...lines.map(line => `  ${line}`.trimEnd()),
    '',
    ...result.tools.flatMap(({ tool, backup, restore }) => [
      `${tool} called ${listed(backup.calls, whole)} to back up,`,
      `  ${listed(restore.calls, whole)} to restore`
    ])
  ].join('\n')
}

function stepFigures(
  name: string,
  step: (tool: ToolResult) => StepResult
): Figure[] {
  const calls = (tool: ToolResult) =>
    Object.values(step(tool).calls).reduce((sum, count) => sum + count, 0)
  return [
    [`${name}: elapsed`, tool => seconds(step(tool).elapsedSeconds)],
    [`${name}: CPU`, tool => seconds(step(tool).cpuSeconds)],
    [
      `${name}: peak memory`,
      tool => `${step(tool).peakMemoryMB.toFixed(1)} MB`
    ],
    [`${name}: calls`, tool => whole(calls(tool))],
    [`${name}: throttled`, tool => whole(step(tool).throttled)],
    [`${name}: exit code`, tool => String(step(tool).exitCode ?? 'none')]
  ]
}
