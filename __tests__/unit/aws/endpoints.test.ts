import { randomBytes } from 'node:crypto'
import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, describe, expect, test } from '@jest/globals'
import { clientConfig } from '../../../src/aws/client-config.ts'
import { correctedVariables } from '../../../src/aws/environment.ts'
import { connectPool } from '../../../src/cognito/calls/pool-client.ts'
import { connectBucket } from '../../../src/storage/bucket.ts'
import { fakeClock } from '../../fixtures/fake-world.ts'

// The SDK reads the environment by itself.
const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

const credentials = Object.assign(
  () =>
    Promise.resolve({
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date('2100-01-01')
    }),
  { memoized: true as const }
)

const role = {
  request: {
    input: 'role-to-assume' as const,
    arn: 'arn:aws:iam::111122223333:role/backup',
    sessionName: 'GitHubActions',
    durationSeconds: 3600
  },
  credentials
}

interface Request {
  protocol: string
  hostname: string
  path: string
}

interface Stack {
  add(
    middleware: () => (args: { request: unknown }) => Promise<never>,
    options: { step: 'deserialize'; name: string; priority: 'low' }
  ): void
}

/** Stops every call of a client where it would go on the network. */
function watch(client: { middlewareStack: unknown }, seen: Request[]): void {
  const stack = client.middlewareStack as Stack
  stack.add(
    () => args => {
      seen.push(args.request as Request)
      return Promise.reject(new RangeError('not on the network'))
    },
    { step: 'deserialize', name: 'watchMiddleware', priority: 'low' }
  )
}

/** Where the clients of a run in a region go to. */
async function addresses(region: string, env: Record<string, string> = {}) {
  Object.assign(process.env, env, await correctedVariables(env))
  const context = { env, region, regionSource: 'a test', role, randomBytes }
  const seen: Request[] = []
  const pace = { quotaShare: 100, quotas: {} }
  const pool = connectPool(context, `${region}_A`, pace, fakeClock().clock)
  const bucket = connectBucket(context, 'my-backups')
  const sts = new STSClient(clientConfig(context))
  watch(sts, seen)
  const calls = [
    () =>
      pool.call('ListUsers', client => {
        watch(client, seen)
        return client.send(new ListUsersCommand({ UserPoolId: 'x' }))
      }),
    () =>
      bucket.call('PutObject', client => {
        watch(client, seen)
        const input = { Bucket: bucket.name, Key: 'a', Body: 'x' }
        return client.send(new PutObjectCommand(input))
      }),
    () => sts.send(new GetCallerIdentityCommand({}))
  ]
  const failures: unknown[] = []
  for (const call of calls) {
    await call().catch((error: unknown) => {
      if (!(error instanceof RangeError)) failures.push(error)
    })
  }
  return { hosts: seen.map(({ hostname }) => hostname), seen, failures }
}

const FIPS = { AWS_USE_FIPS_ENDPOINT: 'true' }
const DUAL = { AWS_USE_DUALSTACK_ENDPOINT: 'true' }

describe('Cognito, S3 and STS are at', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'eu-west-1',
      {},
      [
        'cognito-idp.eu-west-1.amazonaws.com',
        'my-backups.s3.eu-west-1.amazonaws.com',
        'sts.eu-west-1.amazonaws.com'
      ]
    ],
    [
      'us-east-1',
      FIPS,
      [
        'cognito-idp-fips.us-east-1.amazonaws.com',
        'my-backups.s3-fips.us-east-1.amazonaws.com',
        'sts-fips.us-east-1.amazonaws.com'
      ]
    ],
    [
      'us-east-1',
      { AWS_USE_FIPS_ENDPOINT: 'True' },
      [
        'cognito-idp-fips.us-east-1.amazonaws.com',
        'my-backups.s3-fips.us-east-1.amazonaws.com',
        'sts-fips.us-east-1.amazonaws.com'
      ]
    ],
    [
      'eu-west-1',
      DUAL,
      [
        'cognito-idp.eu-west-1.amazonaws.com',
        'my-backups.s3.dualstack.eu-west-1.amazonaws.com',
        'sts.eu-west-1.api.aws'
      ]
    ],
    [
      'us-gov-west-1',
      {},
      [
        'cognito-idp.us-gov-west-1.amazonaws.com',
        'my-backups.s3.us-gov-west-1.amazonaws.com',
        'sts.us-gov-west-1.amazonaws.com'
      ]
    ],
    [
      'us-gov-west-1',
      FIPS,
      [
        'cognito-idp-fips.us-gov-west-1.amazonaws.com',
        'my-backups.s3-fips.us-gov-west-1.amazonaws.com',
        'sts.us-gov-west-1.amazonaws.com'
      ]
    ],
    [
      'cn-north-1',
      {},
      [
        'cognito-idp.cn-north-1.amazonaws.com.cn',
        'my-backups.s3.cn-north-1.amazonaws.com.cn',
        'sts.cn-north-1.amazonaws.com.cn'
      ]
    ]
  ])('%s %j', async (region, env, hosts) => {
    const found = await addresses(region, env)
    expect(found.failures).toEqual([])
    expect(found.hosts).toEqual(hosts)
  })

  test('one address, where the environment gives one', async () => {
    const { seen } = await addresses('eu-west-1', {
      AWS_ENDPOINT_URL: 'http://aws.example:4510'
    })
    expect(seen.map(({ hostname, path }) => `${hostname}${path}`)).toEqual([
      'aws.example/',
      'aws.example/my-backups/a',
      'aws.example/'
    ])
  })

  test('addresses of their own, where the environment gives those', async () => {
    const { hosts } = await addresses('eu-west-1', {
      AWS_ENDPOINT_URL: 'http://aws.example:4510',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'https://cognito.example',
      AWS_ENDPOINT_URL_S3: 'https://s3.example',
      AWS_ENDPOINT_URL_STS: 'https://sts.example'
    })
    expect(hosts).toEqual(['cognito.example', 's3.example', 'sts.example'])
  })
})

test('what the region does not have is said, with the variables that ask for it', async () => {
  const { hosts, failures } = await addresses('eu-west-1', {
    ...FIPS,
    AWS_ENDPOINT_URL: 'http://aws.example:4510'
  })
  expect(hosts).toEqual([])
  expect(failures).toHaveLength(3)
  // The third is a bare client's.
  for (const failure of failures.slice(0, 2)) {
    expect(failure).toMatchObject({
      code: 'network',
      message: expect.stringMatching(
        /AWS has no address for .* in region eu-west-1.*AWS_USE_FIPS_ENDPOINT/
      )
    })
  }
})
