import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import { isPast, type Limit } from '../shared/limit.ts'
import type { UserChanges } from './users/changes.ts'

/** The inputs `max-gone`, `max-changed` and `max-memberships-gone`. */
export interface AlarmLimits {
  maxGone: Limit
  maxChanged: Limit
  maxMembershipsGone: Limit
}

/** Whether a limit says anything of memberships, which takes more calls. */
export function needsMemberships({ maxMembershipsGone }: AlarmLimits): boolean {
  return maxMembershipsGone.text !== 'none'
}

/**
 * An error for each limit that the changes are past. Shares are of the users and
 * the memberships of the earlier side.
 *
 * @returns `users-gone`, `users-changed`, `memberships-gone`, in this order
 */
export function alarmsOf(
  {
    users,
    memberships,
    before
  }: Pick<UserChanges, 'users' | 'memberships' | 'before'>,
  { maxGone, maxChanged, maxMembershipsGone }: AlarmLimits
): UserError[] {
  const tooMany = (
    code: 'users-gone' | 'users-changed' | 'memberships-gone',
    count: number,
    all: [whole: number, noun: string],
    input: string,
    limit: Limit
  ): UserError[] => {
    if (!isPast(limit, count, all[0])) return []
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
