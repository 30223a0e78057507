import { amount } from '../../shared/amount.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { markdownCode } from '../sanitise.ts'

/**
 * How a run of mode create-pool ended, in one line.
 *
 * @param code of the failure; `undefined`: none, or a bug
 */
export function createPoolHeadline(
  outcome: CreatePoolOutcome,
  code: ErrorCode | undefined,
  isDryRun: boolean
): string {
  const { status, pool, poolName, lines = [], mayExist } = outcome
  const name = poolName === undefined ? '' : ` ${markdownCode(poolName)}`
  const id = pool === undefined ? name : ` ${markdownCode(pool.id)}`
  const found = amount(openFindings(outcome), 'finding is', 'findings are')
  const isOpen = openFindings(outcome) > 0
  const mark = code === 'cancelled' ? '⏹️' : undefined
  if (outcome.finishes) return finishHeadline(outcome, code, id, mark)
  switch (status) {
    case 'planned':
      return isOpen
        ? `📋 Dry run: the user pool${name} can't be made yet, because ${found} open`
        : `📋 Dry run: the user pool${name} can be made`
    case 'complete':
      return lines.some(({ became }) => became === 'made')
        ? `✅ The user pool${id} is made, and differs only in what the plan says`
        : isDryRun
          ? `✅ Dry run: the user pool${id} is complete already, and a run would make nothing`
          : `✅ The user pool${id} was complete already, and nothing was made`
    case 'partial':
      return code === 'not-the-same'
        ? `⚠️ The user pool${id} is made, and differs from the plan`
        : mayExist
          ? `${mark ?? '⚠️'} It is not known whether the user pool${name} was made`
          : `${mark ?? '⚠️'} The user pool${id} is made in part`
    case 'failed': {
      const what = isDryRun
        ? 'The dry run of a new user pool failed'
        : 'No user pool was made'
      return `${mark ?? '❌'} ${what}${code === 'findings-open' ? `: ${found} open` : ''}`
    }
  }
}

/** @param id of the pool, with a blank before it, or its name */
function finishHeadline(
  outcome: CreatePoolOutcome,
  code: ErrorCode | undefined,
  id: string,
  mark: string | undefined
): string {
  const { status, lines = [] } = outcome
  const open = openFindings(outcome)
  const found = amount(open, 'finding is', 'findings are')
  switch (status) {
    case 'planned':
      return open > 0
        ? `📋 Dry run: what waited in the user pool${id} can't be set yet, because ${found} open`
        : `📋 Dry run: what waited in the user pool${id} can be set`
    case 'complete':
      return lines.some(({ became }) => became === 'made')
        ? `✅ What waited in the user pool${id} is set`
        : `✅ Nothing was left to set in the user pool${id}`
    case 'partial':
      return code === 'not-the-same'
        ? `⚠️ The user pool${id} differs from the plan`
        : `${mark ?? '⚠️'} What waited in the user pool${id} may be set in part`
    case 'failed':
      return `${mark ?? '❌'} Nothing was set in the user pool${id}${code === 'findings-open' ? `: ${found} open` : ''}`
  }
}

/** How many findings keep the pool from being made. */
export function openFindings({ findings = [] }: CreatePoolOutcome): number {
  return findings.filter(({ state }) => state === 'open').length
}
