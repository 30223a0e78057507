import { amount } from '../amount.ts'
import { UserError } from '../errors.ts'
import type { UserRecord } from '../snapshot/records.ts'

/** The users whom the input only-users names. */
export interface Selection {
  /** Whether a user is one of them; always so when nobody is named. */
  has(record: UserRecord): boolean
}

/**
 * @param names user names, subs or e-mail addresses; these are found in any case
 * @param caseSensitive whether the pool of the snapshot tells names apart by it
 */
export function selectUsers(
  names: readonly string[],
  caseSensitive: boolean
): Selection & {
  /**
   * Once all users have been asked about: how many names are nobody's. Which
   * ones is personal data.
   * @throws UserError `input`
   */
  expectAllFound(): void
} {
  const missing = new Set(names)
  const exact = new Set(names)
  const folded = new Map<string, string[]>()
  for (const name of names) {
    const key = name.toLowerCase()
    folded.set(key, [...(folded.get(key) ?? []), name])
  }
  const anyCase = (value = '') => folded.get(value.toLowerCase()) ?? []
  return {
    has({ username, sub, attributes }) {
      if (names.length === 0) return true
      const found = [username, sub].filter(name => exact.has(name))
      found.push(...anyCase(attributes['email']))
      if (!caseSensitive) found.push(...anyCase(username))
      for (const name of found) missing.delete(name)
      return found.length > 0
    },
    expectAllFound() {
      if (missing.size === 0) return
      throw new UserError(
        'input',
        `The input only-users has ${amount(names.length, 'line')}, and ${missing.size} of them ${missing.size === 1 ? 'is' : 'are'} no username, sub or e-mail address in the snapshot. Nothing was written. Check their spelling, or take an older snapshot with the input snapshot.`
      )
    }
  }
}
