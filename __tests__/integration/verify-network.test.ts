import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { once } from 'node:events'
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'

/*
 * What a network does to the answers of S3 must never be said of the snapshot.
 * Between the action and the simulator is a proxy that breaks them.
 */

type Break = (answer: IncomingMessage, body: Buffer, to: ServerResponse) => void

let simulator: Simulator
let proxy: Server
let endpoint: string
let broken = 0
let breakNext: { times: number; by: Break } = { times: 0, by: () => undefined }

beforeAll(async () => {
  simulator = await startSimulator({ users: 200, groups: 2 })
  expect((await runExport(simulator)).exitCode).toBe(0)
  const { port } = new URL(simulator.endpoint)
  proxy = createServer((incoming, response) => {
    const { method, url, headers } = incoming
    const onward = request({ port, method, path: url, headers }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        const isPart = method === 'GET' && url?.includes('/users/part-')
        if (isPart === true && breakNext.times > 0) {
          breakNext.times -= 1
          broken += 1
          breakNext.by(answer, body, response)
          return
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        response.end(body)
      })
    })
    incoming.pipe(onward)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address() as AddressInfo
  endpoint = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await simulator.close()
})

const WAYS: [string, Break][] = [
  [
    'breaks off in the middle',
    (answer, body, to) => {
      to.writeHead(200, answer.headers)
      to.write(body.subarray(0, body.length >> 1))
      setTimeout(() => to.destroy(), 20)
    }
  ],
  [
    'breaks off after its headers',
    (answer, _body, to) => {
      to.writeHead(200, answer.headers)
      to.flushHeaders()
      setTimeout(() => to.destroy(), 20)
    }
  ],
  [
    'is reset in the middle',
    (answer, body, to) => {
      to.writeHead(200, answer.headers)
      to.write(body.subarray(0, 10))
      setTimeout(() => to.socket?.resetAndDestroy(), 20)
    }
  ]
]

test.each(WAYS)('an answer that %s is the network', async (_how, by) => {
  const through = { ...simulator, endpoint }
  for (const run of [runVerify, runRestore]) {
    simulator.resetStats()
    breakNext = { times: Infinity, by }
    const failed = await run(through)
    expect(failed.exitCode).toBe(1)
    expect(failed.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'network'
    })
    expect(failed.outputs).not.toHaveProperty('findings')
    expect(annotations(failed, 'error').join()).toContain('Run the job again')
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  }
})

test('an answer that breaks off twice is read at the third try', async () => {
  for (const [, by] of WAYS) {
    broken = 0
    breakNext = { times: 2, by }
    const run = await runVerify({ ...simulator, endpoint })
    expect(run.outputs).toMatchObject({ status: 'complete', findings: '' })
    expect(broken).toBe(2)
  }
})
