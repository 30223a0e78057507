import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createProxy, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test
} from '@jest/globals'
import { createGetFile } from '../../../src/aws/get-file.ts'
import type { Env } from '../../../src/shared/world.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url))
const before = getCACertificates('default')

beforeAll(() => setDefaultCACertificates([fixture('cert.pem').toString()]))
afterAll(() => setDefaultCACertificates(before))

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers.splice(0)) {
    server.close()
    await once(server, 'close')
  }
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A host of the certificate, which only a proxy finds. */
const HOST = 'files.s3.us-east-1.amazonaws.com'
const FILE = new URL(`https://${HOST}/image.jpg`)

/** A server that has the file, and the environment of a job that gets to it. */
async function serve(listener: RequestListener): Promise<Env> {
  const tls = { cert: fixture('cert.pem'), key: fixture('key.pem') }
  const port = await listen(createServer(tls, listener))
  const proxy = createProxy().on('connect', (_request, socket) => {
    const onward = connect(port, '127.0.0.1')
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    socket.pipe(onward).pipe(socket)
  })
  return { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` }
}

const get = (env: Env, maxBytes = 8, signal = NEVER, url = FILE) =>
  createGetFile({
    env,
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  })(url, maxBytes, signal)

describe('a file', () => {
  test('is fetched whole, without credentials', async () => {
    const seen: unknown[] = []
    const env = await serve((request, response) => {
      seen.push(request.method, request.headers)
      response.write(Buffer.from([0xff, 0xd8]))
      response.end(Buffer.from([0x00, 0xff]))
    })
    expect(await get(env)).toEqual(Buffer.from([0xff, 0xd8, 0x00, 0xff]))
    expect(seen).toEqual([
      'GET',
      { host: HOST, connection: expect.any(String) }
    ])
  })

  test('of as many bytes as are allowed is fetched, and of one more is not', async () => {
    const env = await serve((_, response) => response.end('12345678'))
    expect(await get(env, 8)).toEqual(Buffer.from('12345678'))
    expect(await get(env, 7)).toBeUndefined()
  })

  test('that never ends is given up at its limit', async () => {
    const env = await serve((_, response) => {
      response.write('123456789')
    })
    expect(await get(env)).toBeUndefined()
  })

  test('that is elsewhere is not followed', async () => {
    let asked = 0
    const env = await serve((_, response) => {
      asked += 1
      response.writeHead(302, { location: '/other.jpg' }).end()
    })
    expect(await get(env)).toBeUndefined()
    expect(asked).toBe(1)
  })

  test.each([403, 404, 500])('that is answered with %d is none', async code => {
    const env = await serve((_, response) => response.writeHead(code).end('x'))
    expect(await get(env)).toBeUndefined()
  })

  test('that breaks off is none', async () => {
    const env = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '4' })
      response.write('12', () => response.destroy())
    })
    expect(await get(env)).toBeUndefined()
  })

  test('of a server that is not there, or of another name, is none', async () => {
    const nowhere = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(await get(nowhere)).toBeUndefined()
    const env = await serve((_, response) => response.end('1'))
    const other = new URL('https://d111111abcdef8.cloudfront.net/image.jpg')
    expect(await get(env, 8, NEVER, other)).toBeUndefined()
  })

  test('is given up when the run ends', async () => {
    const stop = new AbortController()
    const env = await serve(() => stop.abort())
    expect(await get(env, 8, stop.signal)).toBeUndefined()
  })
})
