import { describe, expect, test } from '@jest/globals'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { NO_LIMITS } from '../../fixtures/no-limits.ts'
import { readRun } from '../../fixtures/read-inputs.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const OTHER = 'us-east-1_Source123'
const URI = `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`

function read(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {}
) {
  return readRun({ mode: 'verify', ...inputs }, env).inputs
}

describe('a verification', () => {
  test('needs the pool of a snapshot and its bucket, and no more', () => {
    expect(read({ 'source-user-pool-id': POOL_ID, bucket: 'b-1' })).toEqual({
      mode: 'verify',
      userPoolId: undefined,
      level: 'contents',
      limits: NO_LIMITS,
      ageIdentities: [],
      bucket: 'b-1',
      snapshot: { latestOf: { prefix: 'cognito-backup', userPoolId: POOL_ID } },
      pace: { quotaShare: 80, quotas: {} },
      maxDurationMs: (5 * 60 + 50) * 60_000,
      allowedAccountIds: [],
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('needs the address of a snapshot alone', () => {
    expect(read({ snapshot: URI })).toMatchObject({
      userPoolId: undefined,
      bucket: 'my-backups',
      snapshot: { address: ADDRESS },
      region: 'eu-west-1'
    })
  })

  test('takes the snapshots of the pool that it compares, if none is named', () => {
    expect(read({ 'user-pool-id': POOL_ID, bucket: 'b-1' })).toMatchObject({
      userPoolId: POOL_ID,
      snapshot: { latestOf: { userPoolId: POOL_ID } }
    })
    const both = { 'user-pool-id': POOL_ID, 'source-user-pool-id': OTHER }
    expect(read({ ...both, bucket: 'b-1' })).toMatchObject({
      userPoolId: POOL_ID,
      snapshot: { latestOf: { userPoolId: OTHER } },
      region: 'eu-west-1'
    })
  })

  test('takes its Region from the pool of the snapshot at last', () => {
    const inputs = { 'source-user-pool-id': OTHER, bucket: 'b-1' }
    expect(read(inputs).region).toBe('us-east-1')
    expect(read(inputs, { AWS_REGION: 'eu-west-2' }).region).toBe('eu-west-2')
  })

  test('may look at headers only', () => {
    expect(read({ snapshot: URI, 'verify-level': 'headers' })).toMatchObject({
      level: 'headers'
    })
  })

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'whose snapshot',
      { bucket: 'b-1' },
      /input source-user-pool-id is missing/
    ],
    ['which bucket', { 'user-pool-id': POOL_ID }, /input bucket is required/],
    [
      'what level',
      { snapshot: URI, 'verify-level': 'deep' },
      /input verify-level is neither contents nor headers/
    ],
    [
      'what a limit is of',
      { snapshot: URI, 'max-gone': '5%' },
      /input max-gone needs user-pool-id/
    ],
    [
      'what a limit is of, by headers',
      {
        snapshot: URI,
        'user-pool-id': POOL_ID,
        'verify-level': 'headers',
        'max-memberships-gone': '5'
      },
      /input max-memberships-gone needs verify-level: contents/
    ],
    [
      'what dry-run is to mean',
      { snapshot: URI, 'dry-run': 'true' },
      /dry-run is for the modes restore and create-pool only/
    ],
    [
      'which pool',
      { snapshot: URI, 'user-pool-id': 'customers' },
      /input user-pool-id is not/
    ]
  ])('is refused when nobody knows %s', (_what, inputs, sentence) => {
    expect(() => read(inputs)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(sentence)
      })
    )
  })
})
