import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AdminCreateUserCommand,
  ListUsersCommand,
  StopUserImportJobCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { unsentCall } from '../../../../src/aws/errors.ts'
import { connectPool } from '../../../../src/cognito/calls/pool-client.ts'
import { DEFAULT_QUOTAS } from '../../../../src/cognito/calls/quota-categories.ts'
import { cancelled } from '../../../../src/shared/errors.ts'
import type { Clock } from '../../../../src/shared/world.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import {
  countingBytes,
  fakeClock,
  UNHURRIED
} from '../../../fixtures/fake-world.ts'
import { ROLE_REQUEST } from '../../../fixtures/id-tokens.ts'

/** What the endpoint does with its n-th request, from 1. */
type Answer = (response: ServerResponse, request: number) => void

let close: () => void = () => undefined
const before = { ...process.env }

beforeEach(() => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret'
  })
})
afterEach(() => {
  close()
  process.env = { ...before }
})

const UNLIMITED = Object.fromEntries(
  Object.keys(DEFAULT_QUOTAS).map(category => [category, 100_000])
)

const realClock: Clock = { ...fakeClock().clock, now: () => performance.now() }

const givenCredentials = () =>
  Promise.resolve({
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date('2100-01-01T00:00:00Z')
  })

/** A pool at an endpoint, and the signals that end its calls. */
async function poolAt(
  answer: Answer,
  { quotas = UNLIMITED, clock = realClock, credentials = givenCredentials } = {}
) {
  let requests = 0
  const arrived = Promise.withResolvers<undefined>()
  const server = createServer((_request, response) => {
    requests += 1
    arrived.resolve(undefined)
    answer(response, requests)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${port}`
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const run = new AbortController()
  const lastWrite = new AbortController()
  const lastAnswer = new AbortController()
  const pool = connectPool(
    {
      env: {},
      region: 'eu-west-1',
      regionSource: 'a test',
      randomBytes: countingBytes(),
      signal: run.signal,
      role: {
        request: ROLE_REQUEST,
        credentials: Object.assign(credentials, { memoized: true as const })
      },
      ending: {
        ...UNHURRIED,
        lastWrite: lastWrite.signal,
        lastAnswer: lastAnswer.signal
      }
    },
    POOL_ID,
    { quotaShare: 100, quotas },
    clock
  )
  const UserPoolId = POOL_ID
  return {
    pool,
    run,
    lastWrite,
    lastAnswer,
    arrived: arrived.promise,
    requests: () => requests,
    create: () =>
      pool.call('AdminCreateUser', client =>
        client.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada' }))
      ),
    list: () =>
      pool.call('ListUsers', client =>
        client.send(new ListUsersCommand({ UserPoolId }), {
          abortSignal: run.signal
        })
      )
  }
}

const silent: Answer = () => undefined
const created: Answer = response => {
  response.end('{"User": {"Username": "ada"}}')
}
const throttle: Answer = response => {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(
    JSON.stringify({ __type: 'TooManyRequestsException', message: 'raw' })
  )
}
const serverError: Answer = response => {
  response.writeHead(500, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify({ __type: 'InternalErrorException' }))
}

describe('a read of a run that is told to stop', () => {
  test('ends at once, and changes nothing', async () => {
    const scene = await poolAt(silent)
    const listing = scene.list()
    await scene.arrived
    scene.run.abort()
    await expect(listing).rejects.toMatchObject({
      name: 'StoppedCallError',
      code: 'cancelled'
    })
    expect(scene.pool.unanswered.size).toBe(0)
  })

  test('ends while it waits for its turn, and nothing is sent', async () => {
    const { clock } = fakeClock()
    const quotas = { ...UNLIMITED, UserList: 0.01 }
    const scene = await poolAt(response => response.end('{"Users": []}'), {
      quotas,
      clock
    })
    await scene.list()
    const waiting = scene.list()
    await sleep(20)
    scene.run.abort()
    await expect(waiting).rejects.toMatchObject({ mayHaveHappened: false })
    expect(scene.requests()).toBe(1)
  })
})

describe('a write of a run that is told to stop', () => {
  test('is finished', async () => {
    const scene = await poolAt(response => {
      scene.run.abort()
      scene.lastWrite.abort()
      response.end('{"User": {"Username": "ada"}}')
    })
    expect(await scene.create()).toMatchObject({ User: { Username: 'ada' } })
  })

  test('is given up at the last answer, and may have happened', async () => {
    const scene = await poolAt(silent)
    const creating = scene.create()
    await scene.arrived
    scene.run.abort()
    scene.lastAnswer.abort()
    await expect(creating).rejects.toMatchObject({
      name: 'StoppedCallError',
      code: 'cancelled',
      mayHaveHappened: true
    })
    expect([...scene.pool.unanswered]).toEqual([['AdminCreateUser', 1]])
  })

  test('is not begun after the last one', async () => {
    const scene = await poolAt(created)
    scene.lastWrite.abort()
    await expect(scene.create()).rejects.toMatchObject({
      mayHaveHappened: false
    })
    expect(scene.requests()).toBe(0)
    expect(scene.pool.unanswered.size).toBe(0)
  })

  test('that needs no turn is not begun after the last answer', async () => {
    const scene = await poolAt(response => response.end('{}'))
    scene.lastAnswer.abort()
    const stopping = scene.pool.call('StopUserImportJob', client =>
      client.send(
        new StopUserImportJobCommand({
          UserPoolId: POOL_ID,
          JobId: 'import-1'
        })
      )
    )
    await expect(stopping).rejects.toMatchObject({ mayHaveHappened: false })
    expect(scene.requests()).toBe(0)
  })

  test('ends while it waits for its turn', async () => {
    const { clock } = fakeClock()
    const quotas = { ...UNLIMITED, UserCreation: 0.01 }
    const scene = await poolAt(
      response => response.end('{"User": {"Username": "ada"}}'),
      { quotas, clock }
    )
    await scene.create()
    const waiting = scene.create()
    await sleep(20)
    scene.lastWrite.abort()
    await expect(waiting).rejects.toMatchObject({ mayHaveHappened: false })
    expect(scene.requests()).toBe(1)
  })

  test.each<[string, Answer, boolean]>([
    ['throttled', throttle, false],
    ['failed on the other side', serverError, true]
  ])(
    'that was %s is not tried again, and is in doubt accordingly',
    async (_what, answer, mayHaveHappened) => {
      const scene = await poolAt((response, request) => {
        answer(response, request)
        scene.lastWrite.abort()
      })
      const creating = scene.create()
      await expect(creating).rejects.toMatchObject({ mayHaveHappened })
      expect(scene.requests()).toBe(1)
      expect(scene.pool.unanswered.size).toBe(mayHaveHappened ? 1 : 0)
    }
  )

  test('is in no doubt where no credentials came to try it again', async () => {
    let isStopped = false
    const scene = await poolAt(
      (response, request) => {
        isStopped = true
        throttle(response, request)
      },
      {
        credentials: () =>
          isStopped
            ? Promise.reject(unsentCall(cancelled()))
            : givenCredentials()
      }
    )
    await expect(scene.create()).rejects.toMatchObject({
      name: 'StoppedCallError',
      mayHaveHappened: false
    })
    expect(scene.requests()).toBe(1)
    expect(scene.pool.unanswered.size).toBe(0)
  })

  test('stays in doubt, though a later attempt is refused', async () => {
    const scene = await poolAt((response, request) => {
      if (request === 1) response.destroy()
      else {
        throttle(response, request)
        scene.lastAnswer.abort()
      }
    })
    await expect(scene.create()).rejects.toMatchObject({
      mayHaveHappened: true
    })
  })
})

describe('a listing that a cancelled run needs, to know what it did,', () => {
  const find = ({ pool }: Awaited<ReturnType<typeof poolAt>>) =>
    pool.call('ListUsers', client =>
      client.send(new ListUsersCommand({ UserPoolId: POOL_ID }))
    )

  test.each([
    ['first', 1],
    ['later', 2]
  ])(
    'is given up at the last answer in its %s call',
    async (_which, silentAt) => {
      const scene = await poolAt((response, request) => {
        if (request < silentAt) response.end('{"Users": []}')
        else scene.lastAnswer.abort()
      })
      for (let call = 1; call < silentAt; call += 1) await find(scene)
      await expect(find(scene)).rejects.toMatchObject({
        name: 'StoppedCallError',
        code: 'cancelled'
      })
      expect(scene.requests()).toBe(silentAt)
    }
  )

  test('is not begun after the last write', async () => {
    const scene = await poolAt(response => response.end('{"Users": []}'))
    await find(scene)
    scene.lastWrite.abort()
    await expect(find(scene)).rejects.toMatchObject({ mayHaveHappened: false })
    expect(scene.requests()).toBe(1)
  })
})

test('without an ending all calls are finished', async () => {
  const scene = await poolAt(response => response.end('{"User": {}}'))
  const pool = connectPool(
    {
      env: {},
      region: 'eu-west-1',
      regionSource: 'a test',
      randomBytes: countingBytes()
    },
    POOL_ID,
    { quotaShare: 100, quotas: {} },
    realClock
  )
  const answer = await pool.call('AdminCreateUser', client =>
    client.send(
      new AdminCreateUserCommand({ UserPoolId: POOL_ID, Username: 'ada' })
    )
  )
  expect(answer).toMatchObject({ User: {} })
  expect(scene.requests()).toBe(1)
})
