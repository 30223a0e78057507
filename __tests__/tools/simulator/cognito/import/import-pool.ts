import type {
  CreateUserImportJobCommandInput,
  PasswordHashingAlgorithmType
} from '@aws-sdk/client-cognito-identity-provider'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { clients, newPool } from '../../../../fixtures/simulator-clients.ts'

export const encrypted = { 'x-amz-server-side-encryption': 'aws:kms' }
export const roleArn = 'arn:aws:iam::123456789012:role/import'

/** A pool that can be imported into, and short ways to do so. */
export function importPool(
  simulator: Simulator,
  settings: Record<string, unknown> = {}
) {
  const { cognito } = clients(simulator)
  const pool = newPool(simulator, {
    AutoVerifiedAttributes: ['email'],
    ...settings
  })
  const { UserPoolId } = pool

  const header = async () => {
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId })
    return CSVHeader
  }
  /** The file that has these rows, a comma in a value escaped. */
  const csv = async (rows: Record<string, string>[]) => {
    const columns = await header()
    const lines = rows.map(row =>
      columns
        .map(column => (row[column] ?? '').replaceAll(',', '\\,'))
        .join(',')
    )
    return [columns.join(','), ...lines, ''].join('\n')
  }
  const create = async (
    more: Partial<CreateUserImportJobCommandInput> = {}
  ) => {
    const { UserImportJob = {} } = await cognito.createUserImportJob({
      UserPoolId,
      JobName: 'restore',
      CloudWatchLogsRoleArn: roleArn,
      ...more
    })
    const { JobId = '', PreSignedUrl = '' } = UserImportJob
    return { JobId, PreSignedUrl, job: UserImportJob }
  }
  const upload = (url: string, body: string | Buffer, headers = encrypted) =>
    fetch(url, { method: 'PUT', headers, body })
  /** A job with its file in place. */
  const prepare = async (
    file: string | Buffer,
    more: Partial<CreateUserImportJobCommandInput> = {}
  ) => {
    const { JobId, PreSignedUrl } = await create(more)
    await upload(PreSignedUrl, file)
    return JobId
  }
  const start = (JobId: string) =>
    cognito.startUserImportJob({ UserPoolId, JobId })
  const stop = (JobId: string) =>
    cognito.stopUserImportJob({ UserPoolId, JobId })
  const describe = async (JobId: string) => {
    const { UserImportJob = {} } = await cognito.describeUserImportJob({
      UserPoolId,
      JobId
    })
    return UserImportJob
  }
  return {
    ...pool,
    cognito,
    header,
    csv,
    create,
    upload,
    prepare,
    start,
    stop,
    describe
  }
}

/** A row that imports into a pool that verifies e-mail addresses. */
export const row = (name: string, more: Record<string, string> = {}) => ({
  'cognito:username': name,
  email: `${name}@example.com`,
  email_verified: 'TRUE',
  ...more
})

export const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => row(`user-${index}`))

/** Rows, or what to make of a file that has two. */
export type ImportFile =
  Record<string, string>[] | ((csv: string) => string | Buffer)

/** Imports into a new pool, to the end, and tells what became of it. */
export async function runImport(
  simulator: Simulator,
  clock: { advance(ms: number): void },
  settings: Record<string, unknown>,
  file: ImportFile,
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType
) {
  const pool = importPool(simulator, settings)
  const content =
    typeof file === 'function'
      ? file(await pool.csv(rows(2)))
      : await pool.csv(file)
  const JobId = await pool.prepare(content, { PasswordHashingAlgorithm })
  await pool.start(JobId)
  clock.advance(600_000)
  const job = await pool.describe(JobId)
  return {
    job,
    /** Without the numbers of the lines. */
    log: simulator
      .importLog(JobId)
      .map(line => line.replace(/ Line Number \d+ -/, '')),
    users: simulator.poolState(pool.UserPoolId).users
  }
}
