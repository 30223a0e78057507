import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  ListUsersCommand,
  type CognitoIdentityProviderClientConfig
} from '@aws-sdk/client-cognito-identity-provider'
import { ConfiguredRetryStrategy } from '@smithy/core/retry'
import { leanClient } from '../../../../src/cognito/calls/lean-client.ts'
import { paceClient } from '../../../../src/cognito/calls/pace-client.ts'
import type { Pacer } from '../../../../src/cognito/calls/pacer.ts'
import { connectPool } from '../../../../src/cognito/calls/pool-client.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { fakeClock, inNoTime } from '../../../fixtures/fake-world.ts'

/** What the endpoint answers, one by one: an error's name, or an answer. */
type Answer = string | object

/** An endpoint in memory; its last answer is given again and again. */
function endpoint(...answers: Answer[]) {
  const sent: string[] = []
  const requestHandler = {
    handle(request: { headers: Record<string, string> }) {
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? {}
      const target = request.headers['x-amz-target'] ?? ''
      sent.push(target.split('.')[1] ?? '')
      const isError = typeof answer === 'string'
      const body = isError
        ? { __type: answer, message: 'raw words of AWS' }
        : answer
      return Promise.resolve({
        response: {
          statusCode: isError ? 400 : 200,
          headers: {},
          body: Readable.from([Buffer.from(JSON.stringify(body))])
        }
      })
    }
  }
  return { requestHandler, sent }
}

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }

const PACE = { category: 'UserList', perSecond: 30 } as const

/** A paced client, and what happened to its calls in order. */
function pacedClient(
  answers: Answer[],
  config: CognitoIdentityProviderClientConfig = {},
  isLean = false
) {
  const events: string[] = []
  const { requestHandler, sent } = endpoint(...answers)
  const client = new CognitoIdentityProviderClient({
    region: 'eu-west-1',
    credentials: CREDENTIALS,
    retryStrategy: new ConfiguredRetryStrategy(10, 0),
    requestHandler: {
      handle: (request: Parameters<typeof requestHandler.handle>[0]) => {
        events.push('sent')
        return requestHandler.handle(request)
      }
    },
    ...config
  })
  const pacer: Pacer = {
    turn: operation => {
      events.push(`turn ${operation}`)
      return Promise.resolve(true)
    },
    throttled: operation => events.push(`throttled ${operation}`),
    learn: () => undefined,
    paceOf: () => PACE
  }
  const isMade = isLean ? leanClient(client, pacer) : undefined
  paceClient(client, pacer, undefined, isMade)
  return { client, events, sent }
}

const list = new ListUsersCommand({ UserPoolId: POOL_ID })
const createGroup = new CreateGroupCommand({
  UserPoolId: POOL_ID,
  GroupName: 'admins'
})

describe('a paced call', () => {
  test('takes its turn before it is sent', async () => {
    const { client, events } = pacedClient([{ Users: [] }])
    expect(await client.send(list)).toMatchObject({ Users: [] })
    expect(events).toEqual(['turn ListUsers', 'sent'])
  })

  test('is not sent when it gets no turn', async () => {
    const { requestHandler, sent } = endpoint({ Users: [] })
    const client = new CognitoIdentityProviderClient({
      region: 'eu-west-1',
      credentials: CREDENTIALS,
      requestHandler
    })
    paceClient(client, {
      turn: () => Promise.reject(new RangeError('no turn')),
      throttled: () => undefined,
      learn: () => undefined,
      paceOf: () => PACE
    })
    await expect(client.send(list)).rejects.toThrow('no turn')
    expect(sent).toEqual([])
  })

  test('takes one turn for a first attempt that the SDK did not make', async () => {
    const answers = [{ Users: [] }, 'TooManyRequestsException', { Users: [] }]
    const { client, events } = pacedClient(answers, {}, true)
    await client.send(list)
    events.length = 0
    expect(await client.send(list)).toMatchObject({ Users: [] })
    expect(events).toEqual([
      'turn ListUsers',
      'sent',
      'throttled ListUsers',
      'turn ListUsers',
      'sent'
    ])
  })

  test('takes a turn for every attempt, and tells of each throttle', async () => {
    const throttle = 'TooManyRequestsException'
    const { client, events } = pacedClient([throttle, throttle, { Users: [] }])
    const answer = await client.send(list)
    expect(answer.$metadata.attempts).toBe(3)
    expect(events).toEqual([
      'turn ListUsers',
      'sent',
      'throttled ListUsers',
      'turn ListUsers',
      'sent',
      'throttled ListUsers',
      'turn ListUsers',
      'sent'
    ])
  })

  test('tells of no throttle when it fails for another reason', async () => {
    for (const name of ['InternalErrorException', 'UserNotFoundException']) {
      const { client, events } = pacedClient([name])
      await expect(client.send(list)).rejects.toMatchObject({ name })
      expect(events).not.toContain('throttled ListUsers')
    }
  })

  test('is signed after its wait, which may outlast a signature', async () => {
    const signed: string[] = []
    const { client, events } = pacedClient([{ Users: [] }], {
      signer: {
        sign: request => {
          signed.push(events.at(-1) ?? 'before its turn')
          return Promise.resolve(request)
        }
      }
    })
    await client.send(list)
    expect(signed).toEqual(['turn ListUsers'])
  })
})

/** A call through connectPool, sent to an endpoint in memory. */
function connected(...answers: Answer[]) {
  const { requestHandler, sent } = endpoint(...answers)
  const time = fakeClock(0)
  const context = {
    env: {},
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  }
  const pool = connectPool(
    context,
    POOL_ID,
    { quotaShare: 100, quotas: {} },
    time.clock
  )
  const to = (client: CognitoIdentityProviderClient) => {
    Object.assign(client.config, {
      requestHandler,
      credentials: () => Promise.resolve(CREDENTIALS),
      retryStrategy: () => Promise.resolve(new ConfiguredRetryStrategy(10, 0))
    })
    return client
  }
  return { pool, time, sent, to }
}

describe('a limit that waiting does not lift', () => {
  test('is final after one attempt, though the SDK takes it for a throttle', async () => {
    const { client, events } = pacedClient(['LimitExceededException'])
    await expect(client.send(createGroup)).rejects.toMatchObject({
      name: 'HardLimitError',
      cause: { name: 'LimitExceededException' }
    })
    expect(events).toEqual(['turn CreateGroup', 'sent'])
  })

  test('has its own name again for who made the call', async () => {
    const { pool, sent, to } = connected('LimitExceededException')
    await expect(
      pool.call('CreateGroup', client => to(client).send(createGroup))
    ).rejects.toMatchObject({
      name: 'AwsCallError',
      code: 'aws',
      action: 'cognito-idp:CreateGroup',
      awsCode: 'LimitExceededException',
      attempts: 1,
      message: expect.stringMatching(
        /^A limit of Cognito is reached, which CreateGroup would pass/
      )
    })
    expect(sent).toEqual(['CreateGroup'])
  })
})

test('a limit of what a new pool gets names Service Quotas', async () => {
  const { pool, to } = connected('LimitExceededException')
  await expect(
    pool.call('CreateUserPoolClient', client => to(client).send(createGroup))
  ).rejects.toMatchObject({
    code: 'aws',
    message: expect.stringMatching(
      /^CreateUserPoolClient would .*Service Quotas/
    )
  })
})

describe('the calls of a pool', () => {
  test('wait for their turns, also those that it can do without', async () => {
    const { pool, time, to } = connected({ Users: [] })
    const before = time.clock.now()
    await inNoTime(
      time,
      Promise.all(
        [pool, pool.optional, pool, pool.optional].map(calls =>
          calls.call('ListUsers', client => to(client).send(list))
        )
      )
    )
    const waited = time.clock.now() - before
    expect(waited).toBeGreaterThanOrEqual(100)
    expect(waited).toBeLessThan(110)
  })

  test('go as fast as a quota that was learned', async () => {
    const { pool, time, to } = connected({})
    pool.learnQuota('UserPoolResourceUpdate', 1)
    await inNoTime(
      time,
      Promise.all(
        [1, 2].map(() =>
          pool.call('CreateGroup', client => to(client).send(createGroup))
        )
      )
    )
    expect(time.clock.now()).toBeGreaterThanOrEqual(1000)
  })

  test('outlast a throttle, also those that it can do without', async () => {
    const { pool } = connected()
    const attempts = (calls: Pick<typeof pool, 'call'>) =>
      calls.call('Any', client => client.config.maxAttempts())
    expect(await attempts(pool)).toBeGreaterThanOrEqual(8)
    expect(await attempts(pool.optional)).toBeGreaterThanOrEqual(8)
    expect(pool.optional.userPoolId).toBe(POOL_ID)
  })

  test('have retries apart from those that it can do without', async () => {
    const { pool } = connected()
    const client = await pool.call('Any', client => Promise.resolve(client))
    const other = await pool.optional.call('Any', client =>
      Promise.resolve(client)
    )
    expect(other).not.toBe(client)
  })
})
