import { isBoolean } from '../../cognito/boolean-attributes.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'
import { readCsvHeader } from '../../cognito/import/import-jobs.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { byName } from '../../cognito/schema.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { RestorePolicies } from '../policies.ts'
import type { ImportFormat } from '../plan/import/csv-row.ts'

/** The format of a pool's import files, or why there can be no import job. */
export type ImportReadiness =
  | { format: ImportFormat }
  | {
      format: undefined
      /** A clause, such as "the pool has no auto-verified attributes". */
      why: string
    }

/**
 * Reads what an import job into the pool would need, where the policies ask for
 * one.
 *
 * @throws AwsCallError where `restore-method` is import-job; otherwise a failure
 *   is a reason to do without
 */
export async function readImportFormat(
  pool: PoolClient,
  description: PoolDescription,
  policies: RestorePolicies
): Promise<ImportReadiness> {
  const why = whyNone(description, policies)
  if (why !== undefined) return { format: undefined, why }
  try {
    const isDemanded = policies.restoreMethod === 'import-job'
    const columns = await readCsvHeader(isDemanded ? pool : pool.optional)
    if (columns.some(column => /[,"\\]/.test(column))) {
      return {
        format: undefined,
        why: 'a custom attribute has a comma, a quote or a backslash in its name'
      }
    }
    const required = description.schema
      .filter(attribute => attribute.required && attribute.name !== 'sub')
      .map(({ name }) => name)
    const schema = byName(description.schema)
    const booleans = columns.filter(column => isBoolean(column, schema))
    const autoVerified = description.autoVerifiedAttributes
    const mfaEnabled = description.mfa === 'ON'
    return {
      format: { columns, autoVerified, required, booleans, mfaEnabled }
    }
  } catch (error) {
    const isFatal = policies.restoreMethod === 'import-job'
    if (isFatal || !(error instanceof AwsCallError)) throw error
    return { format: undefined, why: `GetCSVHeader answered ${error.awsCode}` }
  }
}

function whyNone(
  { autoVerifiedAttributes }: PoolDescription,
  policies: RestorePolicies
): string | undefined {
  if (policies.restoreMethod === 'api') return 'restore-method is api'
  if (policies.importRoleArn === undefined) return 'import-role-arn is not set'
  if (policies.restoredUserStatus === 'force-change-password') {
    return "restored-user-status is force-change-password, which import jobs can't give"
  }
  // "If the user pool has no auto-verified attributes, the import job will not
  // start" (developer guide, CSV import).
  return autoVerifiedAttributes.length === 0
    ? 'the pool has no auto-verified attributes'
    : undefined
}
