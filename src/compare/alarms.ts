import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import type { UserChanges } from './users/changes.ts'

/** How much may change, as an input says it. */
export interface Limit {
  text: string
  /** @param whole what a share is of */
  isPast(count: number, whole: number): boolean
}

/** Hundred-thousandths make a share of three decimals a whole number. */
const WHOLE = 100_000

/**
 * Reads a limit: `none`, a whole number, or a share such as `5%` or `0.25%`. A
 * share isn't rounded: 5 % of 10 users is half a user, so that the first one is
 * too many. Of nothing, nothing can be too much.
 *
 * @returns `undefined` for any other text
 */
export function parseLimit(text: string): Limit | undefined {
  if (text === 'none') return { text, isPast: () => false }
  if (/^\d{1,9}$/.test(text)) {
    return { text, isPast: count => count > Number(text) }
  }
  const [, percent, decimals = ''] =
    /^(\d{1,3})(?:\.(\d{1,3}))?%$/.exec(text) ?? []
  if (percent === undefined) return undefined
  const share = Number(`${percent}${decimals.padEnd(3, '0')}`)
  if (share > WHOLE) return undefined
  return { text, isPast: (count, whole) => count * WHOLE > share * whole }
}

/** The inputs `max-gone`, `max-changed` and `max-memberships-gone`. */
export interface AlarmLimits {
  maxGone: Limit
  maxChanged: Limit
  maxMembershipsGone: Limit
}

/**
 * An error for each limit that the changes are past. Shares are of the users and
 * the memberships of the earlier side.
 *
 * @returns `users-gone`, `users-changed`, `memberships-gone`, in this order
 */
export function alarmsOf(
  { users, memberships, before }: UserChanges,
  { maxGone, maxChanged, maxMembershipsGone }: AlarmLimits
): UserError[] {
  const tooMany = (
    code: 'users-gone' | 'users-changed' | 'memberships-gone',
    count: number,
    all: [whole: number, noun: string],
    input: string,
    limit: Limit
  ): UserError[] => {
    if (!limit.isPast(count, all[0])) return []
    const became =
      code === 'users-changed'
        ? 'changed'
        : `${count === 1 ? 'is' : 'are'} gone`
    const sentence = `${count.toLocaleString('en-US')} of ${amount(...all)} ${became}, and ${input} allows ${limit.text}.`
    const wayOut = `Find out who or what did it. If it was meant, raise ${input}.`
    return [new UserError(code, `${sentence} ${wayOut}`)]
  }
  const allUsers: [number, string] = [before.users, 'user']
  const allMemberships: [number, string] = [before.memberships, 'membership']
  return [
    ...tooMany('users-gone', users.gone, allUsers, 'max-gone', maxGone),
    ...tooMany(
      'users-changed',
      users.changed,
      allUsers,
      'max-changed',
      maxChanged
    ),
    ...tooMany(
      'memberships-gone',
      memberships.gone,
      allMemberships,
      'max-memberships-gone',
      maxMembershipsGone
    )
  ]
}

/** @throws UserError with the code of the first alarm and the sentences of all */
export function throwAlarms(alarms: readonly UserError[]): void {
  const [first] = alarms
  if (first === undefined) return
  const sentences = alarms.map(({ message }) => message)
  throw new UserError(first.code, sentences.join(' '))
}
