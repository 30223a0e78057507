import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type {
  AssumeRole,
  RoleSession
} from '../../../../src/aws/roles/assume-role.ts'
import { beginSession } from '../../../../src/aws/roles/begin-session.ts'
import type { AwsContext } from '../../../../src/aws/client-config.ts'
import { callAws } from '../../../../src/aws/errors.ts'
import type { RoleRequest } from '../../../../src/aws/roles/role.ts'
import { AwsCallError, UserError } from '../../../../src/shared/errors.ts'
import type { Ending } from '../../../../src/shared/ending.ts'
import type { GetIdToken } from '../../../../src/shared/world.ts'
import { sdkError } from '../../../fixtures/aws-failures.ts'
import {
  fakeClock,
  inNoTime,
  NEVER,
  settle,
  UNHURRIED
} from '../../../fixtures/fake-world.ts'
import { CLAIMS, ROLE_REQUEST, tokenOf } from '../../../fixtures/id-tokens.ts'

const SESSION: RoleSession = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiresAt: 0
}

const context: AwsContext = {
  env: {},
  region: 'eu-west-1',
  regionSource: 'a test',
  randomBytes
}

/**
 * Begins a session with an STS that answers so, one answer after another, the
 * last one again and again.
 */
function begin(
  answers: (Error | RoleSession)[],
  {
    role = ROLE_REQUEST,
    getIdToken,
    signal = NEVER,
    ending = UNHURRIED
  }: {
    role?: RoleRequest
    getIdToken?: GetIdToken
    signal?: AbortSignal
    ending?: Ending
  } = {}
) {
  const time = fakeClock()
  const startedAt = time.clock.now()
  const audiences: string[] = []
  const tokens: string[] = []
  const giveToken: GetIdToken = audience => {
    audiences.push(audience)
    const subject = `${CLAIMS.subject}:${audiences.length}`
    return getIdToken === undefined
      ? Promise.resolve(tokenOf({ ...CLAIMS, subject }))
      : getIdToken(audience)
  }
  const assumeRole: AssumeRole = token => {
    tokens.push(token)
    const answer = answers[tokens.length - 1] ?? answers.at(-1)
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(answer ?? SESSION)
  }
  const { clock } = time
  const tools = { getIdToken: giveToken, assumeRole, clock, signal }
  const begun = beginSession({ ...context, ending }, role, tools)
  begun.catch(() => undefined)
  return {
    time,
    audiences,
    tokens,
    result: () => inNoTime(time, begun),
    seconds: () => (clock.now() - startedAt) / 1000
  }
}

const sts = (name: string, message = 'raw words of AWS', status = 400) =>
  sdkError(name, message, { status, attempts: 1 })

const BUSY = sts('IDPCommunicationErrorException')
const DENIED = sts('AccessDenied', 'Not authorized', 403)
const OFFLINE = new UserError('network', 'GitHub is away.')

describe('a session', () => {
  test('begins with a token that is meant for STS', async () => {
    const { result, audiences, tokens } = begin([SESSION])
    expect(await result()).toBe(SESSION)
    expect(audiences).toEqual(['sts.amazonaws.com'])
    expect(tokens).toHaveLength(1)
  })

  test('in China begins with one that is meant for the STS there', async () => {
    const arn = ROLE_REQUEST.arn.replace('arn:aws:', 'arn:aws-cn:')
    const role = { ...ROLE_REQUEST, arn }
    const { result, audiences } = begin([SESSION], { role })
    await result()
    expect(audiences).toEqual(['sts.amazonaws.com.cn'])
  })
})

describe('what may pass', () => {
  test.each([
    ['GitHub cannot be asked for its keys', BUSY],
    [
      'or so in other words',
      sts(
        'InvalidIdentityTokenException',
        "Couldn't retrieve verification key from your identity provider"
      )
    ],
    ['too many calls', sts('Throttling')],
    ['a failure of STS', sts('InternalFailure', 'oops', 500)],
    ['an answer without a name', sts('Unknown', 'oops', 503)],
    ['a token that expired on the way', sts('ExpiredTokenException')],
    ['no connection', sdkError('Error', 'x', { code: 'ECONNREFUSED' })]
  ])('is tried again, with a new token: %s', async (_, error) => {
    const { result, tokens } = begin([error, error, SESSION])
    expect(await result()).toBe(SESSION)
    expect(new Set(tokens).size).toBe(3)
  })

  test('is tried for less than half a minute', async () => {
    const { result, tokens, seconds } = begin([BUSY])
    await expect(result()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('it answered IDPCommunicationError')
    })
    expect(tokens).toHaveLength(7)
    expect(seconds()).toBe(23.5)
  })

  test('is tried again when GitHub gives no token', async () => {
    let asked = 0
    const getIdToken = () =>
      ++asked < 3 ? Promise.reject(OFFLINE) : Promise.resolve(tokenOf(CLAIMS))
    const { result } = begin([SESSION], { getIdToken })
    expect(await result()).toBe(SESSION)
  })

  test('is tried again when GitHub does not answer', async () => {
    let asked = 0
    const never = new Promise<string>(() => undefined)
    const getIdToken = () =>
      ++asked === 1 ? never : Promise.resolve(tokenOf(CLAIMS))
    const { result, time } = begin([SESSION], { getIdToken })
    await settle()
    // The clock of a test ticks whatever the interval: it is the time-out.
    time.pass(30_000)
    expect(await result()).toBe(SESSION)
    expect(time.running()).toBe(0)
  })

  test('is not tried again once the run is to stop', async () => {
    const stop = new AbortController()
    const { result, tokens } = begin([BUSY], { signal: stop.signal })
    await settle()
    stop.abort()
    await expect(result()).rejects.toMatchObject({ code: 'network' })
    expect(tokens.length).toBeLessThanOrEqual(2)
  })

  test('is not waited for past the last record of a cancelled run', async () => {
    const last = new AbortController()
    const never = new Promise<string>(() => undefined)
    const { result, time, audiences } = begin([SESSION], {
      getIdToken: () => never,
      signal: AbortSignal.abort(),
      ending: { ...UNHURRIED, lastRecord: last.signal }
    })
    await settle()
    last.abort()
    await expect(result()).rejects.toMatchObject({
      name: 'AbortError',
      code: 'cancelled',
      mayHaveHappened: false
    })
    expect(audiences).toHaveLength(1)
    expect(time.running()).toBe(0)
  })
})

describe('what will not pass ends it at once', () => {
  test.each([
    ['a role that does not trust', DENIED, 'credentials'],
    [
      'no provider',
      sts('InvalidIdentityTokenException', 'No OpenIDConnect provider found'),
      'credentials'
    ],
    [
      'too long a session',
      sts('ValidationError', 'DurationSeconds exceeds the MaxSessionDuration'),
      'credentials'
    ],
    ['another answer', sts('PackedPolicyTooLarge'), 'credentials'],
    ['an endpoint without it', sts('NotImplemented', 'x', 501), 'credentials'],
    ['so without a name', sts('Unknown', 'x', 501), 'network'],
    [
      'a certificate that is not trusted',
      sdkError('Error', 'x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'network'
    ]
  ])('%s', async (_, error, code) => {
    const { result, tokens, seconds } = begin([error, SESSION])
    const failure: unknown = await result().catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ name: 'CredentialsProviderError', code })
    expect(tokens).toHaveLength(1)
    expect(seconds()).toBe(0)
  })

  test('a job that GitHub gives no token', async () => {
    const refused = new UserError('credentials', 'The job may not.')
    const getIdToken = () => Promise.reject(refused)
    const { result, audiences, tokens } = begin([SESSION], { getIdToken })
    await expect(result()).rejects.toMatchObject({
      code: 'credentials',
      message: 'The job may not.'
    })
    expect(audiences).toHaveLength(1)
    expect(tokens).toEqual([])
  })

  test('what is not a token', async () => {
    const getIdToken = () => Promise.resolve('<html>')
    const { result, tokens } = begin([SESSION], { getIdToken })
    await expect(result()).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringContaining('is not an ID token')
    })
    expect(tokens).toEqual([])
  })

  test('a bug, as it is', async () => {
    const bug = new TypeError('x is not a function')
    const { result } = begin([bug, SESSION])
    await expect(result()).rejects.toBe(bug)
  })
})

test('no call of the run takes the failure for an answer to itself', async () => {
  const failure: unknown = await begin([DENIED])
    .result()
    .catch((thrown: unknown) => thrown)
  expect(failure).toBeInstanceOf(UserError)
  expect(failure).not.toBeInstanceOf(AwsCallError)
  const call = callAws(
    context,
    'cognito-idp:ListUsers',
    () => ({ code: 'not-found', message: 'There is no such pool.' }),
    // As the SDK does with what it is thrown by whom it asks for credentials.
    () => Promise.reject(failure as UserError)
  )
  await expect(call).rejects.toMatchObject({
    name: 'AwsCallError',
    code: 'credentials',
    action: 'cognito-idp:ListUsers',
    awsCode: 'CredentialsProviderError',
    message: (failure as UserError).message
  })
})

test('neither the token nor what AWS says is told', async () => {
  const { result, tokens } = begin([sts('AccessDenied', 'raw words', 403)])
  const failure = (await result().catch((thrown: unknown) => thrown)) as Error
  const told = `${failure.message}\n${failure.stack ?? ''}`
  expect(told).not.toContain('raw words')
  for (const part of (tokens[0] ?? '').split('.').slice(1)) {
    expect(told).not.toContain(part)
  }
})
