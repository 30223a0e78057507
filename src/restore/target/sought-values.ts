import type { PoolDescription } from '../../cognito/describe-pool.ts'
import { exactFilter } from '../../cognito/user-filters.ts'

/** A value of users of the target pool that a plan needs to know of. */
export interface SoughtValue {
  /** One to search by: username, email, phone_number, preferred_username. */
  attribute: string
  value: string
  /** Whether the user with the value may be the user of the snapshot. */
  isIdentifying: boolean
}

/** A filter that finds the users with a value. */
export interface ValueFilter {
  filter: string
  /**
   * Whether the value is a username that the pool may have in another letter
   * case. Cognito's pages contradict each other on whether a filter finds it.
   */
  isAnyCase: boolean
}

/**
 * Makes the filters that find the users with the values.
 *
 * @returns why there are none: the end of a sentence for the log
 */
export function toFilters(
  values: readonly SoughtValue[],
  pool: PoolDescription
): ValueFilter[] | string {
  const filters = new Map<string, ValueFilter>()
  for (const { attribute, value } of values) {
    const filter = exactFilter(attribute, value)
    if (filter === undefined) return 'a value is too long for a filter'
    const isAnyCase = mayDifferInCase(attribute, value, pool)
    // No page of Cognito says which other letters are alike.
    if (isAnyCase && !ASCII.test(value)) {
      return 'a filter may not find all spellings of a letter'
    }
    filters.set(filter, {
      filter,
      isAnyCase: isAnyCase && attribute === 'username'
    })
  }
  return [...filters.values()]
}

const ASCII = /^[\0-\x7f]*$/

/** A username that Cognito makes up, always in lower case. */
const SUB = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether the pool may have the value in another letter case. */
function mayDifferInCase(
  attribute: string,
  value: string,
  { caseSensitive, usernameAttributes }: PoolDescription
): boolean {
  if (caseSensitive) return false
  if (value.toLowerCase() === value.toUpperCase()) return false
  const isMadeUp =
    attribute === 'username' && usernameAttributes.length > 0 && SUB.test(value)
  return !isMadeUp
}
