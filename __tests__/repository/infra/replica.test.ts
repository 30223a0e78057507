import { describe, expect, test } from '@jest/globals'
import {
  decide,
  EVERYTHING,
  list,
  type AccessRequest,
  type Statement
} from '../../fixtures/iam-policies.ts'
import {
  deploy,
  deployStore,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const plain: Parameters = { BucketName: 'my-backups' }
const replicated: Parameters = {
  ...plain,
  ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
  ReplicaKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
}
const replica: Parameters = {
  ...plain,
  BucketRegion: 'eu-west-1',
  ReplicaBucketName: 'my-backups-copy'
}

/** What an administrator of the account may. */
const own = [EVERYTHING]
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`

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
      'LoggingConfiguration',
      'NotificationConfiguration',
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

  test('is written by replication alone, and nothing goes from it', async () => {
    const { Statement } = stack.resources['BucketPolicy']?.[
      'PolicyDocument'
    ] as { Statement: Statement[] }
    const judge = (action: string) =>
      decide(
        { own, resource: Statement },
        {
          principalArn: roleArn('admin'),
          action,
          resource: 'arn:aws:s3:::my-backups-copy/key',
          context: { 'aws:SecureTransport': 'true' }
        }
      )
    expect(await judge('s3:ReplicateObject')).toBe('Allowed')
    expect(await judge('s3:GetObject')).toBe('Allowed')
    for (const action of [
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ReplicateDelete',
      's3:UpdateObjectEncryption'
    ]) {
      expect(await judge(action)).toBe('ExplicitlyDenied')
    }
  })

  describe('is copied by a role that', () => {
    const role = stack.resources['ReplicationRole'] as {
      RoleName: string
      AssumeRolePolicyDocument: { Statement: Statement[] }
      Policies: { PolicyDocument: { Statement: Statement[] } }[]
    }
    const policy = role.Policies.flatMap(one => one.PolicyDocument.Statement)
    const source = 'arn:aws:s3:::my-backups/cognito-backup/pool/manifest.json'
    const copied = 'arn:aws:s3:::my-backups-copy/cognito-backup/pool/x.json'
    const sourceKey = 'arn:aws:kms:eu-west-1:111122223333:key/source'
    const ofSource = {
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': source
    }
    const copyKey = 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
    const ofCopy = {
      'kms:ViaService': 's3.eu-central-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': copied
    }
    const keyPolicies = new Map([
      [sourceKey, deployStore(replicated).keyPolicy],
      [
        copyKey,
        (stack.resources['Key']?.['KeyPolicy'] as { Statement: Statement[] })
          .Statement
      ]
    ])
    const NEEDED: readonly (readonly [string, string, object])[] = [
      ['s3:GetReplicationConfiguration', 'arn:aws:s3:::my-backups', {}],
      ['s3:ListBucket', 'arn:aws:s3:::my-backups', {}],
      ['s3:GetObjectLegalHold', source, {}],
      ['s3:GetObjectRetention', source, {}],
      ['s3:GetObjectVersionAcl', source, {}],
      ['s3:GetObjectVersionForReplication', source, {}],
      ['s3:GetObjectVersionTagging', source, {}],
      ['s3:ReplicateObject', copied, {}],
      ['s3:ReplicateTags', copied, {}],
      ['kms:Decrypt', sourceKey, ofSource],
      ['kms:Encrypt', copyKey, ofCopy]
    ]
    const judge = (
      action: string,
      resource: string,
      context: AccessRequest['context'] = {}
    ) =>
      decide(
        { own: policy, resource: keyPolicies.get(resource) ?? [] },
        { principalArn: roleArn(role.RoleName), action, resource, context }
      )

    test.each(NEEDED)('may do %s to %s', async (action, resource, context) => {
      expect(role.RoleName).toBe('cognito-backup-replication')
      expect(await judge(action, resource, { ...context })).toBe('Allowed')
    })

    test('may do nothing else', async () => {
      expect(new Set(policy.flatMap(({ Action }) => list(Action)))).toEqual(
        new Set(NEEDED.map(([action]) => action))
      )
      for (const [action, resource, context] of [
        ['s3:ReplicateObject', source, {}],
        ['s3:GetObjectVersionForReplication', copied, {}],
        ['s3:ListBucket', 'arn:aws:s3:::my-backups-copy', {}],
        [
          'kms:Decrypt',
          sourceKey,
          { ...ofSource, 'kms:ViaService': undefined }
        ],
        [
          'kms:Decrypt',
          sourceKey,
          { ...ofSource, 'kms:EncryptionContext:aws:s3:arn': copied }
        ],
        ['kms:Decrypt', sourceKey.replace('1111', '9999'), ofSource],
        ['kms:Encrypt', sourceKey, ofSource],
        ['kms:Decrypt', copyKey, ofCopy],
        ['kms:Encrypt', copyKey, {}]
      ] as const) {
        expect([action, await judge(action, resource, context)]).toEqual([
          action,
          'ImplicitlyDenied'
        ])
      }
    })

    test("is S3's alone", async () => {
      const assume = (principalArn: string) =>
        decide(
          {
            own: principalArn.includes(':role/') ? own : [],
            resource: role.AssumeRolePolicyDocument.Statement
          },
          {
            principalArn,
            action: 'sts:AssumeRole',
            resource: roleArn(role.RoleName)
          }
        )
      expect(await assume('s3.amazonaws.com')).toBe('Allowed')
      expect(await assume('lambda.amazonaws.com')).toBe('ImplicitlyDenied')
      expect(await assume(roleArn('admin'))).toBe('ImplicitlyDenied')
    })
  })

  test('opens to the replication and the readers by their whole names', async () => {
    const further = roleArn('cognito-backup-drill-restore')
    const { Key } = deploy(
      'replica',
      { ...replica, FurtherRestoreRoles: further },
      surroundings
    ).resources
    const { Statement: resource } = Key?.['KeyPolicy'] as {
      Statement: Statement[]
    }
    const use = (action: string, name: string) =>
      decide(
        { own, resource },
        {
          principalArn: roleArn(name),
          action,
          resource: 'arn:aws:kms:eu-central-1:111122223333:key/a-key',
          context: {
            'kms:ViaService': 's3.eu-central-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn':
              'arn:aws:s3:::my-backups-copy/cognito-backup/pool/x.json'
          }
        }
      )
    for (const reader of ['restore', 'verify', 'drill-restore']) {
      const name = `cognito-backup-${reader}`
      expect(await use('kms:Decrypt', name)).toBe('Allowed')
      expect(await use('kms:Encrypt', name)).toBe('ImplicitlyDenied')
    }
    expect(await use('kms:Encrypt', 'cognito-backup-replication')).toBe(
      'Allowed'
    )
    for (const name of [
      'cognito-backup-export',
      'cognito-backup-replication',
      'cognito-backup-dev/some-restore',
      'cognito-backup-other-verify'
    ]) {
      expect([name, await use('kms:Decrypt', name)]).toEqual([
        name,
        'ImplicitlyDenied'
      ])
    }
  })
})
