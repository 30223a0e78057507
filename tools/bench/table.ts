import type { CreatePoolResult } from './create-pool-benchmark.ts'
import type { ExportResult } from './export-benchmark.ts'
import type { MemoryResult } from './memory-benchmark.ts'
import type { OneUserResult } from './one-user-benchmark.ts'
import type { RestoreResult } from './restore-benchmark.ts'

/** The result of `export`, for people. */
export function exportTable(result: ExportResult): string {
  const { floor, encrypted } = result
  return [
    `Export of ${whole(result.users)} users in ${whole(result.groups)} groups, ${result.membershipsPerUser} memberships a user,`,
    `MFA ${result.mfa}, ${result.latencyMs} ms a call, quotas ${result.quotas}, quota share ${result.quotaShare} %`,
    '',
    ...aligned([
      ...performance(result),
      ['stored', `${whole(result.bytesStored)} bytes`],
      ['exit code', String(result.exitCode ?? 'none')],
      [
        'users in outputs',
        `${whole(result.usersInOutputs ?? 0)} of ${whole(result.users)}`
      ],
      ...(floor === null
        ? []
        : [
            [
              'CPU / 100,000 users',
              seconds(floor.exportCpuSecondsPer100kUsers)
            ] as const,
            [
              'floor / 100,000 users',
              seconds(floor.cpuSecondsPer100kUsers)
            ] as const,
            ['CPU / floor', times(floor.ratio)] as const
          ]),
      ...(encrypted === null
        ? []
        : [
            [
              'CPU with age',
              `${seconds(encrypted.cpuSeconds)} (two ${encrypted.keys} keys)`
            ] as const,
            ['CPU with age / without', times(encrypted.ratio)] as const,
            [
              'peak memory with age',
              `${encrypted.peakMemoryMB.toFixed(1)} MB`
            ] as const,
            [
              'stored with age',
              `${whole(encrypted.bytesStored)} bytes`
            ] as const
          ])
    ])
  ].join('\n')
}

/** The result of `restore`, for people. */
export function restoreTable(result: RestoreResult): string {
  const { restored, expected } = result
  const found = (name: keyof typeof expected) =>
    [
      `${name} restored`,
      `${whole(restored[name])} of ${whole(expected[name])}`
    ] as const
  return [
    `Restore of ${whole(result.users)} users in ${whole(result.groups)} groups, ${result.membershipsPerUser} memberships a user, into an empty pool,`,
    `${result.latencyMs} ms a call, quotas ${result.quotas}, quota share ${result.quotaShare} %`,
    '',
    ...aligned([
      ...performance(result),
      ['CPU / 10,000 users', seconds(result.cpuSecondsPer10kUsers)],
      ['exit code', String(result.exitCode ?? 'none')],
      ['users skipped', whole(result.skipped)],
      found('users'),
      found('disabled'),
      found('groups'),
      found('memberships')
    ])
  ].join('\n')
}

/** The result of `one-user`, for people. */
export function oneUserTable(result: OneUserResult): string {
  const { quotaBound } = result
  return [
    `Restore of ${whole(result.named)} of ${whole(result.users)} users by name,`,
    `${result.latencyMs} ms a call, default quotas, quota share ${result.quotaShare} %`,
    '',
    ...aligned([
      ['elapsed', seconds(result.elapsedSeconds)],
      [
        'bound by quotas',
        quotaBound === null
          ? 'none'
          : `${seconds(quotaBound.seconds)} (${quotaBound.category})`
      ],
      ['CPU', seconds(result.cpuSeconds)],
      ['peak memory', `${result.peakMemoryMB.toFixed(1)} MB`],
      ['calls of Cognito', whole(result.cognitoCalls)],
      ['calls', listed(result.calls, whole)]
    ])
  ].join('\n')
}

/** The result of `create-pool`, for people. */
export function createPoolTable(result: CreatePoolResult): string {
  const { creation, readBack, boundSeconds } = result
  const bound = (of: typeof creation) =>
    of === null ? 'none' : `${seconds(of.seconds)} (${of.category})`
  return [
    `A new pool of ${whole(result.clients)} app clients, ${whole(result.providers)} providers and ${whole(result.resourceServers)} resource servers,`,
    `${result.latencyMs} ms a call, default quotas, quota share ${result.quotaShare} %`,
    '',
    ...aligned([
      ['elapsed', seconds(result.elapsedSeconds)],
      ['bound of the creation', bound(creation)],
      ['bound of the reading back', bound(readBack)],
      ['elapsed / both', times(result.elapsedSeconds / boundSeconds)],
      ['CPU', seconds(result.cpuSeconds)],
      ['peak memory', `${result.peakMemoryMB.toFixed(1)} MB`],
      ['calls', listed(result.calls, whole)]
    ])
  ].join('\n')
}

/** The result of `memory`, for people. */
export function memoryTable(result: MemoryResult): string {
  return [
    `Peak memory of an export, ${result.latencyMs} ms a call, no quotas`,
    '',
    ...aligned([
      ...result.sizes.map(
        size =>
          [
            `${whole(size.users)} users`,
            `${size.peakMemoryMB.toFixed(1)} MB in ${seconds(size.elapsedSeconds)}`
          ] as const
      ),
      ['largest / smallest', times(result.ratio)]
    ])
  ].join('\n')
}

/** What a measured export and a measured restore have in common. */
function performance(
  result: ExportResult | RestoreResult
): (readonly [string, string])[] {
  const { quotaBound } = result
  const enforced = result.quotas === 'default' ? '' : ', not enforced here'
  return [
    ['elapsed', seconds(result.elapsedSeconds)],
    [
      'bound by quotas',
      quotaBound === null
        ? 'none'
        : `${seconds(quotaBound.seconds)} (${quotaBound.category}${enforced})`
    ],
    ['elapsed / bound', times(result.ratio)],
    ['CPU', seconds(result.cpuSeconds)],
    ['peak memory', `${result.peakMemoryMB.toFixed(1)} MB`],
    ['calls', listed(result.calls, whole)],
    [
      'throttled answers',
      `${whole(result.throttled)} (${percent(result.throttledShare)} of Cognito's)`
    ],
    ['peak use in 5 s', listed(result.peakShare, percent)]
  ]
}

/** Rows of a name and a value, the values below each other. */
export function aligned(
  rows: readonly (readonly [string, string])[]
): string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
}

/** Counts by name, one after the other. */
export function listed(
  counts: Readonly<Record<string, number>>,
  format: (value: number) => string
): string {
  return Object.entries(counts)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ')
}

export const whole = (value: number) => value.toLocaleString('en-US')
export const seconds = (value: number) => `${value.toFixed(2)} s`
export const times = (value: number | null) =>
  value === null ? 'unknown' : value.toFixed(2)
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
