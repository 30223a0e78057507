import { invalidParameter } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import type { Listing } from './pager.ts'

/**
 * The behaviour of ListUsers with a filter on `sub`. The grammar allows such a
 * filter, but no public report shows one. A client must therefore be safe with
 * a service that doesn't follow the documentation.
 */
export const filterBehaviours = [
  'documented',
  /** Ignores the filter: lists all users. */
  'ignored',
  /** No users, and no error. */
  'empty',
  /** Omits one user in fifty, always the same ones. */
  'incomplete',
  /** InvalidParameterException. */
  'refused',
  /** Some pages begin with the last user of the page before. */
  'duplicates',
  /** The right users, but sorted the other way round. */
  'unsorted'
] as const
export type FilterBehaviour = (typeof filterBehaviours)[number]

/**
 * The list that a filter on `sub` returns with a behaviour. Throws
 * InvalidParameterException if such filters are refused.
 */
export function behave(
  behaviour: FilterBehaviour,
  pool: Pool,
  documented: Listing<User>,
  unfiltered: Listing<User>
): Listing<User> {
  switch (behaviour) {
    case 'documented':
      return documented
    case 'ignored':
      // Tokens stay bound to the filter.
      return { ...unfiltered, scope: documented.scope }
    case 'empty':
      return { ...documented, items: () => [] }
    case 'incomplete':
      return {
        ...documented,
        items: after => withoutSome(documented.items(after))
      }
    case 'refused':
      throw invalidParameter('Invalid search attribute: sub')
    case 'duplicates':
      return withCopies(pool, documented)
    case 'unsorted':
      return backwards(documented)
  }
}

function* withoutSome(users: Iterable<User>): Generator<User> {
  for (const user of users) if (numberFrom(user.sub) % 50 !== 0) yield user
}

/** Sorts after the place of a user, and before that of any other. */
const copied = '\u0001'

/**
 * Every second page, by the place where it begins, first repeats the user of
 * that place. The copy has its own place, so that even a page of the copy alone
 * has a next page.
 */
function withCopies(pool: Pool, documented: Listing<User>): Listing<User> {
  let copy: User | undefined
  return {
    scope: documented.scope,
    placeOf: user => documented.placeOf(user) + (user === copy ? copied : ''),
    *items(after) {
      if (after !== undefined && numberFrom(after) % 2 === 0)
        copy = pool.users.withSub(after)
      if (copy) yield copy
      yield* documented.items(after)
    }
  }
}

function backwards(listing: Listing<User>): Listing<User> {
  return {
    ...listing,
    *items(after) {
      for (const user of [...listing.items(undefined)].reverse()) {
        if (after === undefined || listing.placeOf(user) < after) yield user
      }
    }
  }
}

/** A number that depends on nothing but the text (FNV-1a). */
function numberFrom(text: string): number {
  let number = 0x811c9dc5
  for (let at = 0; at < text.length; at++)
    number = Math.imul(number ^ text.charCodeAt(at), 0x01000193)
  return number >>> 0
}
