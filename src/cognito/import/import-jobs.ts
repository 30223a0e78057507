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

/** An import job as Cognito describes it. */
export interface ImportJob {
  id: string
  status: UserImportJobStatusType
  /** By Cognito's clock. */
  createdAt: Date
  imported: number
  skipped: number
  failed: number
}

/** A job that waits for its CSV file. */
export interface NewImportJob extends ImportJob {
  /** A secret: it lets anyone choose the imported users. Valid for 15 minutes. */
  preSignedUrl: string
}

/** ListUserImportJobs: "MaxResults: 1 to 60". */
const JOBS_PER_PAGE = 60

const ACTIVE: readonly UserImportJobStatusType[] = [
  'Pending',
  'InProgress',
  'Stopping'
]

/** Whether a job imports users, or is about to. */
export function isActive({ status }: ImportJob): boolean {
  return ACTIVE.includes(status)
}

const ENDED: readonly string[] = ['Expired', 'Failed', 'Stopped', 'Succeeded']

/** Whether a job is over. */
export function hasEnded({ status }: { status: string }): boolean {
  return ENDED.includes(status)
}

/** The columns of the pool's CSV file (GetCSVHeader). */
export async function readCsvHeader(pool: PoolCalls): Promise<string[]> {
  const answer = await pool.call('GetCSVHeader', client =>
    client.send(new GetCSVHeaderCommand({ UserPoolId: pool.userPoolId }))
  )
  return present(answer.CSVHeader, 'CSVHeader of an import')
}

/**
 * Creates a job. It does nothing until it is started.
 *
 * @param algorithm that of the password hashes in the file, if it has any
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
 * Asks a job to stop. It goes on for a while, and imported users stay.
 *
 * @returns the job's progress, if Cognito says it
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

/** @param signal without one, a cancelled run waits for the answer */
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

/** The active job of the pool. Cognito allows one at a time. */
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

/** Cognito leaves a count of 0 out. */
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
