import type { Call, Service, ServiceName } from '../service.ts'
import type { Reply, WireRequest } from '../wire.ts'

/** What is sent in place of an answer, or of a whole one. */
export type Sent =
  | Reply
  /** The connection is closed without an answer. */
  | { drop: true }
  /** The connection stays open and nothing ever comes. */
  | { hang: true }
  /** The head of the answer and half of its body, then the connection closes. */
  | { cut: Reply }
  /** … and then nothing more, with the connection open. */
  | { stall: Reply }
  /** This, which isn't HTTP. */
  | { raw: string }

/** What goes wrong with a call. Each member is one way to step in. */
export interface Effect {
  /** In place of the effect: nothing is done; undefined lets it be done. */
  instead?: (call: Call, service: Service) => Sent | undefined
  /** Does it otherwise than asked. */
  request?: (request: WireRequest) => WireRequest
  /** Before the effect, e.g. a user vanishes. */
  before?: (call: Call) => void
  /** After the effect: another answer than the true one. */
  answer?: (reply: Reply, call: Call, service: Service) => Sent
  /** How much later the answer comes, in milliseconds. */
  delayMs?: number
}

/** Which calls a fault meets. */
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
  /** Of those, only every so manieth: 1 by default. */
  every?: number
  /** In place of `times`: all that come within so long, in milliseconds. */
  lastsMs?: number
}

/** The calls that fit an aim: how many have come, and when the first was met. */
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

/** Whether an answer says that the call was done. */
export function succeeded(reply: Reply): boolean {
  return reply.errorName === undefined
}
