import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { openAccess } from '../../src/access.ts'
import { takeTexts } from '../../src/inputs/parse.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import type { Ending } from '../../src/shared/ending.ts'
import {
  fakeClock,
  fakeLog,
  NEVER,
  settle,
  UNHURRIED
} from '../fixtures/fake-world.ts'
import { BUCKET_ROLE, ROLE } from '../fixtures/oidc-job.ts'

const started: Simulator[] = []
afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL']
  for (const simulator of started.splice(0)) await simulator.close()
})

/** The access of an export to a simulator, with time that the test moves. */
async function lab(
  inputs: Record<string, string>,
  options: SimulatorOptions = {},
  signal = NEVER,
  ending: Ending = UNHURRIED
) {
  const time = fakeClock()
  const now = () => time.clock.now()
  const simulator = await startSimulator({
    roles: [ROLE, BUCKET_ROLE],
    clock: { now, elapsed: now },
    ...options
  })
  started.push(simulator)
  // The SDK reads it where the runner puts it.
  process.env['AWS_ENDPOINT_URL'] = simulator.endpoint
  const given = {
    mode: 'export',
    'user-pool-id': simulator.userPoolId,
    bucket: simulator.bucket,
    'kms-key-id': 'alias/backup',
    ...inputs
  }
  const env = Object.fromEntries(
    Object.entries(given).map(([input, value]) => [
      `INPUT_${input.toUpperCase()}`,
      value
    ])
  )
  const { idTokenRequest } = simulator
  const getIdToken = async (audience: string) => {
    const address = `${idTokenRequest.url}&audience=${audience}`
    const authorization = `Bearer ${idTokenRequest.token}`
    const answer = await fetch(address, { headers: { authorization } })
    return ((await answer.json()) as { value: string }).value
  }
  const log = fakeLog()
  const read = readInputs(takeTexts(env), env, log)
  const access = openAccess(read.access, read.inputs, {
    env,
    clock: time.clock,
    randomBytes,
    signal,
    ending,
    getIdToken,
    log
  })
  const calls = () => simulator.stats().calls
  return { simulator, access, time, log, calls }
}

const WITH_ROLE = { 'role-to-assume': ROLE.arn }

describe('a run with a role', () => {
  test('assumes it once, for the pool and for the bucket', async () => {
    const { access, calls, log } = await lab(WITH_ROLE)
    await access.check(true)
    const [pool, bucket] = await Promise.all([
      access.pool.role?.credentials(),
      access.bucket.role?.credentials()
    ])
    expect(pool?.accessKeyId).toMatch(/^ASIASIM/)
    expect(bucket).toEqual(pool)
    expect(calls()).toEqual({ GetIdToken: 1, AssumeRoleWithWebIdentity: 1 })
    expect(log.lines).toEqual([
      `Assumed the role ${ROLE.arn} of the input role-to-assume.`
    ])
    expect(access.bucketRoleAccount).toBe('123456789012')
  })

  test('renews it by a new token, and never has one that has ended', async () => {
    const { access, time, calls } = await lab(WITH_ROLE)
    const credentials = access.pool.role?.credentials
    const keys = new Set<string>()
    const minutes = 5 * 60
    for (let minute = 0; minute < minutes; minute += 1) {
      const given = await credentials?.()
      keys.add(given?.accessKeyId ?? '')
      expect(given?.expiration.getTime()).toBeGreaterThan(time.clock.now())
      // The clock of a test ticks whatever the interval: not while a token is
      // asked for, or that would be too late.
      while (time.running() > 0) await settle()
      time.pass(60_000)
    }
    // Every 55 minutes, or the minute after, in the background.
    expect(keys.size).toBe(6)
    expect(calls()).toEqual({ GetIdToken: 6, AssumeRoleWithWebIdentity: 6 })
  })

  test('assumes another one for the bucket, at once', async () => {
    const { access, calls } = await lab({
      ...WITH_ROLE,
      'bucket-role-to-assume': BUCKET_ROLE.arn,
      'bucket-region': 'eu-central-1'
    })
    await access.check(true)
    expect(calls()).toEqual({ GetIdToken: 2, AssumeRoleWithWebIdentity: 2 })
    const pool = await access.pool.role?.credentials()
    const bucket = await access.bucket.role?.credentials()
    expect(bucket?.accessKeyId).not.toBe(pool?.accessKeyId)
    expect(access.bucketRoleAccount).toBe('444455556666')
    expect([access.pool.region, access.bucket.region]).toEqual([
      'us-east-1',
      'eu-central-1'
    ])
  })

  test('that reads no pool assumes the role of the bucket alone', async () => {
    const { access, calls } = await lab({
      ...WITH_ROLE,
      'bucket-role-to-assume': BUCKET_ROLE.arn
    })
    await access.check(false)
    expect(calls()['AssumeRoleWithWebIdentity']).toBe(1)
  })

  test('asks nobody for the account of the role', async () => {
    const { access, calls } = await lab({
      ...WITH_ROLE,
      'allowed-account-ids': '123456789012'
    })
    await access.check(true)
    expect(calls()).not.toHaveProperty('GetCallerIdentity')
  })
})

describe('a run without a role', () => {
  const withKeys = async <T>(work: () => Promise<T>) => {
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE'
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
    try {
      return await work()
    } finally {
      delete process.env['AWS_ACCESS_KEY_ID']
      delete process.env['AWS_SECRET_ACCESS_KEY']
    }
  }

  test('calls nobody where any account will do', async () => {
    const { access, calls } = await lab({})
    await withKeys(() => access.check(true))
    expect(calls()).toEqual({})
    expect(access.pool.role).toBeUndefined()
    expect(access.bucketRoleAccount).toBeUndefined()
  })

  test('is held to the accounts that are allowed, before all else', async () => {
    const allowed = await lab({ 'allowed-account-ids': '123456789012' })
    await withKeys(() => allowed.access.check(true))
    expect(allowed.calls()).toEqual({ GetCallerIdentity: 1 })
    const other = await lab({ 'allowed-account-ids': '999999999999' })
    await expect(
      withKeys(() => other.access.check(true))
    ).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('123456789012')
    })
  })

  test('is not asked for credentials that it does not use', async () => {
    const { access, calls } = await lab({
      'allowed-account-ids': '999999999999',
      'bucket-role-to-assume': BUCKET_ROLE.arn
    })
    await access.check(false)
    expect(calls()).not.toHaveProperty('GetCallerIdentity')
  })
})

describe('a run that is told to stop', () => {
  test('waits no longer for a session', async () => {
    const stop = new AbortController()
    const { access, calls } = await lab(
      WITH_ROLE,
      {
        intercept: ({ service }) =>
          service === 'sts'
            ? { status: 503, errorName: 'ServiceUnavailable', message: 'busy' }
            : undefined
      },
      stop.signal
    )
    const checked = access.check(true)
    checked.catch(() => undefined)
    while (calls()['AssumeRoleWithWebIdentity'] === undefined) await settle()
    stop.abort()
    await expect(checked).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('can still call what it needs to leave things in order', async () => {
    const stop = new AbortController()
    const { access } = await lab(WITH_ROLE, {}, stop.signal)
    stop.abort()
    expect(await access.pool.role?.credentials()).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIASIM/)
    })
  })

  test('waits for that no longer than until its last record', async () => {
    const stop = new AbortController()
    const lastRecord = new AbortController()
    const { access, time, calls } = await lab(
      WITH_ROLE,
      { faults: [{ does: 'hang', service: 'sts', times: Infinity }] },
      stop.signal,
      { ...UNHURRIED, lastRecord: lastRecord.signal }
    )
    stop.abort()
    const given = access.pool.role?.credentials()
    given?.catch(() => undefined)
    while (calls()['AssumeRoleWithWebIdentity'] === undefined) await settle()
    lastRecord.abort()
    await expect(given).rejects.toMatchObject({
      name: 'AbortError',
      code: 'cancelled',
      mayHaveHappened: false
    })
    // The renewal itself is given up, and not tried again.
    await settle()
    expect(time.running()).toBe(0)
    expect(calls()['AssumeRoleWithWebIdentity']).toBe(1)
  })
})

test('an answer that is no session is refused', async () => {
  const { access } = await lab(WITH_ROLE, {
    rewrite: ({ operation }, reply) =>
      operation === 'AssumeRoleWithWebIdentity'
        ? {
            ...reply,
            body: String(reply.body).replaceAll('123456789012', '999999999999')
          }
        : undefined
  })
  await expect(access.check(true)).rejects.toMatchObject({
    code: 'credentials',
    message: expect.stringContaining('with something else than one')
  })
})
