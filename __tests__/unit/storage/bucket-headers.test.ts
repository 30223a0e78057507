import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client
} from '@aws-sdk/client-s3'
import { expect, test } from '@jest/globals'
import {
  clientWithHeaders,
  type BucketHeaders
} from '../../../src/storage/bucket-headers.ts'

const CONFIG = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
}

const OBJECT = { Bucket: 'my-backups', Key: 'a' }

/** Every kind of call that is made of a bucket. */
const CALLS = {
  PutObject: (client: S3Client) =>
    client.send(new PutObjectCommand({ ...OBJECT, Body: 'x' })),
  GetObject: (client: S3Client) => client.send(new GetObjectCommand(OBJECT)),
  HeadObject: (client: S3Client) => client.send(new HeadObjectCommand(OBJECT)),
  ListObjectsV2: (client: S3Client) =>
    client.send(new ListObjectsV2Command(OBJECT)),
  ListObjectVersions: (client: S3Client) =>
    client.send(new ListObjectVersionsCommand(OBJECT))
}

type CallName = keyof typeof CALLS

/** The headers of a call that these are put into. */
async function headersOf(
  call: CallName,
  headers: BucketHeaders & { expectedOwner?: string }
): Promise<Record<string, string>> {
  const client = clientWithHeaders(CONFIG, headers)
  const seen: { headers?: Record<string, string> } = {}
  client.middlewareStack.add(
    () => args => {
      const { headers } = args.request as { headers: Record<string, string> }
      seen.headers = headers
      return Promise.reject(new Error('seen'))
    },
    { step: 'build', name: 'seeMiddleware' }
  )
  await CALLS[call](client).catch(() => undefined)
  if (seen.headers === undefined) throw new Error('The call was not made')
  return seen.headers
}

const ALL = {
  objectAcl: 'bucket-owner-full-control',
  requestPayer: 'requester',
  expectedOwner: '111122223333'
} as const

test.each(Object.keys(CALLS) as CallName[])(
  '%s says who pays and whose the bucket must be',
  async call => {
    const headers = await headersOf(call, ALL)
    expect(headers['x-amz-request-payer']).toBe('requester')
    expect(headers['x-amz-expected-bucket-owner']).toBe('111122223333')
    const acl = call === 'PutObject' ? ALL.objectAcl : undefined
    expect(headers['x-amz-acl']).toBe(acl)
  }
)

test.each(Object.keys(CALLS) as CallName[])(
  '%s says nothing of it where nothing is asked for',
  async call => {
    const names = Object.keys(await headersOf(call, {}))
    expect(names).not.toContain('x-amz-request-payer')
    expect(names).not.toContain('x-amz-expected-bucket-owner')
    expect(names).not.toContain('x-amz-acl')
  }
)
