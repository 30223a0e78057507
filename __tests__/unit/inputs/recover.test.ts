import { describe, expect, test } from '@jest/globals'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

const ID = '0f6b1e4c-2d3a-4b5c-8d9e-1f2a3b4c5d6e'
const HOUR = 3_600_000

const read = (inputs: Readonly<Record<string, string>> = {}) =>
  readRun({ mode: 'recover', 'user-pool-id': POOL_ID, ...inputs }).inputs
const preview = { recovery: 'preview', 'recover-to': '2026-11-29T08:30:00Z' }
const apply = { recovery: 'apply', 'recovery-id': ID, bucket: 'my-backups' }
const cancel = { recovery: 'cancel', 'recovery-id': ID }

describe('a recovery', () => {
  test('is a check by default, and needs the pool alone', () => {
    expect(read()).toEqual({
      mode: 'recover',
      recovery: 'check',
      recoverTo: undefined,
      userPoolId: POOL_ID,
      allowedAccountIds: [],
      pace: { quotaShare: 80, quotas: {} },
      maxDurationMs: (5 * 60 + 50) * 60_000,
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test.each([
    ['2026-11-29T08:30:00Z', '2026-11-29T08:30:00Z'],
    ['2026-11-29T08:30Z', '2026-11-29T08:30:00Z'],
    ['2026-11-29T09:30:00+01:00', '2026-11-29T08:30:00Z'],
    ['2026-11-29T08:30:00.000Z', '2026-11-29T08:30:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z']
  ])('to %s is to the same moment everywhere', (text, moment) => {
    expect(read({ ...preview, 'recover-to': text })).toMatchObject({
      recovery: 'preview',
      recoverTo: Date.parse(moment)
    })
  })

  test.each([
    '2026-11-29T08:30:00',
    '2026-11-29',
    '2026-02-30T08:30:00Z',
    '2026-13-01T08:30:00Z',
    '2026-11-29T25:30:00Z',
    'yesterday'
  ])('to %s is refused', text => {
    expect(() => read({ ...preview, 'recover-to': text })).toThrow(
      /input recover-to is not a time of ISO 8601 with an offset or Z/
    )
  })

  test('blocks writes for two hours by default, and is cancelled at once', () => {
    expect(read(preview)).toMatchObject({ blockWritesForMs: 2 * HOUR })
    expect(read(cancel)).toMatchObject({
      recovery: 'cancel',
      recoveryId: ID,
      blockWritesForMs: undefined
    })
    const both = { 'block-writes-for': '90m' }
    for (const action of [preview, cancel]) {
      expect(read({ ...action, ...both })).toMatchObject({
        blockWritesForMs: 1.5 * HOUR
      })
    }
  })

  test('blocks writes for 24 hours at most, and never longer than a run may wait', () => {
    const day = { 'block-writes-for': '24h', 'max-duration': '25h' }
    expect(read({ ...preview, ...day })).toMatchObject({
      blockWritesForMs: 24 * HOUR
    })
    for (const action of [preview, cancel]) {
      expect(() =>
        read({ ...action, ...day, 'block-writes-for': '24h1s' })
      ).toThrow(/block-writes-for is neither auto nor a duration up to 24h/)
      expect(() => read({ ...action, 'block-writes-for': '6h' })).toThrow(
        /block-writes-for is longer than max-duration/
      )
    }
  })

  test('is applied with a snapshot of the pool, and deletes nothing by default', () => {
    expect(read(apply)).toMatchObject({
      recovery: 'apply',
      recoveryId: ID,
      maxDeleted: 0,
      bucket: 'my-backups',
      snapshot: { latestOf: { prefix: 'cognito-backup', userPoolId: POOL_ID } },
      ageIdentities: [],
      ageRecipients: []
    })
    expect(read({ ...apply, 'max-deleted': '30' })).toMatchObject({
      maxDeleted: 30
    })
  })

  test('looks for the latest snapshot of the pool that is named', () => {
    const inputs = { ...apply, 'source-user-pool-id': 'eu-west-1_Other' }
    expect(read(inputs)).toMatchObject({
      snapshot: { latestOf: { userPoolId: 'eu-west-1_Other' } }
    })
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['without a pool', { 'user-pool-id': 'none' }, /user-pool-id is required/],
    ['without a bucket', { ...apply, bucket: 'none' }, /bucket is required/],
    [
      'without an id',
      { ...apply, 'recovery-id': 'none' },
      /recovery-id is required/
    ],
    [
      'of whichever is active',
      { ...apply, 'recovery-id': 'active' },
      /recovery-id is active, and apply needs the id/
    ],
    [
      'of another form of id',
      { ...cancel, 'recovery-id': 'x' },
      /recovery-id is neither active nor the id/
    ],
    ['of another word', { recovery: 'start' }, /recovery is none of/]
  ])('%s is refused', (_, inputs, says) => {
    expect(() => read(inputs)).toThrow(says)
  })

  test.each([
    ['recover-to', '2026-11-29T08:30:00Z', apply],
    ['block-writes-for', '1h', apply],
    ['recovery-id', ID, preview],
    ['max-deleted', '1', preview],
    ['snapshot', '20261123T020000Z-ABCDEFGHIJKLMNOP', cancel],
    ['source-user-pool-id', POOL_ID, preview],
    ['manifest-sha256', 'ab'.repeat(32), cancel],
    ['max-age', '1h', preview]
  ])('refuses %s where it has no effect', (name, value, action) => {
    expect(() => read({ ...action, [name]: value })).toThrow(
      new RegExp(`The input ${name} needs recovery: `)
    )
  })
})
