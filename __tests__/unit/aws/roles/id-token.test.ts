import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGetIdToken } from '../../../../src/aws/roles/id-token.ts'
import { CLAIMS, tokenOf } from '../../../fixtures/id-tokens.ts'

const servers: Server[] = []

afterEach(async () => {
  jest.restoreAllMocks()
  delete process.env['ACTIONS_ID_TOKEN_REQUEST_URL']
  delete process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** What is asked of a GitHub that answers so, and what the runner is told. */
async function ask(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // The toolkit reads them where the runner puts them.
  process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] =
    `http://127.0.0.1:${port}/idtoken?api-version=2.0`
  process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = 'request token'
  const written: string[] = []
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    written.push(String(text))
    return true
  })
  const asked = createGetIdToken(process.env)('sts.amazonaws.com')
  const [result] = await Promise.allSettled([asked])
  return { result, written }
}

const answer =
  (status: number, body: unknown): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

describe('a job that may ask for ID tokens', () => {
  test('gets one for the audience, with its request token', async () => {
    const token = tokenOf(CLAIMS)
    const seen: unknown[] = []
    const { result } = await ask((request, response) => {
      seen.push([request.url, request.headers.authorization])
      answer(200, { value: token })(request, response)
    })
    expect(result).toEqual({ status: 'fulfilled', value: token })
    expect(seen).toEqual([
      [
        '/idtoken?api-version=2.0&audience=sts.amazonaws.com',
        'Bearer request token'
      ]
    ])
  })

  test('has the runner mask it, and says it nowhere else', async () => {
    const token = tokenOf(CLAIMS)
    const { written } = await ask(answer(200, { value: token }))
    const lines = written.join('').split('\n')
    const telling = lines.filter(line => line.includes(token))
    expect(telling).toEqual([`::add-mask::${token}`])
  })

  test.each([400, 401, 403])(
    'is told at once when GitHub refuses it with %d',
    async status => {
      let asked = 0
      const { result } = await ask((request, response) => {
        asked += 1
        answer(status, { message: 'raw words' })(request, response)
      })
      expect(asked).toBe(1)
      expect(result).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'credentials',
          message: expect.stringContaining(
            `GitHub refused to give the job an ID token (HTTP ${status}).`
          )
        }
      })
      expect(JSON.stringify(result)).not.toContain('raw words')
    }
  )

  test.each([
    [200, { nothing: true }],
    [404, {}]
  ])('is told when the answer holds none: %d %j', async (status, body) => {
    const { result } = await ask(answer(status, body))
    expect(result).toMatchObject({
      reason: {
        code: 'credentials',
        message: expect.stringContaining('(its answer holds none)')
      }
    })
  })

  test.each([500, 429])('may try again after %d', async status => {
    const { result } = await ask(answer(status, {}))
    expect(result).toMatchObject({
      reason: {
        code: 'network',
        message: expect.stringContaining(`(HTTP ${status})`)
      }
    })
  })

  test('may try again after a connection that broke', async () => {
    const { result } = await ask(request => request.destroy())
    expect(result).toMatchObject({
      reason: {
        code: 'network',
        message: expect.stringContaining('(no answer)')
      }
    })
  })
})

describe('a job that may not', () => {
  const refusal = async (env: Record<string, string>) => {
    const asked = createGetIdToken(env)('sts.amazonaws.com')
    const [result] = await Promise.allSettled([asked])
    return result
  }

  test.each([
    {},
    { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://example.com' },
    { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' }
  ])('is told which permission it lacks: %j', async env => {
    expect(await refusal(env)).toMatchObject({
      reason: {
        code: 'credentials',
        message: expect.stringContaining(
          'Please add "permissions: id-token: write" to your workflow'
        )
      }
    })
  })

  const repo = (id: number) => ({ repo: { id, full_name: 'a/b' } })

  test.each<[string, string, unknown, boolean]>([
    [
      'a pull request from a fork',
      'pull_request',
      { pull_request: { head: repo(2), base: repo(1) } },
      true
    ],
    [
      'one from a fork that was deleted',
      'pull_request_review',
      { pull_request: { head: { repo: null }, base: repo(1) } },
      true
    ],
    [
      'one from the repository itself',
      'pull_request',
      { pull_request: { head: repo(1), base: repo(1) } },
      false
    ],
    [
      'a push',
      'push',
      { pull_request: { head: repo(2), base: repo(1) } },
      false
    ],
    ['an event without one', 'pull_request', {}, false],
    ['an event that is none', 'pull_request', null, false]
  ])(
    'is told of forks when the event is %s',
    async (_, name, event, isFork) => {
      const folder = await mkdtemp(join(tmpdir(), 'event-'))
      try {
        const file = join(folder, 'event.json')
        await writeFile(file, JSON.stringify(event))
        const result = await refusal({
          GITHUB_EVENT_NAME: name,
          GITHUB_EVENT_PATH: file
        })
        expect(result).toMatchObject({
          reason: {
            code: 'credentials',
            message: expect.stringContaining(
              isFork ? 'a pull request from a fork' : 'id-token: write'
            )
          }
        })
      } finally {
        await rm(folder, { recursive: true })
      }
    }
  )

  test('is told of its permission when there is no event to be read', async () => {
    const env = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: '/no/such/file'
    }
    expect(await refusal(env)).toMatchObject({
      reason: { message: expect.stringContaining('id-token: write') }
    })
  })
})
