import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Effect, Sent } from './faults/fault.ts'
import type { Call, Service } from './service.ts'
import type { RequestCheck } from './service-model/request-check.ts'
import type { Ledger } from './stats.ts'
import type { Reply, WireRequest } from './wire.ts'
import { BodyTooLarge, readRequest } from './wire.ts'

/** A scripted error in place of the effect, or no answer at all. */
export type InterceptAnswer =
  { status: number; errorName: string; message: string } | { drop: true }

type Awaitable<T> = T | Promise<T>

/** The points at which a test can change a call. */
export interface Hooks {
  /** Before the effect: an answer given here replaces it. */
  intercept?: (call: Call) => Awaitable<InterceptAnswer | undefined>
  /** After the effect, before the answer is sent. */
  afterEffect?: (call: Call) => Awaitable<void>
  /** At the end: replaces the true answer, or drops it. */
  rewrite?: (
    call: Call,
    reply: Reply
  ) => Awaitable<Reply | { drop: true } | undefined>
}

export interface ServerOptions extends Hooks {
  services: readonly Service[]
  ledger: Ledger
  /** Gets every request to a service on arrival, before all else. */
  requests: RequestCheck
  /** The fault of a call; undefined if it has none. */
  faultOf: (call: Call) => Effect | undefined
  /** The shortest time of a call, in milliseconds. */
  latencyMs: number
  /** Answers requests to the simulator itself, under `/_simulator/`. */
  control: (request: WireRequest) => Reply
}

/**
 * The HTTP server in front of the services: finds the service of each request,
 * and calls the hooks on the way.
 */
export function createSimulatorServer(options: ServerOptions): Server {
  let sequence = 0

  const server = createServer((message, response) => {
    serve(message).then(
      reply => send(response, reply),
      (error: unknown) => send(response, crash(error))
    )
  })
  // Clients keep connections for longer than Node's default of five seconds,
  // and could use one while it closes.
  server.keepAliveTimeout = 120_000
  return server

  async function serve(message: IncomingMessage): Promise<Sent> {
    const request = await readRequest(message)
    if (request.path.startsWith('/_simulator/')) return options.control(request)
    for (const service of options.services) {
      const recognised = service.recognise(request)
      if (recognised === undefined) continue
      sequence += 1
      options.requests.see({ service: service.name, ...recognised }, request)
      const call = { service: service.name, ...recognised, sequence }
      try {
        const sent = await perform(service, call, request)
        options.ledger.carried(request.body.length, bodyBytes(sent))
        return sent
      } finally {
        service.left?.(call)
      }
    }
    return { status: 404, headers: {}, body: 'Not an AWS request.\n' }
  }

  async function perform(
    service: Service,
    call: Call,
    request: WireRequest
  ): Promise<Sent> {
    options.ledger.called(call.operation)
    service.arrived?.(call)
    const scripted = await options.intercept?.(call)
    if (options.latencyMs > 0) await pause(options.latencyMs)
    if (scripted !== undefined) {
      if ('drop' in scripted) return scripted
      const { status, errorName, message } = scripted
      return count(service.fail(status, errorName, message))
    }
    const fault = options.faultOf(call)
    if (fault?.delayMs !== undefined) await pause(fault.delayMs)
    fault?.before?.(call)
    const sent = fault?.instead?.(call, service)
    if (sent !== undefined) return 'status' in sent ? count(sent) : sent
    const reply = count(
      service.answer(call, fault?.request?.(request) ?? request)
    )
    await options.afterEffect?.(call)
    const answer = (await options.rewrite?.(call, reply)) ?? reply
    if (fault?.answer === undefined || 'drop' in answer) return answer
    return fault.answer(answer, call, service)
  }

  function count(reply: Reply): Reply {
    if (reply.errorName !== undefined) options.ledger.failed(reply.errorName)
    return reply
  }
}

function send(response: ServerResponse, sent: Sent): void {
  if ('hang' in sent) return
  if ('drop' in sent) {
    response.destroy()
    return
  }
  if ('raw' in sent) {
    response.socket?.end(sent.raw)
    return
  }
  if ('status' in sent) {
    begin(response, sent).end(Buffer.from(sent.body))
    return
  }
  const reply = 'cut' in sent ? sent.cut : sent.stall
  const body = Buffer.from(reply.body)
  const half = body.subarray(0, Math.floor(body.length / 2))
  begin(response, reply).write(half, () => {
    if ('cut' in sent) response.destroy()
  })
}

/** Bytes of an answer's body; one that is cut short or spoilt counts as none. */
function bodyBytes(sent: Sent): number {
  return 'status' in sent ? Buffer.byteLength(sent.body) : 0
}

function begin(
  response: ServerResponse,
  { status, headers, body }: Reply
): ServerResponse {
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  const isChunked = headers['transfer-encoding'] !== undefined
  return response.writeHead(status, {
    ...(isChunked ? {} : length),
    ...headers
  })
}

/** A defect of the simulator must not look like an answer of AWS. */
function crash(error: unknown): Reply {
  if (error instanceof BodyTooLarge)
    return { status: 413, headers: { connection: 'close' }, body: '' }
  const body = error instanceof Error ? (error.stack ?? error.message) : ''
  return {
    status: 501,
    headers: { 'content-type': 'text/plain' },
    body: `The simulator failed.\n${body}\n`
  }
}
