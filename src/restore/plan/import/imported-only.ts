import type { RestorePolicies } from '../../policies.ts'
import type { ImportReadiness } from '../../target/import-format.ts'
import type { UserPlanner } from '../users/user-planner.ts'
import { judgeRow } from './csv-row.ts'

/**
 * If `restored-user-status` is reset-required, refuses users that no import job
 * can create. The API gives that status only together with a message to the
 * user.
 */
export function importedOnly(
  planner: UserPlanner,
  { format }: ImportReadiness,
  { restoredUserStatus }: RestorePolicies
): UserPlanner {
  if (restoredUserStatus !== 'reset-required') return planner
  return {
    ...planner,
    plan(record, groups) {
      const plan = planner.plan(record, groups)
      if (plan.action !== 'create' || plan.resumes !== undefined) return plan
      const isImportable =
        format !== undefined && 'bytes' in judgeRow(plan, format)
      return isImportable ? plan : { action: 'fail', code: 'not-importable' }
    }
  }
}
