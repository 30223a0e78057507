import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  ListUserImportJobsCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  type PasswordHashingAlgorithmType,
  type UserImportJobStatusType,
  type UserImportJobType
} from '@aws-sdk/client-cognito-identity-provider'
import { present } from '../calls/answers.ts'
import { listAll } from '../calls/pages.ts'
import type { PoolCalls, PoolClient } from '../calls/pool-client.ts'

/** Cognito's CSV import; each function throws AwsCallError. */

/** What Cognito says of an import job. */
export interface ImportJob {
  id: string
  status: UserImportJobStatusType
  /** By Cognito's clock. */
  createdAt: Date
  imported: number
  skipped: number
  failed: number
}

/** A job that waits for its file. */
export interface NewImportJob extends ImportJob {
  /** Whoever has it can say who is imported: a secret, good for 15 minutes. */
  preSignedUrl: string
}

/** ListUserImportJobs: "MaxResults: 1 to 60". */
const JOBS_PER_PAGE = 60

const ACTIVE: readonly UserImportJobStatusType[] = [
  'Pending',
  'InProgress',
  'Stopping'
]

/** Whether a job works on its users, or is about to. */
export function isActive({ status }: ImportJob): boolean {
  return ACTIVE.includes(status)
}

const ENDED: readonly string[] = ['Expired', 'Failed', 'Stopped', 'Succeeded']

/** Whether nothing more comes of a job. */
export function hasEnded({ status }: { status: string }): boolean {
  return ENDED.includes(status)
}

/** The columns that a file for the pool must have. */
export async function readCsvHeader(pool: PoolCalls): Promise<string[]> {
  const answer = await pool.call('GetCSVHeader', client =>
    client.send(new GetCSVHeaderCommand({ UserPoolId: pool.userPoolId }))
  )
  return present(answer.CSVHeader, 'CSVHeader of an import')
}

/**
 * Creates a job, which does nothing yet.
 *
 * @param algorithm of the hashes in the file, if it has any
 */
export async function createImportJob(
  pool: PoolClient,
  name: string,
  roleArn: string,
  algorithm: PasswordHashingAlgorithmType | undefined
): Promise<NewImportJob> {
  const answer = await pool.call('CreateUserImportJob', client =>
    client.send(
      new CreateUserImportJobCommand({
        UserPoolId: pool.userPoolId,
        JobName: name,
        CloudWatchLogsRoleArn: roleArn,
        PasswordHashingAlgorithm: algorithm
      })
    )
  )
  const job = present(answer.UserImportJob, 'UserImportJob')
  return {
    ...toImportJob(job),
    preSignedUrl: present(job.PreSignedUrl, 'PreSignedUrl of an import job')
  }
}

/** Starts a job whose file has been uploaded. */
export async function startImportJob(
  pool: PoolClient,
  jobId: string
): Promise<void> {
  await pool.call('StartUserImportJob', client =>
    client.send(
      new StartUserImportJobCommand({
        UserPoolId: pool.userPoolId,
        JobId: jobId
      })
    )
  )
}

/**
 * Asks a job to stop; it goes on for a while. Whom it imported stays.
 * @returns how far it is, where Cognito says so
 */
export async function stopImportJob(
  pool: PoolClient,
  jobId: string
): Promise<ImportJob | undefined> {
  const { UserImportJob: job } = await pool.call('StopUserImportJob', client =>
    client.send(
      new StopUserImportJobCommand({
        UserPoolId: pool.userPoolId,
        JobId: jobId
      })
    )
  )
  return job === undefined ? undefined : toImportJob(job)
}

/** @param signal without one, the answer is waited for, as that of a write is */
export async function describeImportJob(
  pool: PoolClient,
  jobId: string,
  signal?: AbortSignal
): Promise<ImportJob> {
  const answer = await pool.call('DescribeUserImportJob', client =>
    client.send(
      new DescribeUserImportJobCommand({
        UserPoolId: pool.userPoolId,
        JobId: jobId
      }),
      signal === undefined ? {} : { abortSignal: signal }
    )
  )
  return toImportJob(present(answer.UserImportJob, 'UserImportJob'))
}

/** The job that is active in the pool, of which there is one at most. */
export async function findActiveImportJob(
  pool: PoolClient,
  signal: AbortSignal
): Promise<ImportJob | undefined> {
  const pages = listAll('import jobs', async token => {
    const answer = await pool.call('ListUserImportJobs', client =>
      client.send(
        new ListUserImportJobsCommand({
          UserPoolId: pool.userPoolId,
          MaxResults: JOBS_PER_PAGE,
          PaginationToken: token
        }),
        { abortSignal: signal }
      )
    )
    return {
      items: (answer.UserImportJobs ?? []).map(toImportJob),
      next: answer.PaginationToken
    }
  })
  for await (const jobs of pages) {
    const active = jobs.find(isActive)
    if (active !== undefined) return active
  }
  return undefined
}

/** A count that is left out is of a job that has counted nobody. */
function toImportJob(job: UserImportJobType): ImportJob {
  return {
    id: present(job.JobId, 'JobId of an import job'),
    status: present(job.Status, 'Status of an import job'),
    createdAt: present(job.CreationDate, 'CreationDate of an import job'),
    imported: job.ImportedUsers ?? 0,
    skipped: job.SkippedUsers ?? 0,
    failed: job.FailedUsers ?? 0
  }
}
