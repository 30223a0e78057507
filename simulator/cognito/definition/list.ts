import { readResultsPage } from '../listing/page-request.ts'
import type { Listing } from '../listing/pager.ts'
import type { CognitoState } from '../operation.ts'
import type { Members } from '../protocol/members.ts'
import type { Dates } from '../state/pool-definition.ts'

/** One list in a pool's definition. */
export interface DefinitionList<T> {
  operation: string
  /** The items by their key; the list is in the order of the keys. */
  items: ReadonlyMap<string, T>
  keyOf: (item: T) => string
  /** The values that `MaxResults` can have. */
  results: readonly [min: number, max: number]
  /** Tokens of the list are valid for this filter only. */
  filter?: string
}

/** One page of a list, and the token that leads to the next one. */
export function listPage<T>(
  request: Members,
  state: CognitoState,
  pool: { id: string },
  { operation, items, keyOf, results, filter = '' }: DefinitionList<T>
): { items: T[]; next: { NextToken?: string } } {
  const listing: Listing<T> = {
    scope: [operation, pool.id, filter],
    placeOf: keyOf,
    items: after =>
      [...items]
        .filter(([key]) => after === undefined || key > after)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, item]) => item)
  }
  const page = state.pager.page(listing, readResultsPage(request, ...results))
  return {
    items: page.items,
    next: page.token === undefined ? {} : { NextToken: page.token }
  }
}

export function datesNow(state: CognitoState, created?: Dates): Dates {
  const now = state.account.clock.now() / 1000
  return { CreationDate: created?.CreationDate ?? now, LastModifiedDate: now }
}
