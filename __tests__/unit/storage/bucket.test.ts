import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { S3Client } from '@aws-sdk/client-s3'
import type { BucketHeaders } from '../../../src/storage/bucket-headers.ts'
import { connectBucket, isAwsEndpoint } from '../../../src/storage/bucket.ts'
import { sdkError } from '../../fixtures/aws-failures.ts'

function connect(env: Record<string, string> = {}) {
  const context = {
    env,
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  }
  return connectBucket(context, 'my-backups')
}

function failing(name: string, action = 'PutObject') {
  const facts = { status: 400, attempts: 1 }
  return connect().call(action, () =>
    Promise.reject(sdkError(name, 'raw words of AWS', facts))
  )
}

describe('a bucket', () => {
  test('is called through a client of the region', async () => {
    const client = await connect().call('GetObject', client =>
      Promise.resolve(client)
    )
    expect(client).toBeInstanceOf(S3Client)
    expect(await client.config.region()).toBe('eu-west-1')
    expect(client.config.forcePathStyle).toBe(false)
    expect(client.config.followRegionRedirects).toBe(true)
    expect(await client.config.responseChecksumValidation()).toBe(
      'WHEN_REQUIRED'
    )
    expect(await client.config.requestChecksumCalculation()).toBe(
      'WHEN_REQUIRED'
    )
  })

  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])(
    'is named in the path where %s says where S3 is',
    async variable => {
      const bucket = connect({ [variable]: 'http://127.0.0.1:4510' })
      const client = await bucket.call('GetObject', client =>
        Promise.resolve(client)
      )
      expect(client.config.forcePathStyle).toBe(true)
      expect(bucket.isAws).toBe(false)
    }
  )

  test('is at AWS unless the environment says otherwise', () => {
    expect(connect().isAws).toBe(true)
    expect(connect({ AWS_ENDPOINT_URL: '' }).isAws).toBe(true)
    expect(
      connect({
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4510',
        AWS_ENDPOINT_URL_S3: 'https://s3.eu-west-1.amazonaws.com'
      }).isAws
    ).toBe(true)
  })

  test('answers what the call gives', async () => {
    const answer = await connect().call('GetObject', () => Promise.resolve(7))
    expect(answer).toBe(7)
  })
})

describe('an endpoint', () => {
  test.each([
    [undefined, true],
    ['https://s3.eu-west-1.amazonaws.com', true],
    ['https://s3.cn-north-1.amazonaws.com.cn', true],
    ['https://s3.dualstack.eu-west-1.api.aws', true],
    ['https://bucket.vpce-1a2b-3c4d.s3.eu-west-1.vpce.amazonaws.com/', true],
    ['http://127.0.0.1:4510', false],
    ['http://localhost:4510/amazonaws.com', false],
    ['https://s3.amazonaws.com.evil.example', false],
    ['https://evilamazonaws.com', false],
    ['https://amazonaws.com@evil.example', false],
    ['not an address', false]
  ])('%s is of AWS: %s', (endpoint, isAws) => {
    expect(isAwsEndpoint(endpoint)).toBe(isAws)
  })
})

describe('a failure', () => {
  test.each([
    ['NoSuchBucket', 'not-found', 'There is no bucket my-backups'],
    ['PermanentRedirect', 'wrong-region', 'Set the input bucket-region'],
    ['AuthorizationHeaderMalformed', 'wrong-region', 'in another region'],
    ['IllegalLocationConstraintException', 'wrong-region', 'in another region'],
    ['KMS.NotFoundException', 'not-found', 'kms-key-id'],
    ['KMS.DisabledException', 'not-found', 'kms-key-id'],
    ['KMS.InvalidStateException', 'not-found', 'kms-key-id'],
    ['KMS.KMSInvalidStateException', 'not-found', 'kms-key-id'],
    ['InternalError', 'aws', 's3:PutObject with InternalError'],
    ['AccessDenied', 'access-denied', 's3:PutObject']
  ])('%s gives its sentence', async (name, code, words) => {
    await expect(failing(name)).rejects.toMatchObject({
      code,
      awsCode: name,
      action: 's3:PutObject',
      message: expect.stringContaining(words)
    })
    await expect(failing(name)).rejects.toMatchObject({
      message: expect.not.stringContaining('raw words')
    })
  })

  test.each(['KMS.DisabledException', 'KMS.KMSInvalidStateException'])(
    '%s of what is read speaks of the key, and of no input',
    async name => {
      const failed = failing(name, 'GetObject')
      await expect(failed).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringMatching(/Enable that key(?!.*kms-key-id)/)
      })
    }
  )
})

describe('a refusal without a word of why', () => {
  const told = (
    action: string,
    headers: BucketHeaders,
    message = 'Access Denied'
  ) => {
    const context = {
      env: {},
      region: 'eu-west-1',
      regionSource: 'a test',
      randomBytes
    }
    const bucket = connectBucket(context, 'my-backups', {}, headers)
    return bucket.call(action, () =>
      Promise.reject(sdkError('AccessDenied', message, { status: 403 }))
    )
  }
  const ALL = {
    objectAcl: 'bucket-owner-full-control',
    requestPayer: 'requester'
  } as const

  test('may be for a header that is missing', async () => {
    await expect(told('PutObject', {})).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringMatching(
        /^The role may not call s3:PutObject\..*set the input object-acl\. If .*set the input request-payer\.$/
      )
    })
    await expect(told('GetObject', {})).rejects.toMatchObject({
      message: expect.stringMatching(/^(?!.*object-acl).*request-payer\.$/)
    })
  })

  test('is not for a header that was sent', async () => {
    await expect(told('PutObject', ALL)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^(?!.*request-payer).*object-acl needs the permission s3:PutObjectAcl too\.$/
      )
    })
    await expect(told('ListBucket', ALL)).rejects.toMatchObject({
      message: expect.not.stringMatching(/object-acl|request-payer/)
    })
  })

  test('is told from one with a reason', async () => {
    const message =
      'User: x is not authorized to perform: s3:PutObject on resource: y because no identity-based policy allows the s3:PutObject action'
    await expect(told('PutObject', {}, message)).rejects.toMatchObject({
      message: expect.not.stringMatching(/object-acl|request-payer/)
    })
  })
})

describe('a refusal by a bucket whose owner is expected', () => {
  const refusal = (message: string, name = 'AccessDenied') => {
    const context = {
      env: {},
      region: 'eu-west-1',
      regionSource: 'a test',
      randomBytes
    }
    const owner = { expected: '444455556666' }
    const bucket = connectBucket(context, 'my-backups', owner)
    return bucket.call('PutObject', () =>
      Promise.reject(sdkError(name, message, { status: 403, requestId: 'R1' }))
    )
  }

  test.each(['AccessDenied', 'Forbidden', '403'])(
    'may be because it is of another: %s',
    async name => {
      await expect(refusal('Access Denied', name)).rejects.toMatchObject({
        code: 'access-denied',
        message: expect.stringMatching(
          /S3 refused s3:PutObject\. Either the bucket my-backups does not belong to the account 444455556666 of the input expected-bucket-owner/
        )
      })
    }
  )

  test('is none of the owner where AWS names the action', async () => {
    const message =
      'User: arn:aws:sts::1:assumed-role/r/x is not authorized to perform: kms:GenerateDataKey on resource: x'
    await expect(refusal(message)).rejects.toMatchObject({
      message: expect.stringContaining('may not call kms:GenerateDataKey.')
    })
  })
})
