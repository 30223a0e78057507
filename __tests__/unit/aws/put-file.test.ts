import { createHash, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server
} from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import { createPutFile, type FileToPut } from '../../../src/aws/put-file.ts'
import type { Env } from '../../../src/shared/world.ts'
import { NEVER, settle } from '../../fixtures/fake-world.ts'

const servers: Server[] = []
afterEach(async () => {
  jest.restoreAllMocks()
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
})

/** A server on the loopback interface, and its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/jobs/import-1?X-Amz-Signature=a%2Fb&x=1`
}

const put = (address: string, file: FileToPut, signal = NEVER, env: Env = {}) =>
  createPutFile({
    env,
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  })(address, { 'x-amz-server-side-encryption': 'aws:kms' }, file, signal)

const TEXT = 'a,b\nä,😀\n'
const SMALL = {
  bytes: Buffer.byteLength(TEXT),
  chunks: () => [Buffer.from('a,b\n'), Buffer.from('ä,😀\n')]
}

const MIB = 1024 * 1024

/** So many megabytes, made as they are asked for. */
function large(mebibytes: number) {
  const state = { made: 0 }
  const file: FileToPut = {
    bytes: mebibytes * MIB,
    *chunks() {
      for (let at = 0; at < mebibytes; at += 1) {
        state.made += 1
        yield Buffer.alloc(MIB, at)
      }
    }
  }
  return { state, file }
}

/** Until a number has been the same for a hundred rounds of the event loop. */
async function untilStill(numberOf: () => number): Promise<void> {
  let before = numberOf()
  for (let still = 0; still < 100; still += 1) {
    await settle()
    if (numberOf() !== before) still = 0
    before = numberOf()
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('a file that is sent', () => {
  test('is the body of one PUT, of a length that is said', async () => {
    const requests: unknown[] = []
    const address = await serve((request, response) => {
      void bodyOf(request).then(body => {
        const { method, url, headers } = request
        requests.push({ method, url, headers, body: body.toString() })
        response.end()
      })
    })
    expect(await put(address, SMALL)).toBe(200)
    expect(requests).toEqual([
      {
        method: 'PUT',
        url: '/jobs/import-1?X-Amz-Signature=a%2Fb&x=1',
        body: TEXT,
        headers: {
          host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          connection: 'keep-alive',
          'content-length': String(SMALL.bytes),
          'x-amz-server-side-encryption': 'aws:kms'
        }
      }
    ])
  })

  test('may be empty, or have empty chunks', async () => {
    const bodies: string[] = []
    const address = await serve((request, response) => {
      void bodyOf(request).then(body => {
        bodies.push(body.toString())
        response.end()
      })
    })
    await put(address, { bytes: 0, chunks: () => [] })
    const chunks = ['', 'ab', '', 'c', ''].map(text => Buffer.from(text))
    await put(address, { bytes: 3, chunks: () => chunks })
    expect(bodies).toEqual(['', 'abc'])
  })

  test('may be larger than any buffer, and arrives unchanged', async () => {
    const { file } = large(24)
    const expected = createHash('sha256')
    for (const chunk of file.chunks()) expected.update(chunk)
    let digest = ''
    const address = await serve((request, response) => {
      void bodyOf(request).then(body => {
        digest = createHash('sha256').update(body).digest('hex')
        response.end()
      })
    })
    expect(await put(address, file)).toBe(200)
    expect(digest).toBe(expected.digest('hex'))
  })

  test('is made only as fast as it is taken', async () => {
    const { file, state } = large(64)
    const arrived = Promise.withResolvers<IncomingMessage>()
    const address = await serve((request, response) => {
      arrived.resolve(request.pause())
      request.on('end', () => response.end())
    })
    const sending = put(address, file)
    const request = await arrived.promise
    await untilStill(() => state.made)
    expect(state.made).toBeLessThan(32)
    request.resume()
    expect(await sending).toBe(200)
    expect(state.made).toBe(64)
  })

  test('can be sent again', async () => {
    let count = 0
    const address = await serve((request, response) => {
      void bodyOf(request).then(body => {
        count += body.length
        response.end()
      })
    })
    await put(address, SMALL)
    await put(address, SMALL)
    expect(count).toBe(2 * SMALL.bytes)
  })
})

describe('an answer', () => {
  test.each([200, 204, 307, 403, 500, 503])('is told: %d', async status => {
    const address = await serve((request, response) => {
      request.resume()
      response.writeHead(status).end('<Error>raw</Error>')
    })
    expect(await put(address, SMALL)).toBe(status)
  })

  test('is not followed elsewhere', async () => {
    let asked = 0
    const address = await serve((request, response) => {
      asked += 1
      request.resume()
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await put(address, SMALL)
    expect(asked).toBe(1)
  })

  test('may be a refusal before the body was read, which ends the sending', async () => {
    for (const closes of [false, true]) {
      const { file, state } = large(200)
      const isClosed = Promise.withResolvers<undefined>()
      const address = await serve((request, response) => {
        request.socket.once('close', () => {
          isClosed.resolve(undefined)
        })
        response.writeHead(403).end('<Error>expired</Error>', () => {
          if (closes) request.socket.destroy()
        })
      })
      expect(await put(address, file)).toBe(403)
      await isClosed.promise
      expect(state.made).toBeLessThan(100)
    }
  })

  test('whose own body breaks off is an answer', async () => {
    const begun = Promise.withResolvers<Socket>()
    const address = await serve((request, response) => {
      request.resume()
      request.on('end', () => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('part')
        begun.resolve(request.socket)
      })
    })
    expect(await put(address, SMALL)).toBe(200)
    const socket = await begun.promise
    socket.destroy()
    // What breaks afterwards must not end the process.
    await untilStill(() => 0)
  })
})

describe('a connection', () => {
  test('that is not to be had is an error with a code', async () => {
    const address = await serve(() => undefined)
    const [server] = servers.splice(0)
    server?.close()
    await expect(put(address, SMALL)).rejects.toMatchObject({
      code: 'ECONNREFUSED'
    })
  })

  test.each(['at once', 'in the middle of the body', 'after the body'])(
    'that dies %s is an error with a code',
    async when => {
      const address = await serve(request => {
        if (when === 'at once') request.socket.destroy()
        else if (when === 'after the body') {
          request.resume().on('end', () => request.socket.destroy())
        } else {
          request.once('data', () => request.socket.destroy())
        }
      })
      const { file } = large(when === 'after the body' ? 1 : 50)
      await expect(put(address, file)).rejects.toMatchObject({
        code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/)
      })
    }
  )

  test('on which nothing moves for two minutes is given up', async () => {
    const asked: number[] = []
    const real = Reflect.get(Socket.prototype, 'setTimeout')
    jest.spyOn(Socket.prototype, 'setTimeout').mockImplementation(function (
      this: Socket,
      ms: number,
      callback?: () => void
    ) {
      if (ms === 0) return real.call(this, 0, callback)
      asked.push(ms)
      // Two minutes pass quickly here.
      return real.call(this, ms / 600, callback)
    })
    const address = await serve(request => request.resume())
    await expect(put(address, SMALL)).rejects.toMatchObject({
      code: 'ETIMEDOUT'
    })
    expect(asked).toContain(120_000)
  })

  test('goes through the proxy of the job', async () => {
    const asked: (string | undefined)[] = []
    const proxy = await serve((request, response) => {
      asked.push(request.url)
      request.resume()
      response.writeHead(407).end()
    })
    const env = { HTTP_PROXY: new URL(proxy).origin }
    const status = await put('http://bucket.example/x?y', SMALL, NEVER, env)
    expect([status, asked]).toEqual([407, ['http://bucket.example/x?y']])
  })
})

describe('a run that is over', () => {
  test('sends nothing', async () => {
    let asked = 0
    const address = await serve(() => {
      asked += 1
    })
    await expect(
      put(address, SMALL, AbortSignal.abort())
    ).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked).toBe(0)
  })

  test('breaks off in the middle of a file', async () => {
    const stop = new AbortController()
    const isClosed = Promise.withResolvers<undefined>()
    const address = await serve(request => {
      request.once('data', () => {
        stop.abort()
      })
      request.on('error', () => undefined)
      request.socket.once('close', () => {
        isClosed.resolve(undefined)
      })
    })
    await expect(
      put(address, large(50).file, stop.signal)
    ).rejects.toMatchObject({ name: 'AbortError' })
    await isClosed.promise
  })

  test('does not wait for an answer', async () => {
    const stop = new AbortController()
    const address = await serve(request => {
      request.resume().on('end', () => {
        stop.abort()
      })
    })
    await expect(put(address, SMALL, stop.signal)).rejects.toMatchObject({
      name: 'AbortError'
    })
  })
})

test('a file that breaks off fails with its own error, whenever it does', async () => {
  const address = await serve((request, response) => {
    request.resume()
    request.on('end', () => response.end())
  })
  const broken = new TypeError('the file broke off')
  const files: FileToPut[] = [
    {
      bytes: 9,
      chunks: () => {
        throw broken
      }
    },
    {
      bytes: 2 * MIB,
      *chunks() {
        yield Buffer.alloc(MIB)
        throw broken
      }
    }
  ]
  for (const file of files)
    await expect(put(address, file)).rejects.toBe(broken)
})
