import type { Warning } from '../../shared/outcome.ts'
import { HASH_COLUMN } from '../plan/import/csv-row.ts'
import type { PreflightFacts } from './facts.ts'
import { block, warn, type Finding } from './findings.ts'

/** For a pool without password hashes, if users were to be CONFIRMED. */
export const NO_HASHES: Warning = {
  title: 'Imported users have to reset their passwords',
  text: 'The user pool takes no password hashes, so users who come out of an import job are RESET_REQUIRED instead of CONFIRMED. They sign in once they have set a new password.'
}

/** What speaks against the import jobs that the inputs ask for. */
export function findInImport(facts: PreflightFacts): Finding[] {
  return [
    ...notPossible(facts),
    ...roleElsewhere(facts),
    ...withoutHashes(facts)
  ]
}

function notPossible({ policies, plan }: PreflightFacts): Finding[] {
  const { restoreMethod, restoredUserStatus } = policies
  const { importReadiness: readiness } = plan
  const isDemanded =
    restoreMethod === 'import-job' || restoredUserStatus === 'reset-required'
  if (!isDemanded || readiness.format !== undefined) return []
  return [
    block(
      'No import job is possible',
      `Users can't be created by import jobs, because ${readiness.why}. ${restoredUserStatus === 'reset-required' ? 'Set restored-user-status to confirmed and restore-method to api' : 'Set the input restore-method to api'}, or let the pool verify an e-mail address or a phone number (AutoVerifiedAttributes).`
    )
  ]
}

/** A role can be passed within its account only (IAM user guide). */
function roleElsewhere({ policies, target }: PreflightFacts): Finding[] {
  const { restoreMethod, importRoleArn } = policies
  const accountId = importRoleArn?.split(':')[4]
  if (restoreMethod === 'api' || accountId === undefined) return []
  if (accountId === target.accountId) return []
  return [
    block(
      'The import role belongs to another account',
      `The role in the input import-role-arn is of the account ${accountId}, the user pool of ${target.accountId}. Name a role of the pool's account.`
    )
  ]
}

/** Only some pools without hashes lack the column. */
function withoutHashes({ policies, plan }: PreflightFacts): Finding[] {
  const { importReadiness: readiness, imported } = plan
  if (policies.restoredUserStatus !== 'confirmed' || imported === 0) return []
  if (readiness.format?.columns.includes(HASH_COLUMN) !== false) return []
  return [warn(NO_HASHES.title, NO_HASHES.text)]
}
