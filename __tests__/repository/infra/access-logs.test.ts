import { describe, expect, test } from '@jest/globals'
import {
  decide,
  EVERYTHING,
  type Statement
} from '../../fixtures/iam-policies.ts'
import {
  deploy,
  parametersOf,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const oneAccount = parametersOf('one-account')
const breakGlass = oneAccount['BreakGlassRoleArn'] ?? ''
const given: Parameters = {
  ...oneAccount,
  BucketRegion: 'eu-west-1',
  ReplicaBucketName: 'my-backups-copy'
}

describe.each([
  ['store', 'my-backups'],
  ['replica', 'my-backups-copy']
] as const)('of the %s stack', (name, source) => {
  const { resources } = deploy(name, given)
  const { Bucket, LogBucket, LogBucketPolicy } = resources

  test('the bucket tells EventBridge and keeps a log of who reads and writes', () => {
    expect(Bucket).toMatchObject({
      NotificationConfiguration: {
        EventBridgeConfiguration: { EventBridgeEnabled: true }
      },
      LoggingConfiguration: { DestinationBucketName: 'log-bucket' }
    })
  })

  test('the log is private, lasts a year, and is such as S3 delivers to', () => {
    expect(LogBucket).toMatchObject({
      // S3 delivers to no bucket with another key or with Object Lock by default.
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
        ]
      },
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', ExpirationInDays: 365 }]
      },
      OwnershipControls: {
        Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }]
      },
      PublicAccessBlockConfiguration: Bucket?.[
        'PublicAccessBlockConfiguration'
      ] as object
    })
    expect(Object.keys(LogBucket ?? {})).not.toContain('ObjectLockEnabled')
    expect(Object.keys(LogBucket ?? {})).not.toContain('LoggingConfiguration')
  })

  const { Statement: resource = [] } = (LogBucketPolicy?.['PolicyDocument'] ??
    {}) as { Statement?: Statement[] }
  const entry = 'arn:aws:s3:::log-bucket/2026/11/23/an-entry'
  const judge = (
    principalArn: string,
    action: string,
    context: Record<string, string> = {}
  ) =>
    decide(
      { own: principalArn.includes(':role/') ? [EVERYTHING] : [], resource },
      {
        principalArn,
        action,
        resource: entry,
        accountId: '111122223333',
        context: {
          'aws:SecureTransport': 'true',
          'aws:PrincipalIsAWSService': String(!principalArn.includes(':')),
          ...context
        }
      }
    )
  const admin = 'arn:aws:iam::111122223333:role/admin'

  test('S3 writes the log of that bucket, and nothing else writes', async () => {
    const from = (bucket: string, account = '111122223333') => ({
      'aws:SourceArn': `arn:aws:s3:::${bucket}`,
      'aws:SourceAccount': account
    })
    const logging = 'logging.s3.amazonaws.com'
    expect(await judge(logging, 's3:PutObject', from(source))).toBe('Allowed')
    for (const other of [
      from('another'),
      from(source, '999999999999'),
      { ...from(source), 'aws:SecureTransport': 'false' },
      {}
    ]) {
      expect(await judge(logging, 's3:PutObject', other)).not.toBe('Allowed')
    }
    expect(
      await judge('delivery.logs.amazonaws.com', 's3:PutObject', from(source))
    ).toBe('ImplicitlyDenied')
    for (const someone of [admin, breakGlass]) {
      expect(await judge(someone, 's3:PutObject')).toBe('ExplicitlyDenied')
    }
  })

  test('administrators read the log, and only the break-glass role deletes', async () => {
    expect(await judge(admin, 's3:GetObject')).toBe('Allowed')
    for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion']) {
      expect(await judge(admin, action)).toBe('ExplicitlyDenied')
      expect(await judge(breakGlass, action)).toBe('Allowed')
    }
  })
})
