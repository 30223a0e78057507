import { amount } from '../../shared/amount.ts'
import { UserError } from '../../shared/errors.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import type { ChosenUsers } from '../policies.ts'

/** The users of the snapshot that are restored. */
export interface Selection {
  /** Whether a user is restored; always true if the inputs choose no users. */
  has(record: UserRecord): boolean
}

/** A selection that also checks that each name has found a user. */
export interface CheckedSelection extends Selection {
  /**
   * To be called after `has` was called for all users. The error counts the
   * names that found no user. It doesn't list them, because they are personal
   * data.
   * @throws UserError `input`
   */
  expectAllFound(): void
}

const ALL_USERS: CheckedSelection = {
  has: () => true,
  expectAllFound: () => undefined
}

/**
 * Finds users by username, sub or phone number exactly, and by e-mail address
 * in any letter case. The users of a report are found by sub only: someone may
 * have signed up with another user's sub as the username.
 *
 * @param chosen `undefined` restores all users
 * @param caseSensitive whether the pool of the snapshot respects letter case
 */
export function selectUsers(
  chosen: ChosenUsers | undefined,
  caseSensitive: boolean
): CheckedSelection {
  if (chosen === undefined) return ALL_USERS
  const exact = new Set(chosen.names)
  const missing = new Set(exact)
  const expectAllFound = () => {
    if (missing.size > 0) throw notFound(chosen, missing.size)
  }
  const find = (found: readonly string[]) => {
    for (const name of found) missing.delete(name)
    return found.length > 0
  }
  if (chosen.by === 'report') {
    return {
      has: ({ sub }) => find([sub].filter(name => exact.has(name))),
      expectAllFound
    }
  }
  const folded = new Map<string, string[]>()
  for (const name of exact) {
    const key = name.toLowerCase()
    const alike = folded.get(key)
    if (alike === undefined) folded.set(key, [name])
    else alike.push(name)
  }
  const anyCase = (value = '') => folded.get(value.toLowerCase()) ?? []
  return {
    has({ username, sub, attributes }) {
      // A user without a phone number is looked up by the username twice.
      const { email, phone_number: phone = username } = attributes
      const found = [username, sub, phone].filter(name => exact.has(name))
      found.push(...anyCase(email))
      if (!caseSensitive) found.push(...anyCase(username))
      return find(found)
    },
    expectAllFound
  }
}

function notFound({ by, names }: ChosenUsers, missing: number): UserError {
  const are = missing === 1 ? 'is' : 'are'
  const check =
    'Check their spelling, or take an older snapshot with the input snapshot.'
  const noName = `${missing} of them ${are} no username, sub, e-mail address or phone number in the snapshot. Nothing was written.`
  const sentences = {
    'only-users': `The input only-users has ${amount(names.length, 'line')}, and ${noName} ${check}`,
    'only-users-file': `The file in only-users-file names ${amount(names.length, 'user')}, and ${noName} ${check}`,
    report: `The report in only-users-file has ${amount(names.length, 'failed user')}, and ${missing} of them ${are} not in the snapshot. Nothing was written. Restore the snapshot that the report is of, by the input snapshot.`
  }
  return new UserError('input', sentences[by])
}
