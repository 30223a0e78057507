import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  decide,
  EVERYTHING,
  type Decision
} from '../../fixtures/iam-policies.ts'
import {
  deployStore,
  parametersOf,
  templateText,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const withBreakGlass = parametersOf('one-account')
const breakGlass = withBreakGlass['BreakGlassRoleArn'] ?? ''
const plain: Parameters = { BucketName: 'my-backups' }
const replicated: Parameters = {
  ...plain,
  ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
  ReplicaKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
}
/** What nothing allows. */
const NO = 'ImplicitlyDenied'

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`
const objectArn =
  'arn:aws:s3:::my-backups/cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/manifest.json'

/** What an administrator of the account may. */
const own = [EVERYTHING]

test.each(['store', 'replica'] as const)(
  'what the %s stack made stays when the stack goes',
  name => {
    const all = parse(templateText(name), { logLevel: 'silent' }) as {
      Resources: Record<string, Record<string, unknown>>
    }
    const { Key, Bucket, BucketPolicy, LogBucket, LogBucketPolicy } =
      all.Resources
    expect(Key?.['UpdateReplacePolicy']).toBe('Retain')
    expect(Key?.['DeletionPolicy']).toBe('Retain')
    for (const kept of [Bucket, BucketPolicy, LogBucket, LogBucketPolicy]) {
      expect(kept?.['UpdateReplacePolicy']).toBe('Retain')
      // … but a bucket that is left of a failed try would make the next one fail.
      expect(kept?.['DeletionPolicy']).toBe('RetainExceptOnCreate')
    }
  }
)

describe('the bucket', () => {
  test('keeps versions, is private, and belongs to its owner alone', () => {
    const { bucket } = deployStore(plain)
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] }
    })
  })

  test('encrypts with its own key, without bucket keys and keys of callers', () => {
    const { bucket } = deployStore(plain)
    expect(bucket['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: false,
          BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID:
              'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
          }
        }
      ]
    })
  })

  test('lets snapshots go by age, and locks them for less', () => {
    const { bucket } = deployStore(plain)
    const { Rules } = bucket['LifecycleConfiguration'] as {
      Rules: Record<string, unknown>[]
    }
    expect(Rules[0]).toMatchObject({
      Status: 'Enabled',
      ExpirationInDays: 30,
      NoncurrentVersionExpiration: { NoncurrentDays: 5 }
    })
    // For the whole bucket, not for some of it.
    expect(Object.keys(Rules[0] ?? {})).not.toContain('Prefix')
    // What is archived can't be read on the bad day.
    expect(JSON.stringify(Rules)).not.toContain('Transition')
    expect(bucket['ObjectLockEnabled']).toBe(true)
    expect(bucket['ObjectLockConfiguration']).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 28 } }
    })
  })

  test('has no lock and no copy unless it is told to', () => {
    const { bucket } = deployStore({ ...plain, ObjectLockMode: 'NONE' })
    expect(Object.keys(bucket)).not.toContain('ObjectLockConfiguration')
    expect(Object.keys(bucket)).not.toContain('ObjectLockEnabled')
    expect(Object.keys(bucket)).not.toContain('ReplicationConfiguration')
  })
})

describe('the policy of the bucket', () => {
  const judge = (
    action: string,
    principalArn: string,
    parameters: Parameters = plain
  ): Promise<Decision> =>
    decide(
      { own, resource: deployStore(parameters).bucketPolicy },
      {
        principalArn,
        action,
        resource: objectArn,
        context: { 'aws:SecureTransport': 'true' }
      }
    )

  test.each([
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:BypassGovernanceRetention',
    's3:UpdateObjectEncryption'
  ])('forbids %s to everybody but the break-glass role', async action => {
    for (const name of ['cognito-backup-export', 'admin', 'backup-break']) {
      expect(await judge(action, roleArn(name))).toBe('ExplicitlyDenied')
      expect(await judge(action, roleArn(name), withBreakGlass)).toBe(
        'ExplicitlyDenied'
      )
    }
    expect(await judge(action, breakGlass)).toBe('ExplicitlyDenied')
    expect(await judge(action, breakGlass, withBreakGlass)).toBe('Allowed')
  })

  test.each([
    ['s3:GetObject', objectArn],
    ['s3:ListBucket', 'arn:aws:s3:::my-backups']
  ])('takes %s over no unencrypted connection', async (action, resource) => {
    const { bucketPolicy } = deployStore(withBreakGlass)
    const judgeOver = (tls: string) =>
      decide(
        { own, resource: bucketPolicy },
        {
          principalArn: breakGlass,
          action,
          resource,
          context: { 'aws:SecureTransport': tls }
        }
      )
    expect(await judgeOver('false')).toBe('ExplicitlyDenied')
    expect(await judgeOver('true')).toBe('Allowed')
  })

  test('allows nothing to anybody', () => {
    const { bucketPolicy } = deployStore(withBreakGlass)
    expect(bucketPolicy.map(({ Effect }) => Effect)).not.toContain('Allow')
  })
})

describe('the policy of the key', () => {
  const use = (
    action: string,
    name: string,
    changed: Record<string, string | undefined> = {},
    parameters = plain
  ): Promise<Decision> =>
    decide(
      { own, resource: deployStore(parameters).keyPolicy },
      {
        principalArn: roleArn(name),
        action,
        resource:
          'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        context: USES.test(action)
          ? {
              'kms:ViaService': 's3.eu-west-1.amazonaws.com',
              'kms:EncryptionContext:aws:s3:arn': objectArn,
              ...changed
            }
          : {}
      }
    )
  /** What S3 does with the key for a caller, and says for what. */
  const USES = /Decrypt|Encrypt|GenerateDataKey/
  const report = {
    'kms:EncryptionContext:aws:s3:arn':
      'arn:aws:s3:::my-backups/cognito-backup/eu-west-1_Zy98Xw76V/restores/20261123T020000Z-ABCDEFGHIJKLMNOP/report.ndjson.gz'
  }

  test('gives each role what it needs', async () => {
    const generate = 'kms:GenerateDataKey'
    expect(await use(generate, 'cognito-backup-export')).toBe('Allowed')
    expect(await use('kms:Decrypt', 'cognito-backup-export')).toBe(NO)
    expect(await use('kms:Decrypt', 'cognito-backup-restore')).toBe('Allowed')
    expect(await use(generate, 'cognito-backup-restore', report)).toBe(
      'Allowed'
    )
    expect(await use(generate, 'cognito-backup-restore')).toBe(NO)
    expect(await use('kms:Decrypt', 'cognito-backup-verify')).toBe('Allowed')
    expect(await use(generate, 'cognito-backup-verify', report)).toBe(NO)
  })

  test('knows roles by their whole names', async () => {
    for (const name of [
      'cognito-backup-drill-restore',
      'cognito-backup-dev/some-restore',
      'cognito-backup-x/y-verify',
      'cognito-backup-old-export'
    ]) {
      expect([name, await use('kms:Decrypt', name)]).toEqual([name, NO])
      expect([name, await use('kms:GenerateDataKey', name)]).toEqual([name, NO])
      expect([name, await use('kms:GenerateDataKey', name, report)]).toEqual([
        name,
        NO
      ])
    }
  })

  test('lets the roles of further stacks restore, where they are named', async () => {
    const parameters = {
      ...plain,
      FurtherRestoreRoles: [
        roleArn('cognito-backup-drill-restore'),
        roleArn('cognito-backup-seed-restore')
      ].join()
    }
    for (const [name, may] of [
      ['cognito-backup-drill-restore', 'Allowed'],
      ['cognito-backup-seed-restore', 'Allowed'],
      ['cognito-backup-restore', 'Allowed'],
      ['cognito-backup-other-restore', NO]
    ] as const) {
      expect(await use('kms:Decrypt', name, {}, parameters)).toBe(may)
      expect(await use('kms:GenerateDataKey', name, report, parameters)).toBe(
        may
      )
      expect(await use('kms:GenerateDataKey', name, {}, parameters)).toBe(NO)
    }
    const verify = 'cognito-backup-verify'
    expect(await use('kms:Decrypt', verify, {}, parameters)).toBe('Allowed')
  })

  test('works through S3 only, and for the objects of the store only', async () => {
    for (const changed of [
      { 'kms:ViaService': undefined },
      { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      { 'kms:EncryptionContext:aws:s3:arn': undefined },
      { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::other/key' },
      { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::my-backups' }
    ]) {
      expect(await use('kms:Decrypt', 'cognito-backup-restore', changed)).toBe(
        NO
      )
    }
  })

  test('lets administrators neither use the key nor let it go', async () => {
    for (const action of [
      'kms:Decrypt',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:CreateGrant',
      'kms:ScheduleKeyDeletion',
      'kms:DisableKey'
    ]) {
      expect(await use(action, 'admin')).toBe(NO)
    }
    // Without this, nobody could ever change the policy.
    expect(await use('kms:PutKeyPolicy', 'admin')).toBe('Allowed')
    expect(await use('kms:CancelKeyDeletion', 'admin')).toBe('Allowed')
  })

  test('lets the break-glass role schedule the deletion, where there is one', async () => {
    const schedule = 'kms:ScheduleKeyDeletion'
    expect(await use(schedule, 'backup-break-glass')).toBe(NO)
    expect(await use(schedule, 'backup-break-glass', {}, withBreakGlass)).toBe(
      'Allowed'
    )
    expect(await use(schedule, 'admin', {}, withBreakGlass)).toBe(NO)
    expect(deployStore(plain).key).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 30
    })
  })

  test('lets S3 read for the copy, where there is one', async () => {
    const name = 'cognito-backup-replication'
    expect(await use('kms:Decrypt', name)).toBe(NO)
    expect(await use('kms:Decrypt', name, {}, replicated)).toBe('Allowed')
  })
})
