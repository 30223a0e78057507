import type { Random } from '../../random.ts'
import { integer } from '../../random.ts'
import type { PageRequest } from './page-request.ts'
import type { PageTokens, Position } from './page-tokens.ts'

/** How often a page is shorter than it could be, from 0 to 1. */
export interface PageShares {
  short: number
  empty: number
}

/** A list that can be read from any place in it. */
export interface Listing<T> {
  /** Operation, pool and filter: what a token is bound to. */
  scope: readonly string[]
  /** The items, from the beginning or from behind a place on. */
  items(after: string | undefined): Iterable<T>
  placeOf(item: T): string
}

export interface Page<T> {
  items: T[]
  /** There is more: the token that leads to it. */
  token: string | undefined
}

/**
 * Cuts lists into pages the way Cognito does: a page may hold fewer items than
 * asked for, even none, and only the absence of a token marks the end.
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
    // One empty page after another would be a list without an end.
    if (!start.afterEmptyPage && this.#random() < this.#shares.empty) return 0
    if (limit > 1 && this.#random() < this.#shares.short)
      return 1 + integer(this.#random, limit - 1)
    return limit
  }
}
