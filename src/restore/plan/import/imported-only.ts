import type { Planner } from '../planner.ts'
import type { RestorePolicies } from '../../policies.ts'
import { judgeRow } from './csv-row.ts'
import type { ImportReadiness } from '../../target/import-format.ts'

/**
 * Where `restored-user-status` is reset-required, refuses whom no import job can
 * create: the API gives that status only together with a message to the user.
 */
export function importedOnly(
  planner: Planner,
  { format }: ImportReadiness,
  { restoredUserStatus }: RestorePolicies
): Planner {
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
