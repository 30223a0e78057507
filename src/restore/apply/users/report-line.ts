import type { ReportLine } from '../../../snapshot/restore-report.ts'
import type { PlannedUser } from '../../plan/users/user-plan.ts'
import { isOfOtherRun, type UserResult } from './user-steps.ts'

/**
 * The line of the report about a user.
 *
 * @param result `undefined` if no call was planned for the user
 */
export function reportLine(
  { record, plan }: PlannedUser,
  result: UserResult | undefined
): ReportLine {
  const line = (
    what: ReportLine['result'],
    newSub: string | undefined,
    code: string | undefined
  ): ReportLine => ({
    username: record.username,
    oldSub: record.sub,
    newSub: newSub ?? null,
    result: what,
    code: code ?? null
  })
  switch (plan.action) {
    case 'keep':
      return plan.isConflict
        ? line('conflict', undefined, undefined)
        : line('existing', plan.sub, undefined)
    case 'skip':
      return line(
        'skipped',
        undefined,
        [
          ...plan.reasons,
          ...(plan.isAddressTaken ? ['address-taken'] : [])
        ].join(' ')
      )
    case 'fail':
      return line('failed', undefined, plan.code)
    case 'create':
    case 'update': {
      if (result?.found !== undefined) {
        const { sub, isConflict } = result.found
        return isConflict
          ? line('conflict', undefined, undefined)
          : line('existing', sub, undefined)
      }
      const [failure] = result?.failures ?? []
      if (failure !== undefined) {
        return line('failed', result?.sub, failure.awsCode)
      }
      if (result?.isInterrupted === true) {
        return line('failed', result.sub, 'interrupted')
      }
      const code =
        plan.action === 'create' && plan.mfa.lost.length > 0
          ? `lost ${plan.mfa.lost.join(' ')}`
          : undefined
      const isCreated = result === undefined || !isOfOtherRun(plan, result)
      const done = isCreated ? 'created' : 'existing'
      return line(
        plan.action === 'update' ? 'updated' : done,
        result?.sub,
        code
      )
    }
  }
}
