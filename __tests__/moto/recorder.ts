import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call that passed on its way to moto. */
export interface RecordedCall {
  /** `AdminCreateUser` to Cognito, `PUT` to S3. */
  operation: string
  /** `/bucket/key` to S3, `/` to Cognito. */
  path: string
  /** What was sent to Cognito. */
  input: Record<string, unknown>
}

export interface Recorder {
  endpoint: string
  calls: RecordedCall[]
  close(): Promise<void>
}

/** A loopback relay in front of moto, which notes each call in its order. */
export async function startRecorder(target: string): Promise<Recorder> {
  const calls: RecordedCall[] = []
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then(body => {
      calls.push(describeCall(incoming, body))
      const { method, headers, url = '/' } = incoming
      const relayed = request(new URL(url, target), { method, headers })
      relayed.once('error', error => outgoing.destroy(error))
      relayed.once('response', answer => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      })
      relayed.end(body)
    })
  })
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve())
  )
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function describeCall(incoming: IncomingMessage, body: Buffer): RecordedCall {
  const target = String(incoming.headers['x-amz-target'] ?? '')
  const [path = '/'] = (incoming.url ?? '/').split('?')
  return target === ''
    ? { operation: incoming.method ?? '', path, input: {} }
    : {
        operation: target.slice(target.indexOf('.') + 1),
        path,
        input: JSON.parse(body.toString('utf8')) as Record<string, unknown>
      }
}

/** The names of the operations, each once, sorted. */
export function operationsOf(calls: readonly RecordedCall[]): string[] {
  return [...new Set(calls.map(({ operation }) => operation))].sort()
}
