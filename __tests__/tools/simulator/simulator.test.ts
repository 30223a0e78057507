import { afterEach, describe, expect, test } from '@jest/globals'
import type { SimulatedCall, Simulator } from '../../../simulator/simulator.ts'
import { startSimulator } from '../../../simulator/simulator.ts'
import type { SimulatorOptions } from '../../../simulator/simulator.ts'
import { manualClock } from '../../fixtures/passing-time.ts'
import { awsError, clients, signed } from '../../fixtures/simulator-clients.ts'

let simulator: Simulator | undefined

async function start(options: SimulatorOptions = {}) {
  const started = await startSimulator(options)
  simulator = started
  return { ...clients(started), ...started, simulator: started }
}

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

const post = (endpoint: string, path: string, body: object) =>
  fetch(endpoint + path, { method: 'POST', body: JSON.stringify(body) })

describe('the protocol of Cognito', () => {
  test('names an error in the body and in a header, with status 400', async () => {
    const { endpoint } = await start()
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...signed,
        'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPool'
      },
      body: '{"UserPoolId":"us-east-1_x"}'
    })
    expect(response.status).toBe(400)
    expect(response.headers.get('x-amzn-errortype')).toBe(
      'ResourceNotFoundException'
    )
    expect(await response.json()).toEqual({
      __type: 'ResourceNotFoundException',
      message: 'User pool us-east-1_x does not exist.'
    })
  })

  test.each([
    ['Nonsense', '{}', 'UnknownOperationException'],
    ['ListUsers', '{', 'SerializationException'],
    ['ListUsers', '[]', 'SerializationException'],
    ['ListUsers', '{"UserPoolId":5}', 'SerializationException'],
    ['ListUsers', '{}', 'InvalidParameterException']
  ])('answers %s with body %s: %s', async (operation, body, name) => {
    const { endpoint } = await start()
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...signed,
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
      },
      body
    })
    expect(await response.json()).toMatchObject({ __type: name })
  })
})

describe('credentials', () => {
  test('are needed', async () => {
    const { endpoint, bucket } = await start()
    const unsigned = (headers: Record<string, string>, path = '') =>
      fetch(endpoint + path, { method: 'POST', headers, body: '{}' })
    const target = 'AWSCognitoIdentityProviderService.ListUsers'
    expect(
      await (await unsigned({ 'x-amz-target': target })).json()
    ).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
    expect((await unsigned({}, `/${bucket}/key`)).status).toBe(403)
    const sts = await unsigned({}, '/?Action=GetCallerIdentity')
    expect(await sts.text()).toContain('<Code>MissingAuthenticationToken<')
  })

  test('that have expired are refused by each service', async () => {
    const { simulator, bucket, userPoolId } = await start()
    const { cognito, s3 } = clients(simulator, 'EXPIREDKEY123')
    await expect(
      cognito.describeUserPool({ UserPoolId: userPoolId })
    ).rejects.toEqual(awsError('ExpiredTokenException'))
    await expect(s3.getObject({ Bucket: bucket, Key: 'k' })).rejects.toEqual(
      awsError('ExpiredToken')
    )
  })

  test('of another region find no pool, and the way to the bucket', async () => {
    const { simulator, bucket, userPoolId } = await start()
    const elsewhere = clients({ ...simulator, region: 'eu-west-1' })
    await expect(
      elsewhere.cognito.describeUserPool({ UserPoolId: userPoolId })
    ).rejects.toEqual(
      awsError(
        'ResourceNotFoundException',
        `User pool ${userPoolId} does not exist.`
      )
    )
    await expect(
      elsewhere.s3.getObject({ Bucket: bucket, Key: 'k' })
    ).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 }
    })
  })

  test('say who is calling', async () => {
    const { endpoint, accountId } = await start()
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: signed,
      body: new URLSearchParams({
        Action: 'GetCallerIdentity',
        Version: '2011-06-15'
      })
    })
    const text = await response.text()
    expect(text).toContain(`<Account>${accountId}</Account>`)
    expect(text).toContain(
      `<Arn>arn:aws:sts::${accountId}:assumed-role/cognito-backup/GitHubActions</Arn>`
    )
  })
})

describe('a role', () => {
  const token = (claims: object) =>
    `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`

  async function assume(changes: Record<string, string>, deny: string[] = []) {
    const { endpoint } = await start({ deny })
    const response = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: 'arn:aws:iam::123456789012:role/backup',
        RoleSessionName: 'nightly',
        WebIdentityToken: token({ sub: 'repo:octo/shop', exp: 4e9 }),
        ...changes
      })
    })
    return response.text()
  }

  test('is assumed with an OIDC token, for as long as is asked', async () => {
    const before = Date.now()
    const text = await assume({ DurationSeconds: '7200' })
    expect(text).toContain('assumed-role/backup/nightly</Arn>')
    const [, expiration = ''] = /<Expiration>(.*?)</.exec(text) ?? []
    const expiresAt = Date.parse(expiration)
    // It is written in whole seconds.
    expect(expiresAt).toBeGreaterThan(before + 7199 * 1000)
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 7200 * 1000)
  })

  test.each([
    [
      'a token that expired',
      { WebIdentityToken: token({ exp: 1 }) },
      'Expired'
    ],
    ['what is no token', { WebIdentityToken: 'x' }, 'InvalidIdentityToken'],
    ['no role', { RoleArn: 'backup' }, 'ValidationError'],
    ['too long a time', { DurationSeconds: '43201' }, 'ValidationError']
  ])('is not assumed with %s', async (_, changes, code) => {
    expect(await assume(changes)).toContain(`<Code>${code}`)
  })

  test('is not assumed by whom its trust policy refuses', async () => {
    expect(await assume({}, ['sts:AssumeRoleWithWebIdentity'])).toContain(
      '<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity<'
    )
  })
})

describe('permissions', () => {
  test('are denied in the words of IAM', async () => {
    const { cognito, accountId, userPoolId } = await start({
      deny: ['cognito-idp:ListGroups']
    })
    await expect(
      cognito.listGroups({ UserPoolId: userPoolId })
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${accountId}:assumed-role/cognito-backup/GitHubActions is not authorized to perform: cognito-idp:ListGroups on resource: arn:aws:cognito-idp:us-east-1:${accountId}:userpool/${userPoolId} because no identity-based policy allows the cognito-idp:ListGroups action`,
      $metadata: { httpStatusCode: 400 }
    })
    await cognito.listUsers({ UserPoolId: userPoolId })
  })

  test('can be changed while the simulator runs', async () => {
    const { cognito, deny, endpoint, userPoolId } = await start()
    const list = () => cognito.listUsers({ UserPoolId: userPoolId })
    deny(['cognito-idp:*'])
    await expect(list()).rejects.toEqual(awsError('AccessDeniedException'))
    await post(endpoint, '/_simulator/permissions', { deny: [] })
    await list()
    const refused = await post(endpoint, '/_simulator/permissions', {
      deny: 's3:*'
    })
    expect(refused.status).toBe(400)
  })
})

describe('statistics', () => {
  test('count calls, errors and throttles, and can be reset', async () => {
    const { cognito, endpoint, resetStats, stats, userPoolId } = await start({
      quota: { UserList: 2 },
      clock: manualClock()
    })
    const list = () => cognito.listUsers({ UserPoolId: userPoolId })
    await list()
    await list()
    await expect(list()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 }
    })
    const refusal =
      '{"__type":"TooManyRequestsException","message":"Rate exceeded"}'
    const expected = {
      calls: { ListUsers: 3 },
      errors: { TooManyRequestsException: 1 },
      billedUsers: 0,
      messagesSent: 0,
      triggers: {},
      throttles: 1,
      bytes: {
        // Thrice the name of the pool.
        received: 3 * JSON.stringify({ UserPoolId: userPoolId }).length,
        sent: 2 * '{"Users":[]}'.length + refusal.length
      },
      faults: {},
      quota: { UserList: { limit: 2, calls: 3, peakShare: 0.3 } }
    }
    expect(stats()).toEqual(expected)
    const response = await fetch(`${endpoint}/_simulator/stats`)
    expect(await response.json()).toEqual(expected)
    resetStats()
    await post(endpoint, '/_simulator/stats/reset', {})
    expect(stats().calls).toEqual({})
  })
})

test('a request counts in its category as it arrives, whatever becomes of it', async () => {
  const { cognito, stats, userPoolId } = await start({
    intercept: ({ operation }) =>
      operation === 'DescribeTerms' ? undefined : { drop: true }
  })
  const request = { UserPoolId: userPoolId }
  await expect(cognito.listUsers(request)).rejects.toThrow('socket hang up')
  await expect(
    cognito.describeTerms({ ...request, TermsId: 'none' })
  ).rejects.toEqual(awsError('ResourceNotFoundException'))
  await expect(
    cognito.getGroup({ GroupName: 'g', ...request })
  ).rejects.toThrow('socket hang up')
  expect(stats().quota).toEqual({
    UserList: { limit: 30, calls: 1, peakShare: 1 / 150 },
    Unlisted: { limit: 5, calls: 1, peakShare: 1 / 25 },
    UserPoolResourceRead: { limit: 20, calls: 1, peakShare: 1 / 100 }
  })
})

describe('hooks of a test', () => {
  test('see each call with what it asks, counted from one', async () => {
    const calls: SimulatedCall[] = []
    const { cognito, s3, bucket, userPoolId } = await start({
      intercept: call => void calls.push(call)
    })
    await cognito.listUsers({ UserPoolId: userPoolId, Limit: 5 })
    await s3.putObject({ Bucket: bucket, Key: 'a/b c', Body: 'x' })
    expect(calls).toMatchObject([
      {
        service: 'cognito-idp',
        operation: 'ListUsers',
        input: { UserPoolId: userPoolId, Limit: 5 },
        sequence: 1
      },
      {
        service: 's3',
        operation: 'PutObject',
        input: { bucket, key: 'a/b c' },
        sequence: 2
      }
    ])
  })

  test('can answer with an error or drop the connection, without effect', async () => {
    const { cognito, s3, bucket, bucketObjects, poolState, userPoolId } =
      await start({
        intercept: ({ operation }) =>
          operation === 'PutObject'
            ? { status: 503, errorName: 'SlowDown', message: 'Slower.' }
            : { drop: true }
      })
    await expect(
      s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' })
    ).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 }
    })
    await expect(
      cognito.createGroup({ UserPoolId: userPoolId, GroupName: 'g' })
    ).rejects.toThrow('socket hang up')
    expect(bucketObjects()).toEqual([])
    expect(poolState(userPoolId).groups).toEqual([])
  })

  test('can step in after the effect and change the answer', async () => {
    const order: string[] = []
    const { cognito, poolState, userPoolId } = await start({
      afterEffect: () => void order.push('effect'),
      rewrite: () => {
        order.push('answer')
        return { drop: true }
      }
    })
    await expect(
      cognito.createGroup({ UserPoolId: userPoolId, GroupName: 'g' })
    ).rejects.toThrow('socket hang up')
    expect(order).toEqual(['effect', 'answer'])
    expect(poolState(userPoolId).groups).toHaveLength(1)
  })

  test('can slow every call down', async () => {
    const { cognito, userPoolId } = await start({ latencyMs: 60 })
    const before = performance.now()
    await cognito.listUsers({ UserPoolId: userPoolId })
    expect(performance.now() - before).toBeGreaterThan(55)
  })
})
