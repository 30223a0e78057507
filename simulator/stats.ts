import type { QuotaUse } from './quotas.ts'

/** The counts since the start, or since the last reset. */
export interface Stats {
  /** Requests by operation, refused ones included. */
  calls: Record<string, number>
  /** Errors answered, by name. */
  errors: Record<string, number>
  /** The users that the calls turned into monthly active users. */
  billedUsers: number
  /** Invitations and codes that Cognito would have sent. */
  messagesSent: number
  /** Lambda functions run, by source, e.g. PreSignUp_AdminCreateUser. */
  triggers: Record<string, number>
  /** Requests refused with TooManyRequestsException. */
  throttles: number
  /** Calls that went wrong as scripted, by the fault's name. */
  faults: Record<string, number>
  /** Of the bodies of requests and answers, over the wire. */
  bytes: { received: number; sent: number }
  /** By quota category: its limit, the calls in it, and its peak use. */
  quota: Record<string, QuotaUse>
}

/** Counts the requests to the simulator, and their cost. */
export class Ledger {
  #calls = new Map<string, number>()
  #errors = new Map<string, number>()
  #billed = new Set<string>()
  #messages = 0
  #triggers = new Map<string, number>()
  #throttles = 0
  #bytes = { received: 0, sent: 0 }

  called(operation: string): void {
    increment(this.#calls, operation)
  }

  failed(errorName: string): void {
    increment(this.#errors, errorName)
    if (errorName === 'TooManyRequestsException') this.#throttles += 1
  }

  /** A user counts once a month, after any number of calls. */
  billed(sub: string): void {
    this.#billed.add(sub)
  }

  sent(messages: number): void {
    this.#messages += messages
  }

  /** Bytes of the body of a request, and of that of its answer. */
  carried(received: number, sent: number): void {
    this.#bytes.received += received
    this.#bytes.sent += sent
  }

  triggered(source: string): void {
    increment(this.#triggers, source)
  }

  read(quota: Record<string, QuotaUse>, faults: Record<string, number>): Stats {
    return {
      calls: Object.fromEntries(this.#calls),
      errors: Object.fromEntries(this.#errors),
      billedUsers: this.#billed.size,
      messagesSent: this.#messages,
      triggers: Object.fromEntries(this.#triggers),
      throttles: this.#throttles,
      bytes: { ...this.#bytes },
      faults,
      quota
    }
  }

  reset(): void {
    this.#calls = new Map()
    this.#errors = new Map()
    this.#billed = new Set()
    this.#messages = 0
    this.#triggers = new Map()
    this.#throttles = 0
    this.#bytes = { received: 0, sent: 0 }
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
