import { describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../../src/inputs/read-inputs.ts'
import { HYBRID, X25519 } from '../../fixtures/age-keys.ts'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const URI = `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`

const EXPORT = {
  mode: 'export',
  'user-pool-id': POOL_ID,
  bucket: 'my-backups',
  'kms-key-id': KEY_ARN
}
const RESTORE = {
  mode: 'restore',
  'user-pool-id': POOL_ID,
  bucket: 'my-backups'
}

/** What inputs ask a mode to do, among other variables. */
function read(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {}
): Inputs {
  return readRun(inputs, env).inputs
}

/** The failure that names an input and gives a valid example. */
function wrong(input: string, problem = '') {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} .*${problem}.*A valid example: .+\\.$`)
    )
  })
}

const PACE = { quotaShare: 80, quotas: {} }
const LONGEST = (5 * 60 + 50) * 60_000
const POLICIES = {
  dryRun: false,
  existingUsers: 'skip',
  usersWithoutUsername: 'skip',
  mfaUsers: 'skip',
  federatedUsers: 'skip',
  restoredUserStatus: 'confirmed',
  restoreMethod: 'api',
  replacements: [],
  addCustomAttributes: false,
  allowedAccountIds: []
}

describe('an export', () => {
  test('has its defaults', () => {
    expect(read(EXPORT)).toEqual({
      mode: 'export',
      userPoolId: POOL_ID,
      bucket: 'my-backups',
      prefix: 'cognito-backup',
      encryption: { algorithm: 'aws:kms', keyId: KEY_ARN },
      ageRecipients: [],
      mfaLookup: { mode: 'auto', limit: 10_000 },
      capture: { clientLimit: 1000, captureLogo: true },
      pace: PACE,
      maxDurationMs: LONGEST,
      allowedAccountIds: [],
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('takes every input that it has', () => {
    const inputs = {
      ...EXPORT,
      prefix: '/team/backups/',
      'kms-key-id': 'alias/backup',
      'server-side-encryption': 'aws:kms:dsse',
      'age-recipients': X25519.recipient,
      'mfa-lookup': 'always',
      'mfa-lookup-limit': '0',
      'client-limit': '0',
      'capture-logo': 'false',
      'quota-share': '100',
      quotas: 'UserRead=200',
      'max-duration': '90m',
      'allowed-account-ids': '111122223333',
      'aws-region': 'eu-west-2'
    }
    expect(read(inputs)).toMatchObject({
      ageRecipients: [X25519.recipient],
      mfaLookup: { mode: 'always', limit: 0 },
      capture: { clientLimit: 0, captureLogo: false },
      pace: { quotaShare: 100, quotas: { UserRead: 200 } },
      maxDurationMs: 90 * 60_000,
      allowedAccountIds: ['111122223333'],
      prefix: 'team/backups',
      encryption: { algorithm: 'aws:kms:dsse', keyId: 'alias/backup' },
      region: 'eu-west-2',
      regionSource: 'the input aws-region'
    })
  })

  test('is the same with white space around every value', () => {
    const spaced = Object.fromEntries(
      Object.entries(EXPORT).map(([input, value]) => [input, ` ${value}\n`])
    )
    expect(read(spaced)).toEqual(read(EXPORT))
  })

  test('without a key does not exist', () => {
    expect(() => read({ ...EXPORT, 'kms-key-id': '' })).toThrow(
      wrong('kms-key-id', 'is required but missing')
    )
  })
})

test('a dry run is never taken for an export', () => {
  expect(() => read({ ...EXPORT, 'dry-run': 'true' })).toThrow(
    wrong('dry-run', 'is for the modes restore and create-pool only')
  )
  expect(read({ ...EXPORT, 'dry-run': 'false' })).toEqual(read(EXPORT))
})

test('an export never has the key that opens snapshots', () => {
  expect(() => read({ ...EXPORT, 'age-identity': X25519.text })).toThrow(
    wrong('age-identity', 'is for reading snapshots')
  )
})

describe('a restore', () => {
  test('takes the latest snapshot of the same pool', () => {
    expect(read(RESTORE)).toEqual({
      mode: 'restore',
      userPoolId: POOL_ID,
      bucket: 'my-backups',
      snapshot: {
        latestOf: { prefix: 'cognito-backup', userPoolId: POOL_ID }
      },
      ageIdentities: [],
      ageRecipients: [],
      policies: POLICIES,
      pace: PACE,
      maxDurationMs: LONGEST,
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('takes the latest snapshot of another pool', () => {
    const inputs = { ...RESTORE, 'source-user-pool-id': 'us-east-1_Source123' }
    expect(read(inputs)).toMatchObject({
      userPoolId: POOL_ID,
      snapshot: { latestOf: { userPoolId: 'us-east-1_Source123' } },
      region: 'eu-west-1'
    })
  })

  test('takes a snapshot by its id', () => {
    const inputs = { ...RESTORE, snapshot: ADDRESS.snapshotId }
    expect(read(inputs)).toEqual({
      mode: 'restore',
      userPoolId: POOL_ID,
      bucket: 'my-backups',
      snapshot: { address: ADDRESS },
      ageIdentities: [],
      ageRecipients: [],
      policies: POLICIES,
      pace: PACE,
      maxDurationMs: LONGEST,
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('takes a snapshot by its address, which names the bucket', () => {
    const { mode, 'user-pool-id': id } = RESTORE
    const inputs = { mode, 'user-pool-id': id, snapshot: URI }
    expect(read(inputs)).toMatchObject({
      mode: 'restore',
      userPoolId: POOL_ID,
      bucket: 'my-backups',
      snapshot: { address: ADDRESS },
      region: 'eu-west-1'
    })
  })

  test('takes the keys of an encrypted snapshot and of its report', () => {
    const inputs = {
      ...RESTORE,
      'age-identity': X25519.text,
      'age-recipients': HYBRID.recipient
    }
    expect(read(inputs)).toMatchObject({
      ageIdentities: [X25519.identity],
      ageRecipients: [HYBRID.recipient]
    })
  })

  test('takes an address that repeats what other inputs say', () => {
    const inputs = { ...RESTORE, snapshot: URI, 'source-user-pool-id': POOL_ID }
    expect(read(inputs)).toMatchObject({ snapshot: { address: ADDRESS } })
  })

  test.each([
    ['bucket', 'other-bucket'],
    ['source-user-pool-id', 'eu-west-1_Other']
  ])('refuses an address that contradicts %s', (input, value) => {
    const inputs = { ...RESTORE, snapshot: URI, [input]: value }
    expect(() => read(inputs)).toThrow(wrong(input, 'differs'))
  })

  test('needs a bucket for an id', () => {
    const inputs = { ...RESTORE, bucket: 'none', snapshot: ADDRESS.snapshotId }
    expect(() => read(inputs)).toThrow(wrong('bucket', 'is required'))
  })

  test.each(['newest', 'Latest', '2026-11-23', '../x', 's4://b/p'])(
    'refuses the snapshot %s',
    snapshot => {
      expect(() => read({ ...RESTORE, snapshot })).toThrow(wrong('snapshot'))
    }
  )

  test('refuses an address that is none', () => {
    expect(() => read({ ...RESTORE, snapshot: 's3://my-backups/x' })).toThrow(
      'must look like s3://my-bucket/'
    )
  })

  test('needs no key', () => {
    expect(() => read({ ...RESTORE, 'kms-key-id': '' })).not.toThrow()
  })
})

describe('refused is', () => {
  test.each<[string, string, string]>([
    ['mode', '', 'is required but missing'],
    ['mode', 'backup', 'is none of export, restore'],
    ['mode', 'Export', 'is none of export, restore'],
    ['user-pool-id', 'none', 'is required but missing'],
    ['user-pool-id', 'eu-west-1', 'is not the id of a user pool'],
    ['user-pool-id', 'eu-west-1_a/../b', 'is not the id of a user pool'],
    ['bucket', 'none', 'is required but missing'],
    ['bucket', 's3://my-backups', 'is not the name of an S3 bucket'],
    ['bucket', 'My-Backups', 'is not the name of an S3 bucket'],
    [
      'bucket',
      'arn:aws:s3:eu-west-1:111122223333:accesspoint/backups',
      'is the ARN of an access point. Give the alias'
    ],
    ['bucket', 'backups-o01ac5d2--op-s3', 'is of S3 on Outposts'],
    ['bucket', 'my-backups/prefix', 'is not the name of an S3 bucket'],
    ['prefix', 'a b', 'holds characters other than'],
    ['prefix', 'team*', 'holds characters other than'],
    ['prefix', 'a//b', 'holds characters other than'],
    ['prefix', '//', 'holds characters other than'],
    ['prefix', '../a', 'holds characters other than'],
    ['prefix', 'a/./b', 'holds characters other than'],
    ['prefix', 'ä', 'holds characters other than'],
    ['kms-key-id', 'a key', 'is not the id, ARN or alias of a key'],
    ['kms-key-id', 'a'.repeat(2049), 'is not the id, ARN or alias of a key'],
    ['server-side-encryption', 'AES256', 'there is no unencrypted export'],
    ['server-side-encryption', 'none', 'there is no unencrypted export'],
    ['mfa-lookup', 'sometimes', 'is none of auto, always and never'],
    ['mfa-lookup', 'Auto', 'is none of auto, always and never'],
    ['mfa-lookup-limit', '40000001', 'is not a whole number from 0 to'],
    ['mfa-lookup-limit', '-1', 'is not a whole number from 0 to 40000000'],
    ['mfa-lookup-limit', '10,000', 'is not a whole number'],
    ['mfa-lookup-limit', '1e3', 'is not a whole number'],
    ['client-limit', '100001', 'is not a whole number from 0 to'],
    ['client-limit', 'all', 'is not a whole number from 0 to 100000'],
    ['capture-logo', 'no', 'is neither true nor false']
  ])('%s when it is %j', (input, value, problem) => {
    expect(() => read({ ...EXPORT, [input]: value })).toThrow(
      wrong(input, problem)
    )
  })

  test('a source-user-pool-id that is none', () => {
    const inputs = { ...RESTORE, 'source-user-pool-id': 'x' }
    expect(() => read(inputs)).toThrow(wrong('source-user-pool-id'))
  })

  test('a misspelt input, before anything else is looked at', () => {
    expect(() => read({ ...EXPORT, mode: '', kmskeyid: KEY_ARN })).toThrow(
      'Did you mean kms-key-id?'
    )
  })

  test('a wrong value, without repeating it', () => {
    expect(() => read({ ...EXPORT, bucket: 'ada@example.com' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('ada') })
    )
  })
})

describe('a prefix', () => {
  test.each([
    ['/', ''],
    ['a', 'a'],
    ['/a/b/', 'a/b'],
    ["A-z_0!.'()", "A-z_0!.'()"],
    ['a..b', 'a..b']
  ])('of %j is %j', (value, prefix) => {
    expect(read({ ...EXPORT, prefix: value })).toMatchObject({ prefix })
  })
})

describe('the region', () => {
  const AWS_REGION = 'eu-west-2'
  const AWS_DEFAULT_REGION = 'eu-west-3'

  test.each<[Record<string, string>, Record<string, string>, string, RegExp]>([
    [
      { 'aws-region': 'us-east-1' },
      { AWS_REGION },
      'us-east-1',
      /input aws-region/
    ],
    [{}, { AWS_REGION, AWS_DEFAULT_REGION }, 'eu-west-2', /AWS_REGION/],
    [{}, { AWS_DEFAULT_REGION }, 'eu-west-3', /AWS_DEFAULT_REGION/],
    [{}, { AWS_REGION: '' }, 'eu-west-1', /user pool id/]
  ])('of %j in %j is %s', (inputs, env, region, source) => {
    expect(read({ ...EXPORT, ...inputs }, env)).toMatchObject({
      region,
      regionSource: expect.stringMatching(source)
    })
  })

  test.each([
    [{ 'aws-region': 'Ireland' }, {}, 'the input aws-region'],
    [{}, { AWS_REGION: 'eu-west-1a' }, 'the environment variable AWS_REGION'],
    [{}, { AWS_REGION: 'eu-west-1.evil.example/' }, 'AWS_REGION']
  ])(
    'of %j in %j is refused with where it came from',
    (inputs, env, source) => {
      expect(() => read({ ...EXPORT, ...inputs }, env)).toThrow(
        expect.objectContaining({
          code: 'input',
          message: expect.stringContaining(source)
        })
      )
    }
  )
})
