import type { Call, Service, ServiceName } from '../service.ts'
import type { Reply, WireRequest } from '../wire.ts'

/** The bytes that replace an answer, or the rest of it. */
export type Sent =
  | Reply
  /** The connection is closed without an answer. */
  | { drop: true }
  /** The connection stays open and nothing ever comes. */
  | { hang: true }
  /** The head of the answer and half of its body, then the connection closes. */
  | { cut: Reply }
  /** The same, but the connection stays open. */
  | { stall: Reply }
  /** Sends this text, which isn't HTTP. */
  | { raw: string }

/** The effect of a fault on a call. Each member is one way to change it. */
export interface Effect {
  /** Replaces the effect of the call; undefined lets the call go on. */
  instead?: (call: Call, service: Service) => Sent | undefined
  /** Changes the request before the effect. */
  request?: (request: WireRequest) => WireRequest
  /** Before the effect, e.g. a user vanishes. */
  before?: (call: Call) => void
  /** After the effect: replaces the true answer. */
  answer?: (reply: Reply, call: Call, service: Service) => Sent
  /** The delay of the answer, in milliseconds. */
  delayMs?: number
}

/** The calls that a fault meets. */
export interface Aim {
  /** The service whose calls are met; left out: every one's. */
  service?: ServiceName
  /** The operations, such as `PutObject`; left out: every one. */
  operation?: string | readonly string[]
  /** Text that the call's input must hold as JSON, such as `/users/part-`. */
  holding?: string
  /** … or any other condition. */
  where?: (call: Call) => boolean
  /** The first call that is met, among those that fit: 1 by default. */
  from?: number
  /** How many calls are met: 1 by default; Infinity for all that follow. */
  times?: number
  /** Of those, only every n-th: 1 by default. */
  every?: number
  /** Replaces `times`: all calls within this time, in milliseconds. */
  lastsMs?: number
}

/**
 * The calls that fit an aim: their number, and the time of the first one met.
 */
export interface Seen {
  /** The call in question included. */
  count: number
  /** Milliseconds by the simulator's clock; undefined until one was met. */
  metAt: number | undefined
}

export function isMet(aim: Aim, { count, metAt }: Seen, now: number): boolean {
  const { from = 1, times = 1, every = 1, lastsMs } = aim
  const since = count - from
  if (since < 0 || since % every !== 0) return false
  if (lastsMs === undefined) return since / every < times
  return now - (metAt ?? now) < lastsMs
}

export function fits(aim: Aim, call: Call): boolean {
  const { service, operation, holding, where } = aim
  if (service !== undefined && service !== call.service) return false
  if (operation !== undefined && ![operation].flat().includes(call.operation)) {
    return false
  }
  if (holding !== undefined && !textOf(call).includes(holding)) return false
  return where === undefined || where(call)
}

function textOf({ input }: Call): string {
  return input === undefined ? '' : JSON.stringify(input)
}

/** Whether an answer reports success. */
export function succeeded(reply: Reply): boolean {
  return reply.errorName === undefined
}
