import type { Random } from '../../random.ts'
import { integer } from '../../random.ts'
import type { PageRequest } from './page-request.ts'
import type { PageTokens, Position } from './page-tokens.ts'

/** The shares of short and of empty pages, from 0 to 1. */
export interface PageShares {
  short: number
  empty: number
}

/** A list that can be read from any place. */
export interface Listing<T> {
  /** Operation, pool and filter: a token is valid for these only. */
  scope: readonly string[]
  /** The items, from the beginning or from after a place. */
  items(after: string | undefined): Iterable<T>
  placeOf(item: T): string
}

export interface Page<T> {
  items: T[]
  /** The token of the next page; undefined on the last one. */
  token: string | undefined
}

/**
 * Cuts lists into pages as Cognito does. A page may hold fewer items than asked
 * for, even none; only a missing token marks the end.
 *
 * Source: API reference, ListUsers, `Limit` and `Filter`.
 */
export class Pager {
  readonly #tokens: PageTokens
  readonly #shares: PageShares
  readonly #random: Random

  constructor(tokens: PageTokens, shares: PageShares, random: Random) {
    this.#tokens = tokens
    this.#shares = shares
    this.#random = random
  }

  /** One page: at most as many items as asked for, from where the token says. */
  page<T>(listing: Listing<T>, { limit, token }: PageRequest): Page<T> {
    const { scope } = listing
    const start = token === undefined ? {} : this.#tokens.open(scope, token)
    const size = this.#size(limit, start)
    const items: T[] = []
    let next: Position | undefined
    for (const item of listing.items(start.after)) {
      if (items.length === size) {
        const last = items.at(-1)
        next =
          last === undefined ? { ...start } : { after: listing.placeOf(last) }
        if (size === 0) next.afterEmptyPage = true
        break
      }
      items.push(item)
    }
    return { items, token: next && this.#tokens.issue(scope, next) }
  }

  #size(limit: number, start: Position): number {
    // A list of empty pages alone would never end.
    if (!start.afterEmptyPage && this.#random() < this.#shares.empty) return 0
    if (limit > 1 && this.#random() < this.#shares.short)
      return 1 + integer(this.#random, limit - 1)
    return limit
  }
}
