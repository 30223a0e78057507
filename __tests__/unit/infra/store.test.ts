import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  decide,
  list,
  type AccessRequest,
  type Decision,
  type Statement
} from '../../fixtures/iam-policies.ts'
import {
  deploy,
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
const replica: Parameters = {
  BucketName: 'my-backups',
  BucketRegion: 'eu-west-1',
  ReplicaBucketName: 'my-backups-copy'
}

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`
const objectArn =
  'arn:aws:s3:::my-backups/cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/manifest.json'

/** An administrator of the account, whose own policy allows everything. */
const ALL: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }

test.each(['store', 'replica'] as const)(
  'what the %s stack made stays when the stack goes',
  name => {
    const all = parse(templateText(name), { logLevel: 'silent' }) as {
      Resources: Record<string, Record<string, unknown>>
    }
    const { Key, Bucket, BucketPolicy } = all.Resources
    for (const kept of [Key, Bucket, BucketPolicy]) {
      expect(kept?.['UpdateReplacePolicy']).toBe('Retain')
    }
    expect(Key?.['DeletionPolicy']).toBe('Retain')
    // … but a bucket that is left of a failed try would make the next one fail.
    expect(Bucket?.['DeletionPolicy']).toBe('RetainExceptOnCreate')
    expect(BucketPolicy?.['DeletionPolicy']).toBe('RetainExceptOnCreate')
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
  ): Decision =>
    decide([ALL, ...deployStore(parameters).bucketPolicy], {
      principalArn,
      action,
      resource: objectArn,
      context: { 'aws:SecureTransport': 'true' }
    })

  test.each([
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:BypassGovernanceRetention',
    's3:UpdateObjectEncryption'
  ])('forbids %s to everybody but the break-glass role', action => {
    for (const name of ['cognito-backup-export', 'admin', 'backup-break']) {
      expect(judge(action, roleArn(name))).toBe('denied')
      expect(judge(action, roleArn(name), withBreakGlass)).toBe('denied')
    }
    expect(judge(action, breakGlass)).toBe('denied')
    expect(judge(action, breakGlass, withBreakGlass)).toBe('allowed')
  })

  test('takes no unencrypted connection, whatever is asked', () => {
    for (const action of ['s3:GetObject', 's3:ListBucket']) {
      for (const resource of [objectArn, 'arn:aws:s3:::my-backups']) {
        const request: AccessRequest = {
          principalArn: breakGlass,
          action,
          resource,
          context: { 'aws:SecureTransport': 'false' }
        }
        const { bucketPolicy } = deployStore(withBreakGlass)
        expect(decide([ALL, ...bucketPolicy], request)).toBe('denied')
        const context = { 'aws:SecureTransport': 'true' }
        expect(decide([ALL, ...bucketPolicy], { ...request, context })).toBe(
          'allowed'
        )
      }
    }
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
  ): Decision =>
    decide(deployStore(parameters).keyPolicy, {
      principalArn: roleArn(name),
      action,
      resource: '*',
      context: {
        'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': objectArn,
        ...changed
      }
    })
  const report = {
    'kms:EncryptionContext:aws:s3:arn':
      'arn:aws:s3:::my-backups/cognito-backup/eu-west-1_Zy98Xw76V/restores/20261123T020000Z-ABCDEFGHIJKLMNOP/report.ndjson.gz'
  }

  test('gives each role what it needs', () => {
    const generate = 'kms:GenerateDataKey'
    expect(use(generate, 'cognito-backup-export')).toBe('allowed')
    expect(use('kms:Decrypt', 'cognito-backup-export')).toBe('not allowed')
    expect(use('kms:Decrypt', 'cognito-backup-restore')).toBe('allowed')
    expect(use(generate, 'cognito-backup-restore', report)).toBe('allowed')
    expect(use(generate, 'cognito-backup-restore')).toBe('not allowed')
    expect(use('kms:Decrypt', 'cognito-backup-verify')).toBe('allowed')
    expect(use(generate, 'cognito-backup-verify', report)).toBe('not allowed')
  })

  test('counts the role of a second stack, as for a drill', () => {
    expect(use('kms:Decrypt', 'cognito-backup-drill-restore')).toBe('allowed')
    expect(use('kms:Decrypt', 'another-restore')).toBe('not allowed')
  })

  test('works through S3 only, and for the objects of the store only', () => {
    for (const changed of [
      { 'kms:ViaService': undefined },
      { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      { 'kms:EncryptionContext:aws:s3:arn': undefined },
      { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::other/key' },
      { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::my-backups' }
    ]) {
      expect(use('kms:Decrypt', 'cognito-backup-restore', changed)).toBe(
        'not allowed'
      )
    }
  })

  test('lets administrators neither use the key nor let it go', () => {
    for (const action of [
      'kms:Decrypt',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:CreateGrant',
      'kms:ScheduleKeyDeletion',
      'kms:DisableKey'
    ]) {
      expect(use(action, 'admin')).toBe('not allowed')
    }
    // Without this, nobody could ever change the policy.
    expect(use('kms:PutKeyPolicy', 'admin')).toBe('allowed')
    expect(use('kms:CancelKeyDeletion', 'admin')).toBe('allowed')
  })

  test('lets the break-glass role schedule the deletion, where there is one', () => {
    const schedule = 'kms:ScheduleKeyDeletion'
    expect(use(schedule, 'backup-break-glass')).toBe('not allowed')
    expect(use(schedule, 'backup-break-glass', {}, withBreakGlass)).toBe(
      'allowed'
    )
    expect(use(schedule, 'admin', {}, withBreakGlass)).toBe('not allowed')
    expect(deployStore(plain).key).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 30
    })
  })

  test('lets S3 read for the copy, where there is one', () => {
    expect(use('kms:Decrypt', 'cognito-backup-replication')).toBe('not allowed')
    expect(
      use('kms:Decrypt', 'cognito-backup-replication', {}, replicated)
    ).toBe('allowed')
  })
})

describe('the copy in a second Region', () => {
  const surroundings = {
    region: 'eu-central-1',
    accountId: '111122223333',
    attributes: {
      'Key.Arn': 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
    }
  }
  const stack = deploy('replica', replica, surroundings)

  test('takes objects but no deletions, under its own key', () => {
    const { bucket } = deployStore(replicated)
    expect(bucket['ReplicationConfiguration']).toMatchObject({
      Role: roleArn('cognito-backup-replication'),
      Rules: [
        {
          Status: 'Enabled',
          DeleteMarkerReplication: { Status: 'Disabled' },
          SourceSelectionCriteria: {
            SseKmsEncryptedObjects: { Status: 'Enabled' }
          },
          Destination: {
            Bucket: stack.outputs['ReplicaBucketArn'],
            EncryptionConfiguration: {
              ReplicaKmsKeyID: stack.outputs['ReplicaKeyArn']
            }
          }
        }
      ]
    })
  })

  test('is made with its key, or not at all', () => {
    expect(() => deployStore({ ...replicated, ReplicaKeyArn: '' })).toThrow(
      'ReplicaKeyArn'
    )
  })

  test('is set up as the store is', () => {
    const { bucket } = deployStore(plain)
    const same = [
      'LifecycleConfiguration',
      'ObjectLockConfiguration',
      'ObjectLockEnabled',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'VersioningConfiguration'
    ]
    for (const name of same) {
      expect(stack.resources['Bucket']?.[name]).toEqual(bucket[name])
    }
  })

  test('is written by replication alone, and nothing goes from it', () => {
    const { Statement } = stack.resources['BucketPolicy']?.[
      'PolicyDocument'
    ] as { Statement: Statement[] }
    const judge = (action: string) =>
      decide([ALL, ...Statement], {
        principalArn: roleArn('admin'),
        action,
        resource: 'arn:aws:s3:::my-backups-copy/key',
        context: { 'aws:SecureTransport': 'true' }
      })
    expect(judge('s3:ReplicateObject')).toBe('allowed')
    expect(judge('s3:GetObject')).toBe('allowed')
    for (const action of [
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ReplicateDelete',
      's3:UpdateObjectEncryption'
    ]) {
      expect(judge(action)).toBe('denied')
    }
  })

  test('is copied by a role that deletes nothing', () => {
    const role = stack.resources['ReplicationRole'] as {
      RoleName: string
      Policies: { PolicyDocument: { Statement: Statement[] } }[]
    }
    expect(role.RoleName).toBe('cognito-backup-replication')
    const actions = role.Policies.flatMap(one =>
      one.PolicyDocument.Statement.flatMap(({ Action }) => list(Action))
    )
    expect(actions).toContain('s3:ReplicateObject')
    expect(actions.filter(name => name.includes('Delete'))).toEqual([])
  })
})
