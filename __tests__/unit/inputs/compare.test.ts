import { describe, expect, test } from '@jest/globals'
import { parseLimit } from '../../../src/shared/limit.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { NO_LIMITS } from '../../fixtures/no-limits.ts'
import { readRun } from '../../fixtures/read-inputs.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const OTHER_ID = '20261124T020000Z-ABCDEFGHIJKLMNOP'
const uriOf = (bucket: string, pool = POOL_ID) =>
  `s3://${bucket}/cognito-backup/${pool}/${ADDRESS.snapshotId}/`

const read = (inputs: Readonly<Record<string, string>>) =>
  readRun({ mode: 'compare', bucket: 'my-backups', ...inputs }).inputs

const POOL = { 'user-pool-id': POOL_ID }
const PREVIOUS = { 'source-user-pool-id': POOL_ID, 'compare-with': 'previous' }

describe('a comparison', () => {
  test('with the pool needs the pool and the bucket, and no more', () => {
    expect(read(POOL)).toEqual({
      mode: 'compare',
      userPoolId: POOL_ID,
      compareWith: undefined,
      parts: 'all',
      level: 'contents',
      limits: NO_LIMITS,
      definitionChanges: 'report',
      showValues: false,
      allowedAccountIds: [],
      ageIdentities: [],
      bucket: 'my-backups',
      snapshot: { latestOf: { prefix: 'cognito-backup', userPoolId: POOL_ID } },
      pace: { quotaShare: 80, quotas: {} },
      maxDurationMs: (5 * 60 + 50) * 60_000,
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('takes the id of a snapshot for one of the same pool and prefix', () => {
    const inputs = { ...PREVIOUS, 'compare-with': OTHER_ID, prefix: 'nightly' }
    expect(read(inputs)).toMatchObject({
      compareWith: {
        address: {
          ...ADDRESS,
          prefix: 'nightly',
          bucket: 'my-backups',
          snapshotId: OTHER_ID
        }
      }
    })
  })

  test('takes the address of a snapshot of another pool', () => {
    const other = uriOf('my-backups', 'eu-west-1_Other1234')
    expect(read({ ...PREVIOUS, 'compare-with': other })).toMatchObject({
      userPoolId: undefined,
      compareWith: { address: { userPoolId: 'eu-west-1_Other1234' } },
      snapshot: { latestOf: { userPoolId: POOL_ID } }
    })
  })

  test('takes numbers and shares for limits', () => {
    expect(
      read({ ...POOL, 'max-gone': '5%', 'max-changed': '12' })
    ).toMatchObject({
      limits: {
        maxGone: parseLimit('5%'),
        maxChanged: parseLimit('12'),
        maxMembershipsGone: parseLimit('none')
      }
    })
  })

  const COUNTS = { ...PREVIOUS, 'compare-level': 'counts' }
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'without another side',
      {},
      /input compare-with is missing, and so is user-pool-id/
    ],
    [
      'with two other sides',
      { ...POOL, ...PREVIOUS },
      /compare-with and user-pool-id are both given/
    ],
    [
      'with a snapshot in another bucket',
      { ...PREVIOUS, 'compare-with': uriOf('others') },
      /compare-with is in another bucket/
    ],
    [
      'with another word',
      { ...PREVIOUS, 'compare-with': 'newest' },
      /input compare-with/
    ],
    [
      'of a pool by counts',
      { ...POOL, 'compare-level': 'counts' },
      /compare-level is counts, which a pool has no manifest for/
    ],
    [
      'of the definition by counts',
      { ...COUNTS, 'compare-parts': 'definition' },
      /compare-parts needs compare-level: contents/
    ],
    [
      'of changed users by counts',
      { ...COUNTS, 'max-changed': '5%' },
      /max-changed needs compare-level: contents/
    ],
    [
      'that fails for a definition by counts',
      { ...COUNTS, 'definition-changes': 'fail' },
      /definition-changes needs compare-level: contents/
    ],
    [
      'that fails for a definition, of users',
      { ...POOL, 'compare-parts': 'users', 'definition-changes': 'fail' },
      /definition-changes needs the definition in compare-parts/
    ],
    [
      'of the definition, with a limit',
      { ...POOL, 'compare-parts': 'definition', 'max-memberships-gone': '0' },
      /max-memberships-gone needs the users in compare-parts/
    ],
    [
      'with a limit of more than all',
      { ...POOL, 'max-gone': '101%' },
      /input max-gone/
    ]
  ])('%s is refused', (_what, inputs, sentence) => {
    expect(() => read(inputs)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(sentence)
      })
    )
  })
})
