import { amount } from '../../shared/amount.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { CompareOutcome, Drift } from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'

const ALARMS: ReadonlySet<ErrorCode | undefined> = new Set([
  'definition-changed',
  'users-gone',
  'users-changed',
  'memberships-gone'
])

/** Whether a comparison came to its end, with a failure that is an alarm too. */
export function isCompared(
  { status }: CompareOutcome,
  code: ErrorCode | undefined
): boolean {
  return status === 'complete' || isPastLimit(code)
}

/** Whether a run failed only because more has changed than its limits allow. */
export function isPastLimit(code: ErrorCode | undefined): boolean {
  return ALARMS.has(code)
}

/**
 * What differs, in one line.
 *
 * @param code of the failure; `undefined`: none, or a bug
 */
export function compareHeadline(
  outcome: CompareOutcome,
  code: ErrorCode | undefined
): string {
  if (code === 'cancelled') return '⏹️ Comparison cancelled'
  if (!isCompared(outcome, code)) return '❌ The comparison failed'
  if (outcome.before === undefined) {
    return '✅ Nothing to compare yet: this is the first snapshot of the pool'
  }
  const found = differences(outcome).join('; ')
  if (outcome.status !== 'complete') return `❌ Too much has changed: ${found}`
  if (found !== '') return `✅ Compared: ${found}`
  const isPartial = (outcome.definition?.notCompared.length ?? 0) > 0
  return `✅ Nothing differs${isPartial ? ' in what could be compared' : ''}`
}

/** Such as "3 users gone, 1 added", "2 groups, 1 setting changed". */
function differences(outcome: CompareOutcome): string[] {
  const { before, now, difference, definition, level } = outcome
  if (level === 'counts') {
    return (['users', 'groups', 'memberships'] as const).flatMap(what => {
      const more = (now?.[what] ?? 0) - (before?.[what] ?? 0)
      const found = amount(Math.abs(more), what.slice(0, -1))
      return more === 0 ? [] : `${found} ${more > 0 ? 'more' : 'fewer'}`
    })
  }
  const { users, groups, memberships } = difference ?? {}
  const others = [
    [sum(groups), 'group'] as const,
    [sum(memberships), 'membership'] as const,
    [definition?.lines.length ?? 0, 'setting'] as const
  ]
    .filter(([count]) => count > 0)
    .map(([count, noun]) => amount(count, noun))
  return [
    changedUsers(users),
    others.length === 0 ? '' : `${others.join(', ')} changed`
  ].filter(text => text !== '')
}

/** Such as "3 users gone, 1 added"; blank if none differs. */
export function changedUsers(users: Partial<Drift> = {}): string {
  return (['gone', 'changed', 'added'] as const)
    .map(what => [users[what] ?? 0, what] as const)
    .filter(([count]) => count > 0)
    .map(([count, what], at) =>
      at === 0
        ? `${amount(count, 'user')} ${what}`
        : `${formatCount(count)} ${what}`
    )
    .join(', ')
}

const sum = (counts: Partial<Drift> = {}) =>
  Object.values(counts).reduce((all, count) => all + count, 0)
