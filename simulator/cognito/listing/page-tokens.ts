import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { invalidParameter } from '../protocol/errors.ts'

/** "Amazon Cognito expires the pagination token after one hour." */
export const tokenLifetimeMs = 60 * 60 * 1000

/** The place at which a list continues. */
export interface Position {
  /** The place of the last listed item; absent at the beginning. */
  after?: string
  /** The page before was an empty one. */
  afterEmptyPage?: boolean
}

/**
 * Pagination tokens. They carry all that the next page needs, and are valid for
 * a time and for the same request only. A signature reveals forged tokens,
 * which AWS would refuse too.
 */
export class PageTokens {
  readonly #clock: Clock
  readonly #lifetimeMs: number
  readonly #key = randomBytes(32).toString('base64url')

  constructor(clock: Clock, lifetimeMs = tokenLifetimeMs) {
    this.#clock = clock
    this.#lifetimeMs = lifetimeMs
  }

  /** A token for the request that `scope` describes: operation, pool, filter. */
  issue(scope: readonly string[], position: Position): string {
    const payload = Buffer.from(
      JSON.stringify({ position, issuedAt: this.#clock.now() })
    ).toString('base64url')
    return `${payload}.${this.#sign(scope, payload)}`
  }

  /** The place in `token`; throws InvalidParameterException. */
  open(scope: readonly string[], token: string): Position {
    const [payload = '', signature = ''] = token.split('.')
    if (signature !== this.#sign(scope, payload))
      throw invalidParameter('Invalid pagination token given.')
    const { position, issuedAt } = JSON.parse(
      Buffer.from(payload, 'base64url').toString()
    ) as { position: Position; issuedAt: number }
    if (this.#clock.now() - issuedAt > this.#lifetimeMs)
      throw invalidParameter('Pagination token has expired.')
    return position
  }

  #sign(scope: readonly string[], payload: string): string {
    const signed = JSON.stringify([this.#key, scope, payload])
    return hash('sha256', signed, 'base64url')
  }
}
