import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { S3 } from '@aws-sdk/client-s3'
import { STS } from '@aws-sdk/client-sts'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../../../simulator/simulator.ts'
import { BUCKET_ROLE, ROLE } from '../../../fixtures/oidc-job.ts'

const started: Simulator[] = []
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close()
})

const NAMES = 'repo:octo-org/backups:environment:backup'
const IDS = 'repo:octo-org@1234/backups@5678:environment:backup'

/** A clock that the test moves. */
function testClock() {
  let now = Date.parse('2026-11-23T02:00:00Z')
  return {
    clock: { now: () => now, elapsed: () => now },
    pass: (ms: number) => (now += ms)
  }
}

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ roles: [ROLE], ...options })
  started.push(simulator)
  const { endpoint, region, idTokenRequest } = simulator
  const common = { endpoint, region, maxAttempts: 1 }

  const token = async (audience = 'sts.amazonaws.com') => {
    const answer = await fetch(`${idTokenRequest.url}&audience=${audience}`, {
      headers: { authorization: `Bearer ${idTokenRequest.token}` }
    })
    return ((await answer.json()) as { value: string }).value
  }
  const assume = async (
    changes: { RoleArn?: string; DurationSeconds?: number } = {},
    WebIdentityToken?: string
  ) => {
    const { Credentials: given } = await new STS(
      common
    ).assumeRoleWithWebIdentity({
      RoleArn: ROLE.arn,
      RoleSessionName: 'GitHubActions',
      WebIdentityToken: WebIdentityToken ?? (await token()),
      ...changes
    })
    return {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
      expiresAt: given?.Expiration?.getTime() ?? 0
    }
  }
  const by = (credentials: Awaited<ReturnType<typeof assume>>) => {
    const config = { ...common, credentials }
    return {
      cognito: new CognitoIdentityProvider(config),
      s3: new S3({ ...config, forcePathStyle: true }),
      sts: new STS(config)
    }
  }
  return { simulator, token, assume, by }
}

const awsError = (name: string, words = '') =>
  expect.objectContaining({ name, message: expect.stringContaining(words) })

const DENIED = awsError(
  'AccessDenied',
  'Not authorized to perform sts:AssumeRoleWithWebIdentity'
)

function claimsOf(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url')
  return JSON.parse(payload.toString()) as Record<string, unknown>
}

describe('GitHub', () => {
  test.each([
    ['names', NAMES],
    ['ids', IDS],
    ['repository_owner:octo-org', 'repository_owner:octo-org']
  ])('gives tokens with a sub of the form %s', async (subject, sub) => {
    const { token } = await start({ job: { subject } })
    expect(claimsOf(await token())).toMatchObject({
      sub,
      aud: 'sts.amazonaws.com',
      iss: 'https://token.actions.githubusercontent.com',
      repository: 'octo-org/backups',
      repository_id: '5678',
      repository_owner_id: '1234'
    })
  })

  test('gives the job of another workflow, at its address, its own', async () => {
    const { token } = await start()
    const address = 'sts.amazonaws.com&environment=cognito-verify'
    expect(
      claimsOf(await token(`${address}&workflow=verify.yml`))
    ).toMatchObject({
      sub: 'repo:octo-org/backups:environment:cognito-verify',
      environment: 'cognito-verify',
      job_workflow_ref:
        'octo-org/backups/.github/workflows/verify.yml@refs/heads/main'
    })
  })

  test('gives another one each time, and counts them', async () => {
    const { token, simulator } = await start()
    expect(await token()).not.toBe(await token())
    expect(simulator.stats().calls['GetIdToken']).toBe(2)
  })

  test('gives none without the request token', async () => {
    const { simulator } = await start()
    const answer = await fetch(simulator.idTokenRequest.url)
    expect(answer.status).toBe(401)
  })

  test('can fail like any service', async () => {
    const { simulator } = await start({
      intercept: ({ service }) =>
        service === 'github'
          ? { status: 503, errorName: 'Unavailable', message: 'busy' }
          : undefined
    })
    const answer = await fetch(simulator.idTokenRequest.url)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { message: 'busy' }
    ])
  })
})

describe('a role is assumed', () => {
  test('by whom its trust policy names', async () => {
    const { assume } = await start()
    expect(await assume()).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIASIM[0-9A-F]{13}$/)
    })
  })

  test('by a pattern', async () => {
    const subjects = ['repo:octo-org/other:*', 'repo:octo-org/*:environment:*']
    const { assume } = await start({ roles: [{ ...ROLE, subjects }] })
    await assume()
  })

  test('for as long as is asked, or as the simulator lets', async () => {
    const { clock } = testClock()
    const long = await start({ clock })
    const hour = await long.assume({ DurationSeconds: 3600 })
    expect(hour.expiresAt - clock.now()).toBe(3_600_000)
    const short = await start({ clock, sessionSeconds: 4 })
    const seconds = await short.assume({ DurationSeconds: 900 })
    expect(seconds.expiresAt - clock.now()).toBe(4000)
  })
})

describe('a role is not assumed', () => {
  test.each<[string, SimulatorOptions, unknown]>([
    ['by a job in another form', { job: { subject: 'ids' } }, DENIED],
    ['by another job', { job: { environment: null } }, DENIED],
    ['that is not there', { roles: [] }, DENIED],
    [
      'where the account has no provider',
      { oidcProviders: [] },
      awsError(
        'InvalidIdentityTokenException',
        'No OpenIDConnect provider found in your account for https://token.actions'
      )
    ],
    [
      'where the provider is of another server',
      { job: { issuer: 'https://ghes.example.com/_services/token' } },
      awsError('InvalidIdentityTokenException', 'https://ghes.example.com')
    ],
    [
      'with a token that is too old',
      { job: { tokenSeconds: -1 } },
      awsError('ExpiredTokenException')
    ]
  ])('%s', async (_, options, error) => {
    const { assume } = await start(options)
    await expect(assume()).rejects.toEqual(error)
  })

  test('with a token for somebody else', async () => {
    const { assume, token } = await start()
    const other = await token('https://github.com/octo-org')
    await expect(assume({}, other)).rejects.toEqual(
      awsError('InvalidIdentityTokenException', 'Incorrect token audience')
    )
  })

  test('with a token that GitHub did not sign', async () => {
    const { assume, token } = await start()
    const [head = '', , signature = ''] = (await token()).split('.')
    const claims = claimsOf(await token())
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    await expect(assume({}, `${head}.${forged}.${signature}`)).rejects.toEqual(
      awsError('InvalidIdentityTokenException', 'signature')
    )
  })

  test('for longer than it allows', async () => {
    const { assume } = await start()
    await expect(assume({ DurationSeconds: 3601 })).rejects.toEqual(
      awsError('ValidationError', 'exceeds the MaxSessionDuration')
    )
    const roles = [{ ...ROLE, maxSessionSeconds: 7200 }]
    const longer = await start({ roles })
    await longer.assume({ DurationSeconds: 7200 })
  })
})

describe('a session', () => {
  test('lets its role in, and says who it is', async () => {
    const { simulator, assume, by } = await start()
    const { cognito, s3, sts } = by(await assume())
    const { userPoolId: UserPoolId, bucket: Bucket } = simulator
    await cognito.describeUserPool({ UserPoolId })
    await s3.listObjectsV2({ Bucket })
    expect(await sts.getCallerIdentity({})).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/cognito-backup/GitHubActions'
    })
  })

  test('that has ended is refused by each service', async () => {
    const { clock, pass } = testClock()
    const { simulator, assume, by } = await start({ clock, sessionSeconds: 4 })
    const { cognito, s3, sts } = by(await assume())
    const { userPoolId: UserPoolId, bucket: Bucket } = simulator
    pass(3999)
    await cognito.describeUserPool({ UserPoolId })
    pass(1)
    await expect(cognito.describeUserPool({ UserPoolId })).rejects.toEqual(
      awsError('ExpiredTokenException')
    )
    await expect(s3.listObjectsV2({ Bucket })).rejects.toEqual(
      awsError('ExpiredToken')
    )
    await expect(sts.getCallerIdentity({})).rejects.toEqual(
      awsError('ExpiredToken')
    )
  })

  test('that there never was is refused by each service', async () => {
    const { simulator, assume, by } = await start()
    const { userPoolId: UserPoolId, bucket: Bucket } = simulator
    const real = await assume()
    for (const made of [
      { ...real, sessionToken: 'another' },
      { ...real, accessKeyId: 'ASIASIM0000000000000' }
    ]) {
      const { cognito, s3, sts } = by(made)
      await expect(cognito.describeUserPool({ UserPoolId })).rejects.toEqual(
        awsError('UnrecognizedClientException')
      )
      await expect(s3.listObjectsV2({ Bucket })).rejects.toEqual(
        awsError('InvalidAccessKeyId')
      )
      await expect(sts.getCallerIdentity({})).rejects.toEqual(
        awsError('InvalidClientTokenId')
      )
    }
  })

  test('may do what its own role may, and no other', async () => {
    const writer = { ...ROLE, deny: ['s3:*'] }
    const { simulator, assume, by } = await start({
      roles: [writer, BUCKET_ROLE]
    })
    const { bucket: Bucket, userPoolId: UserPoolId } = simulator
    const ours = by(await assume())
    await expect(ours.s3.listObjectsV2({ Bucket })).rejects.toEqual(
      awsError('AccessDenied', 'assumed-role/cognito-backup/GitHubActions')
    )
    const theirs = by(await assume({ RoleArn: BUCKET_ROLE.arn }))
    await theirs.s3.listObjectsV2({ Bucket })
    // A user pool can't be used from another account.
    await expect(
      theirs.cognito.describeUserPool({ UserPoolId })
    ).rejects.toEqual(awsError('ResourceNotFoundException'))
    await ours.cognito.describeUserPool({ UserPoolId })
  })
})

describe('a bucket in another place', () => {
  test('has its owner, its region and its key there', async () => {
    const { simulator, assume, by } = await start({
      bucketRegion: 'eu-central-1',
      bucketAccountId: '444455556666'
    })
    const { bucket: Bucket, kmsKeyArn, endpoint } = simulator
    expect(kmsKeyArn).toContain('arn:aws:kms:eu-central-1:444455556666:key/')
    const credentials = await assume()
    await expect(by(credentials).s3.headBucket({ Bucket })).rejects.toThrow()
    const s3 = new S3({
      endpoint,
      region: 'eu-central-1',
      forcePathStyle: true,
      credentials
    })
    const ask = (ExpectedBucketOwner: string) =>
      s3.listObjectsV2({ Bucket, ExpectedBucketOwner })
    await ask('444455556666')
    await expect(ask('123456789012')).rejects.toEqual(awsError('AccessDenied'))
  })
})
