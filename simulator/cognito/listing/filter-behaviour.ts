import { invalidParameter } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import type { Listing } from './pager.ts'

/**
 * What ListUsers does with a filter on `sub`. The grammar allows such a filter,
 * but nobody is known to list a pool in parts by it; so a client has to be safe
 * with a service that does something else than the documentation says.
 */
export const filterBehaviours = [
  'documented',
  /** The filter is passed over: everybody. */
  'ignored',
  /** Nobody, and no error. */
  'empty',
  /** One user in fifty is left out, always the same ones. */
  'incomplete',
  /** InvalidParameterException. */
  'refused',
  /** Some pages begin with the user that the page before ended with. */
  'duplicates',
  /** The right users, but sorted the other way round. */
  'unsorted'
] as const
export type FilterBehaviour = (typeof filterBehaviours)[number]

/**
 * The list that a filter on `sub` gives instead of the one that it should.
 * Throws InvalidParameterException if such filters are refused.
 */
export function behave(
  behaviour: FilterBehaviour,
  pool: Pool,
  documented: Listing<User>,
  everybody: Listing<User>
): Listing<User> {
  switch (behaviour) {
    case 'documented':
      return documented
    case 'ignored':
      // Tokens stay bound to the filter.
      return { ...everybody, scope: documented.scope }
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

/** Behind the place of a user, before that of any other. */
const copied = '\u0001'

/**
 * Every second page, by the place where it begins, first repeats the user of
 * that place. The copy has a place of its own, so that even a page that holds
 * nothing else leads on.
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
