import type { Pool } from '../state/pool.ts'
import type { HashingAlgorithm } from './password-hash.ts'

/** The API's `UserImportJobStatusType`. */
export type ImportStatus =
  | 'Created'
  | 'Pending'
  | 'InProgress'
  | 'Stopping'
  | 'Expired'
  | 'Stopped'
  | 'Failed'
  | 'Succeeded'

/** One import job. Dates are in milliseconds since the epoch. */
export interface ImportJob {
  readonly id: string
  readonly name: string
  readonly pool: Pool
  /** Counts the jobs of the account, for lists. */
  readonly sequence: number
  readonly roleArn: string
  readonly algorithm: HashingAlgorithm | undefined
  readonly preSignedUrl: string
  readonly createdAt: number
  startedAt: number | undefined
  completedAt: number | undefined
  status: ImportStatus
  imported: number
  skipped: number
  failed: number
  message: string | undefined
  /** The latest upload; Cognito deletes it when the job is over. */
  file: Buffer | undefined
  /** The lines of the job's log stream about rows. */
  readonly log: string[]
}

/** The API's `UserImportJobType`, without the members that a job lacks. */
export function userImportJobType(job: ImportJob): object {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.pool.id,
    PreSignedUrl: job.preSignedUrl,
    CreationDate: job.createdAt / 1000,
    ...(job.startedAt !== undefined && { StartDate: job.startedAt / 1000 }),
    ...(job.completedAt !== undefined && {
      CompletionDate: job.completedAt / 1000
    }),
    Status: job.status,
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
    ...(job.message !== undefined && { CompletionMessage: job.message }),
    ...(job.algorithm && { PasswordHashingAlgorithm: job.algorithm })
  }
}

/** Ends a job. Its file is deleted, its counts and its log stay. */
export function complete(
  job: ImportJob,
  status: 'Expired' | 'Stopped' | 'Failed' | 'Succeeded',
  message: string,
  at: number
): void {
  job.status = status
  job.message = message
  job.completedAt = at
  job.file = undefined
}
