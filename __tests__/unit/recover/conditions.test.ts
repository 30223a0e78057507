import { describe, expect, test } from '@jest/globals'
import type { Recovery } from '../../../src/cognito/recoveries.ts'
import { conditionsOf } from '../../../src/recover/conditions.ts'
import type { RecoveryFactsRead } from '../../../src/recover/read-facts.ts'
import { refuses } from '../../fixtures/fake-pool.ts'
import { jobAnswer } from '../../fixtures/import-jobs.ts'
import {
  HOUR,
  MINUTE,
  NOW,
  POINT,
  PREVIEW,
  RECOVERY_ID,
  recoveryScene,
  restoration,
  withCode
} from '../../fixtures/recovery-scene.ts'

const DAY = 24 * HOUR
const FACTS: RecoveryFactsRead = {
  tier: 'PLUS',
  region: 'eu-west-1',
  createdAt: NOW - 100 * DAY,
  hasOwnKey: false,
  isImporting: false,
  replicas: [],
  recoveries: []
}

/** The conditions of a kind: whether they hold, and their sentences. */
function ofKind(
  words: RegExp,
  changes: Partial<RecoveryFactsRead>,
  recoverTo?: number
): string[] {
  const { conditions } = conditionsOf({ ...FACTS, ...changes }, recoverTo, NOW)
  return conditions
    .filter(({ text }) => words.test(text))
    .map(({ text, holds }) => `${holds ?? 'unknown'}: ${text}`)
}

const ago = (ms: number, status = 'PREVIEW_CANCELLED'): Recovery => ({
  id: RECOVERY_ID,
  status,
  recoverTo: new Date(POINT),
  triggeredAt: new Date(NOW - ms),
  preview: undefined
})
const unknownTime: Recovery = { ...ago(0), triggeredAt: undefined }

describe('a condition of a recovery', () => {
  test.each([
    ['PLUS', 'true: The feature plan PLUS reaches 14 days back'],
    ['ESSENTIALS', 'true: The feature plan ESSENTIALS reaches 1 day back'],
    ['LITE', 'false: The feature plan LITE has no'],
    [undefined, 'unknown: Cognito does not say the feature plan']
  ] as const)('is the plan: %s', (tier, says) => {
    expect(ofKind(/plan/, { tier })[0]).toContain(says)
  })

  test.each([
    [NOW - DAY, 'true: The pool was created at 2026-11-28T10:00:00Z'],
    [NOW - 14 * MINUTE, 'false: The pool was created at'],
    [undefined, 'unknown: Cognito does not say when']
  ])('is the age of the pool: %s', (createdAt, says) => {
    expect(ofKind(/created at|created\./, { createdAt })[0]).toContain(says)
  })

  test.each([
    ['PLUS', undefined, NOW - 14 * DAY, 'true: The recovery point'],
    ['ESSENTIALS', undefined, NOW - 25 * HOUR, 'false: The recovery point'],
    ['PLUS', NOW - HOUR, NOW - 2 * HOUR, 'false: The recovery point'],
    [undefined, undefined, NOW - HOUR, 'unknown: The recovery point']
  ] as const)(
    'is the point, with plan %s, a pool of %s and a point at %s',
    (tier, createdAt = FACTS.createdAt, recoverTo, says) => {
      const changes = { tier, createdAt }
      expect(ofKind(/recovery point/, changes, recoverTo)[0]).toContain(says)
    }
  )

  test.each([
    [false, 'true: No import job is active'],
    [true, 'false: An import job is active'],
    [undefined, 'unknown: The import jobs']
  ])('is an import job: %s', (isImporting, says) => {
    expect(ofKind(/import job/, { isImporting })[0]).toContain(says)
  })

  test.each([
    [[], 'true: The pool has no replicas'],
    [
      [{ RegionName: 'eu-west-1', Role: 'SECONDARY' as const }],
      'false: The pool in eu-west-1 is a secondary replica'
    ],
    [
      [
        { RegionName: 'eu-west-1', Role: 'PRIMARY' as const },
        { RegionName: 'us-east-1', Status: 'CREATING' as const }
      ],
      'false: A replica of the pool is being created'
    ],
    [
      [{ RegionName: 'eu-west-1', Role: 'PRIMARY' as const }],
      'true: The pool is the primary'
    ],
    [undefined, 'unknown: The replicas']
  ])('is replication: %j', (replicas, says) => {
    expect(ofKind(/replica|primary/, { replicas })[0]).toContain(says)
  })

  test('is a key of its owner, of which it is not known whether it is usable', () => {
    expect(ofKind(/key/, { hasOwnKey: true })[0]).toContain('unknown: The key')
    expect(ofKind(/key/, {})).toEqual([])
  })

  test.each([
    [[], 'true: No recovery of the pool is active'],
    [[ago(HOUR, 'PREVIEW_GENERATED')], 'false: The recovery 0f6b1e4c'],
    [undefined, 'unknown: ']
  ])('is another recovery: %#', (recoveries, says) => {
    expect(
      ofKind(/recover(y|ies) .*(active|its|read)/, { recoveries })[0]
    ).toContain(says)
  })

  test.each([
    [[ago(HOUR), ago(2 * HOUR)], 'true: 2 previews in the last 24 hours'],
    [
      [ago(HOUR), ago(2 * HOUR), ago(23 * HOUR)],
      'false: 3 previews in the last 24 hours'
    ],
    [[ago(HOUR), ago(2 * HOUR), ago(25 * HOUR)], 'true: 2 previews'],
    [
      [ago(HOUR), ago(2 * HOUR), unknownTime],
      'unknown: 2 previews, and 1 of unknown time'
    ]
  ])('is the number of previews in a day: %#', (recoveries, says) => {
    expect(ofKind(/24 hours; Cognito makes 3/, { recoveries })[0]).toContain(
      says
    )
  })

  test('is the number of previews in 30 days', () => {
    const nine = Array.from({ length: 9 }, (_, day) => ago((day + 2) * DAY))
    expect(ofKind(/30 days/, { recoveries: nine })[0]).toContain('true: 9')
    const ten = [...nine, ago(29 * DAY), ago(31 * DAY)]
    expect(ofKind(/30 days/, { recoveries: ten })[0]).toContain('false: 10')
  })

  test.each([
    [23 * HOUR, 'false: A recovery was completed'],
    [25 * HOUR, 'unknown: A recovery may have been completed'],
    [49 * HOUR, 'true: No recovery was completed']
  ])('is a completed recovery, initiated %d ms ago', (ms, says) => {
    const recoveries = [ago(ms, 'RESTORE_COMPLETED')]
    expect(ofKind(/completed/, { recoveries })[0]).toContain(says)
  })

  test('is what no run of one pool can know', () => {
    expect(ofKind(/^(Recoveries of other pools|Some pools)/, {})).toHaveLength(
      2
    )
  })
})

describe('what is in reach', () => {
  const reach = (changes: Partial<RecoveryFactsRead>) =>
    conditionsOf({ ...FACTS, ...changes }, undefined, NOW).reach

  test('goes from the plan or the creation of the pool to 15 minutes ago', () => {
    const to = NOW - 15 * MINUTE
    expect(reach({})).toEqual({ from: NOW - 14 * DAY, to })
    expect(reach({ tier: 'ESSENTIALS' })).toEqual({ from: NOW - DAY, to })
    const createdAt = NOW - HOUR
    expect(reach({ createdAt })).toEqual({ from: createdAt, to })
  })

  test('is nothing where a condition excludes it or is not known', () => {
    expect(reach({ tier: 'LITE' })).toBeUndefined()
    expect(reach({ tier: undefined })).toBeUndefined()
    expect(reach({ createdAt: NOW - MINUTE })).toBeUndefined()
  })
})

describe('a check', () => {
  const CHECK = { recovery: 'check', recoverTo: undefined } as const

  test('reads, and changes nothing', async () => {
    const scene = recoveryScene({ recoveries: [restoration()] })
    await scene.recover(CHECK)
    const names = scene.pool.calls.map(({ operation }) => operation)
    expect(names.filter(name => !/^(List|Describe)/.test(name))).toEqual([])
    expect(scene.outcome.status).toBe('complete')
  })

  test('shows the active recovery with its counts', async () => {
    const scene = recoveryScene({
      recoveries: [restoration({ RestorePreview: PREVIEW })]
    })
    await scene.recover(CHECK)
    expect(scene.outcome).toMatchObject({
      recovery: { id: RECOVERY_ID },
      changes: { users: { deleted: 30 } }
    })
  })

  test('keeps the point that it was asked about', async () => {
    const scene = recoveryScene()
    await scene.recover({ ...CHECK, recoverTo: POINT })
    expect(scene.outcome.recoverTo).toBe(POINT)
  })

  test('says of what the role may not read that it is not known', async () => {
    const denied = refuses('AccessDeniedException', { code: 'access-denied' })
    const scene = recoveryScene({
      answers: {
        ListUserImportJobs: denied,
        ListUserPoolReplicas: denied,
        ListPointInTimeRecoveries: denied
      }
    })
    await scene.recover(CHECK)
    const unknown = scene.lines.filter(line => line.startsWith('unknown: '))
    expect(unknown.join('\n')).toMatch(/import jobs[^]*replicas[^]*recoveries/)
    expect(scene.outcome.status).toBe('complete')
  })

  test.each<[string, Parameters<typeof recoveryScene>[0]]>([
    [
      'no: The feature plan LITE has no point-in-time recovery.',
      {
        pool: { UserPoolTier: 'LITE' },
        answers: {
          ListPointInTimeRecoveries: refuses(
            'FeatureUnavailableInTierException'
          )
        }
      }
    ],
    [
      'no: The pool was created at 2026-11-29T09:59:00Z; no point before that is possible.',
      { pool: { CreationDate: (NOW - MINUTE) / 1000 } }
    ],
    [
      'unknown: The key of the pool must stay usable for Cognito. Whether it is, is not known.',
      { pool: { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } } }
    ],
    [
      'no: An import job is active: wait for it, or stop it.',
      {
        answers: {
          ListUserImportJobs: () => ({
            UserImportJobs: [jobAnswer({ Status: 'Pending' }).UserImportJob]
          })
        }
      }
    ],
    [
      'no: The pool in eu-west-1 is a secondary replica; only the primary can be recovered.',
      {
        answers: {
          ListUserPoolReplicas: () => ({
            UserPoolReplicas: [{ RegionName: 'eu-west-1', Role: 'SECONDARY' }]
          })
        }
      }
    ]
  ])('reads what decides: %s', async (line, options) => {
    const scene = recoveryScene(options)
    await scene.recover(CHECK)
    expect(scene.lines).toContain(line)
  })

  test('counts no further back than 30 days', async () => {
    const old = restoration({
      RestoreStatus: 'PREVIEW_CANCELLED',
      TriggerTimestamp: (NOW - 31 * DAY) / 1000
    })
    const scene = recoveryScene({ recoveries: [old, old, old] })
    await scene.recover(CHECK)
    expect(scene.times('DescribePoint')).toBe(1)
  })

  test('stops where no further call would succeed', async () => {
    const scene = recoveryScene({
      answers: {
        ListPointInTimeRecoveries: refuses('x', { code: 'credentials' })
      }
    })
    await expect(scene.recover(CHECK)).rejects.toEqual(withCode('credentials'))
  })
})
