import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { invalidParameter } from './errors.ts'

/** "Amazon Cognito expires the pagination token after one hour." */
const lifetimeMs = 60 * 60 * 1000

/** Where a list goes on. */
export interface Position {
  /** The place of the last item that was listed; absent at the beginning. */
  after?: string
  /** The page before was an empty one. */
  afterEmptyPage?: boolean
}

/**
 * Pagination tokens, which carry everything that the next page needs and are
 * good for an hour and for the same request only. They are signed, so that a
 * token that somebody made up is refused as AWS would refuse it.
 */
export class PageTokens {
  readonly #clock: Clock
  readonly #key = randomBytes(32)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A token for the request that `scope` describes: operation, pool, filter. */
  issue(scope: readonly string[], position: Position): string {
    const payload = Buffer.from(
      JSON.stringify({ position, issuedAt: this.#clock.now() })
    ).toString('base64url')
    return `${payload}.${this.#sign(scope, payload)}`
  }

  /** Where `token` says to go on; throws InvalidParameterException. */
  open(scope: readonly string[], token: string): Position {
    const [payload = '', signature = ''] = token.split('.')
    const expected = Buffer.from(this.#sign(scope, payload))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw invalidParameter('Invalid pagination token given.')
    const { position, issuedAt } = JSON.parse(
      Buffer.from(payload, 'base64url').toString()
    ) as { position: Position; issuedAt: number }
    if (this.#clock.now() - issuedAt > lifetimeMs)
      throw invalidParameter('Pagination token has expired.')
    return position
  }

  #sign(scope: readonly string[], payload: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(scope))
      .update(payload)
      .digest('base64url')
  }
}
