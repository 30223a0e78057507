import { isBoolean } from '../../cognito/boolean-attributes.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'
import { readCsvHeader } from '../../cognito/import/import-jobs.ts'
import { byName } from '../../cognito/schema.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { RestorePolicies } from '../policies.ts'

/** The format of a pool's import file, and what its rows need. */
export interface ImportFormat {
  /** The names that GetCSVHeader returns, in its order. */
  columns: readonly string[]
  /** `email`, `phone_number`: each row needs one of them, verified. */
  autoVerified: readonly string[]
  /** Attributes that each row must have a value for. */
  required: readonly string[]
  /** Attributes of the type Boolean. */
  booleans: readonly string[]
  /** The value of the column cognito:mfa_enabled, the same in each row. */
  mfaEnabled: boolean
}

/** The format of a pool's import files, or why no import job is possible. */
export type ImportReadiness =
  | { format: ImportFormat }
  | {
      format: undefined
      /** A clause, such as "the pool has no auto-verified attributes". */
      why: string
    }

/**
 * Reads the format of the pool's import files, if the policies ask for import
 * jobs. One call, GetCSVHeader, that bills no user.
 *
 * @throws AwsCallError if `restore-method` is import-job; with auto, a failed
 *   call is a reason to use no import jobs
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
