import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nameOperation, readAddress } from '../../simulator/s3/routes.ts'
import { inputOf } from '../../simulator/service-model/check-request.ts'
import {
  createRequestCheck,
  isOfAction
} from '../../simulator/service-model/request-check.ts'
import type { WireRequest } from '../../simulator/wire.ts'
import { noteRequest } from './botocore.ts'

/** A call that passed on its way to the emulator. */
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

/**
 * A loopback relay in front of an emulator, which notes each call in its order and
 * holds those of the action against AWS's models.
 *
 * @param onAnswer is told of each call that was answered
 */
export async function startRecorder(
  target: string,
  onAnswer: (call: RecordedCall) => void = () => undefined
): Promise<Recorder> {
  const calls: RecordedCall[] = []
  const requests = createRequestCheck()
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then(body => {
      const call = describeCall(incoming, body)
      calls.push(call)
      const wire = toWire(incoming, body)
      const modelled = modelledCall(wire)
      requests.see(modelled, wire)
      if (isOfAction(wire)) {
        const input = inputOf({ ...modelled, request: wire })
        noteRequest({ ...modelled, input })
      }
      const { method, headers, url = '/' } = incoming
      const relayed = request(new URL(url, target), { method, headers })
      relayed.once('error', error => outgoing.destroy(error))
      relayed.once('response', answer => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
        onAnswer(call)
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

function toWire(incoming: IncomingMessage, body: Buffer): WireRequest {
  const { pathname, searchParams } = new URL(
    incoming.url ?? '/',
    'http://emulator'
  )
  const { method = 'GET', headers } = incoming
  return { method, path: pathname, query: searchParams, headers, body }
}

/** What a request asks of which service, by what tells them apart. */
function modelledCall(wire: WireRequest) {
  const { method, path, query, headers, body } = wire
  const target = String(headers['x-amz-target'] ?? '')
  if (target !== '') {
    const operation = target.slice(target.indexOf('.') + 1)
    const input: unknown = JSON.parse(body.toString())
    return { service: 'cognito-idp', operation, input } as const
  }
  const type = headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(body.toString())
    const operation = form.get('Action') ?? ''
    return { service: 'sts', operation, input: undefined } as const
  }
  const { bucket, key } = readAddress(path)
  const operation = nameOperation(method, bucket, key, query)
  return { service: 's3', operation, input: undefined } as const
}

/** The names of the operations, each once, sorted. */
export function operationsOf(calls: readonly RecordedCall[]): string[] {
  return [...new Set(calls.map(({ operation }) => operation))].sort()
}
