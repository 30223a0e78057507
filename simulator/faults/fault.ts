import type { Call, Service } from '../service.ts'
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

/** What goes wrong with a call. Each member is one way to step in. */
export interface Effect {
  /** In place of the effect: nothing is done. */
  instead?: (call: Call, service: Service) => Sent
  /** Does it otherwise than asked. */
  request?: (request: WireRequest) => WireRequest
  /** Before the effect, e.g. a user vanishes. */
  before?: () => void
  /** After the effect: another answer than the true one. */
  answer?: (reply: Reply, call: Call) => Sent
  /** How much later the answer comes, in milliseconds. */
  delayMs?: number
}

/** Which calls a fault meets. */
export interface Aim {
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
}

/** How many of the calls that fit have come, this one included. */
export function isMet(aim: Aim, count: number): boolean {
  const { from = 1, times = 1, every = 1 } = aim
  const since = count - from
  return since >= 0 && since % every === 0 && since / every < times
}

export function fits(aim: Aim, call: Call): boolean {
  const { operation, holding, where } = aim
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
