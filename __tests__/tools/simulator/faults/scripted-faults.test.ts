import { afterEach, describe, expect, test } from '@jest/globals'
import { faultsOf } from '../../../../simulator/faults/catalogue.ts'
import {
  startSimulator,
  type Fault,
  type FaultName,
  type Simulator,
  type SimulatorOptions
} from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start(options: SimulatorOptions = {}) {
  const started = await startSimulator({
    users: 130,
    shortPageShare: 0,
    emptyPageShare: 0,
    ...options
  })
  simulator = started
  const { cognito, s3 } = clients(started)
  const put = (Key: string) =>
    s3.putObject({
      Bucket: started.bucket,
      Key,
      Body: 'some text',
      IfNoneMatch: '*',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: started.kmsKeyArn,
      ChecksumAlgorithm: 'SHA256'
    })
  const get = async (Key: string) => {
    const { Body } = await s3.getObject({ Bucket: started.bucket, Key })
    return await Body?.transformToString()
  }
  const list = (PaginationToken?: string) =>
    cognito.listUsers({
      UserPoolId: started.userPoolId,
      Limit: 60,
      ...(PaginationToken === undefined ? {} : { PaginationToken })
    })
  const stored = () => started.bucketObjects().map(({ key }) => key)
  return { simulator: started, put, get, list, stored }
}

const failed = (name: string) =>
  expect.objectContaining({ name }) as unknown as Error

describe('a put to S3', () => {
  const refusals: [FaultName, string, number][] = [
    ['internal-error', 'InternalError', 500],
    ['slow-down', 'SlowDown', 503],
    ['request-timeout', 'RequestTimeout', 400],
    ['bad-digest', 'BadDigest', 400],
    ['access-denied', 'AccessDenied', 403],
    ['key-denied', 'AccessDenied', 403],
    ['no-such-key', 'NoSuchKey', 404],
    ['no-such-version', 'NoSuchVersion', 404],
    ['no-bucket', 'NoSuchBucket', 404],
    ['other-region', 'PermanentRedirect', 301],
    ['conflict', 'ConditionalRequestConflict', 409],
    ['precondition-failed', 'PreconditionFailed', 412],
    ['expired-token', 'ExpiredToken', 400],
    ['clock-skew', 'RequestTimeTooSkewed', 403],
    ['key-disabled', 'KMS.DisabledException', 400]
  ]
  test.each(refusals)(
    'meets %s once, without effect, and then succeeds',
    async (does, name, status) => {
      const { put, stored, simulator } = await start({ faults: [{ does }] })
      await expect(put('a')).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: status }
      })
      expect(stored()).toEqual([])
      await put('a')
      expect(stored()).toEqual(['a'])
      expect(simulator.stats()).toMatchObject({
        faults: { [does]: 1 },
        errors: { [name]: 1 }
      })
    }
  )

  test('is stored otherwise than asked for', async () => {
    const { put, simulator } = await start({
      faults: [
        { does: 'sse-s3', holding: '"a"' },
        { does: 'other-key', holding: '"b"' }
      ]
    })
    expect(await put('a')).toMatchObject({ ServerSideEncryption: 'AES256' })
    const { SSEKMSKeyId: key } = await put('b')
    expect(key).toMatch(/^arn:aws:kms:/)
    expect(key).not.toBe(simulator.kmsKeyArn)
    expect(await put('c')).toMatchObject({ SSEKMSKeyId: simulator.kmsKeyArn })
  })

  test('is answered otherwise than it was stored', async () => {
    const { put } = await start({
      faults: [
        { does: 'no-encryption-answered', holding: '"a"' },
        { does: 'wrong-checksum', holding: '"b"' },
        { does: 'no-checksum', holding: '"c"' },
        { does: 'no-version-id', holding: '"d"' }
      ]
    })
    expect((await put('a')).ServerSideEncryption).toBeUndefined()
    const { ChecksumSHA256: right } = await put('e')
    expect((await put('b')).ChecksumSHA256).not.toBe(right)
    expect((await put('c')).ChecksumSHA256).toBeUndefined()
    expect((await put('d')).VersionId).toBeUndefined()
  })
})

describe('on the way', () => {
  test('a connection breaks before the effect, or after it', async () => {
    const { put, stored } = await start({
      faults: [
        { does: 'reset', holding: '"a"' },
        { does: 'lost-answer', holding: '"b"' }
      ]
    })
    await expect(put('a')).rejects.toThrow()
    expect(stored()).toEqual([])
    await expect(put('b')).rejects.toThrow()
    expect(stored()).toEqual(['b'])
  })

  test('an answer breaks off in the middle, or has another bit', async () => {
    const { put, get } = await start({
      faults: [
        { does: 'cut-body', operation: 'GetObject' },
        { does: 'flipped-bit', operation: 'GetObject', from: 2 }
      ]
    })
    await put('a')
    await expect(get('a')).rejects.toThrow()
    await expect(get('a')).rejects.toThrow('Checksum mismatch')
    expect(await get('a')).toBe('some text')
  })

  test('a proxy answers with a page of its own', async () => {
    const { list } = await start({ faults: [{ does: 'bad-gateway' }] })
    await expect(list()).rejects.toMatchObject({
      $metadata: { httpStatusCode: 502 }
    })
  })

  test('no answer ever comes', async () => {
    const { simulator } = await start({ faults: [{ does: 'hang' }] })
    const stop = AbortSignal.timeout(200)
    const { cognito } = clients(simulator)
    const call = cognito.listUsers(
      { UserPoolId: simulator.userPoolId },
      { abortSignal: stop }
    )
    await expect(call).rejects.toEqual(failed('AbortError'))
  })
})

describe('a listing', () => {
  const refusals: [FaultName, string][] = [
    ['throttle', 'TooManyRequestsException'],
    ['internal-error', 'InternalErrorException'],
    ['internal-error-400', 'InternalErrorException'],
    ['unavailable', 'ServiceUnavailable'],
    ['expired-token', 'ExpiredTokenException'],
    ['access-denied', 'AccessDeniedException'],
    ['not-found', 'ResourceNotFoundException'],
    ['user-not-found', 'UserNotFoundException'],
    ['expired-page-token', 'InvalidParameterException'],
    ['web-page', 'SyntaxError']
  ]
  test.each(refusals)('is refused by %s', async (does, name) => {
    const { list } = await start({ faults: [{ does }] })
    await expect(list()).rejects.toEqual(failed(name))
    expect((await list()).Users).toHaveLength(60)
  })

  test('goes round in a circle', async () => {
    const { list } = await start({
      faults: [{ does: 'token-loop', times: Infinity }]
    })
    const { PaginationToken } = await list()
    expect((await list(PaginationToken)).PaginationToken).toBe(PaginationToken)
  })

  test('goes round in a circle from its last page on', async () => {
    const { simulator } = await start({
      groups: 3,
      faults: [{ does: 'token-loop', times: Infinity }]
    })
    const { cognito } = clients(simulator)
    const list = (NextToken?: string) =>
      cognito.listGroups({
        UserPoolId: simulator.userPoolId,
        Limit: 2,
        ...(NextToken === undefined ? {} : { NextToken })
      })
    const { NextToken } = await list()
    expect((await list(NextToken)).NextToken).toBe(NextToken)
  })

  test('says that there is nobody', async () => {
    const { list } = await start({ faults: [{ does: 'empty-list' }] })
    const { Users, PaginationToken } = await list()
    expect([Users, PaginationToken]).toEqual([[], undefined])
  })

  test('has somebody twice, or with a status that is new', async () => {
    const { list } = await start({
      faults: [{ does: 'user-twice' }, { does: 'unknown-status', from: 2 }]
    })
    expect((await list()).Users).toHaveLength(61)
    expect((await list()).Users?.[0]?.UserStatus).toBe('ON_SABBATICAL')
  })

  test('has a group twice', async () => {
    const { simulator } = await start({
      groups: 3,
      faults: [{ does: 'group-twice' }]
    })
    const { Groups } = await clients(simulator).cognito.listGroups({
      UserPoolId: simulator.userPoolId
    })
    expect(Groups).toHaveLength(4)
    expect(new Set(Groups?.map(group => group.GroupName)).size).toBe(3)
  })

  test('is met by what happens between two calls', async () => {
    const { simulator, list } = await start()
    const id = simulator.userPoolId
    const [gone = ''] = simulator.poolState(id).users.map(({ sub }) => sub)
    simulator.setFaults([
      { does: { before: () => simulator.removeUser(id, gone) }, from: 2 }
    ])
    const { PaginationToken } = await list()
    expect(simulator.poolState(id).users).toHaveLength(130)
    await list(PaginationToken)
    expect(simulator.poolState(id).users).toHaveLength(129)
  })
})

test('faults meet the calls that they are aimed at', async () => {
  const { put, stored, list, simulator } = await start({
    faults: [
      { does: 'internal-error', operation: 'PutObject', from: 2, times: 2 },
      { does: 'throttle', operation: 'ListUsers', every: 3, times: Infinity }
    ]
  })
  const names: string[] = []
  const note = (error: Error) => names.push(error.name)
  for (const key of ['a', 'b', 'c', 'd']) await put(key).catch(note)
  expect(stored()).toEqual(['a', 'd'])
  for (let call = 1; call <= 7; call += 1) await list().catch(note)
  expect(simulator.stats().faults).toEqual({ 'internal-error': 2, throttle: 3 })
  expect(names).toHaveLength(5)
})

test('an outage meets all calls to a service for as long as it lasts', async () => {
  let now = 0
  const { put, list } = await start({
    clock: { now: () => Date.now(), elapsed: () => now },
    faults: [
      { does: 'reset', service: 'cognito-idp', from: 2, lastsMs: 10_000 }
    ]
  })
  await list()
  now = 5000
  await expect(list()).rejects.toThrow()
  await put('a')
  now = 14_999
  await expect(list()).rejects.toThrow()
  now = 15_000
  expect((await list()).Users).toHaveLength(60)
})

describe('over HTTP', () => {
  const ask = async (faults: unknown) => {
    const response = await fetch(
      new URL('/_simulator/faults', simulator?.endpoint),
      { method: 'POST', body: JSON.stringify(faults) }
    )
    return response.status
  }

  test('faults are set and taken back', async () => {
    const { list } = await start()
    const fault = { does: 'throttle', operation: 'ListUsers', times: 'all' }
    expect(await ask([fault])).toBe(200)
    await expect(list()).rejects.toEqual(failed('TooManyRequestsException'))
    await expect(list()).rejects.toEqual(failed('TooManyRequestsException'))
    expect(await ask([])).toBe(200)
    expect((await list()).Users).toHaveLength(60)
  })

  test.each([
    {},
    [{ does: 'sneeze' }],
    [{ does: 'reset', when: 'now' }],
    [{ does: 'reset', times: 0 }],
    [{ does: 'reset', lastsMs: 'long' }],
    [{ does: 'reset', operation: 7 }],
    ['reset']
  ])('%j is refused', async faults => {
    await start()
    expect(await ask(faults)).toBe(400)
  })
})

test('a fault that a service does not know is an error of the test', async () => {
  const { list } = await start({ faults: [{ does: 'slow-down' }] as Fault[] })
  await expect(list()).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 }
  })
  expect(faultsOf('cognito-idp')).not.toContain('slow-down')
  expect(faultsOf('sts')).toContain('reset')
})
