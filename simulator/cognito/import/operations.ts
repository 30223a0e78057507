import type { Listing } from '../listing/pager.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  CognitoError,
  invalidParameter,
  resourceNotFound
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { arnShape, paginationTokenShape } from '../protocol/shapes.ts'
import { columnsOf } from './csv-header.ts'
import type { ImportJob } from './job.ts'
import { userImportJobType } from './job.ts'
import { hashingAlgorithms } from './password-hash.ts'

const jobNameShape = { min: 1, max: 128, pattern: /^[\w\s+=,.@-]+$/ }
const jobIdShape = { min: 1, max: 55, pattern: /^import-[0-9a-zA-Z-]+$/ }
/** A request may ask for 60; the answer's list has 50 at most. */
const maxResults = 60
const maxListed = 50

/** The operations on import jobs. */
export const importOperations: Record<string, Operation> = {
  CreateUserImportJob: createUserImportJob,
  DescribeUserImportJob: (request, state) => answer(jobOf(request, state)),
  GetCSVHeader: getCsvHeader,
  ListUserImportJobs: listUserImportJobs,
  StartUserImportJob: startUserImportJob,
  StopUserImportJob: stopUserImportJob
}

/** Source: API reference, GetCSVHeader. */
function getCsvHeader(request: Members, state: CognitoState): object {
  const pool = poolOf(request, state)
  return {
    UserPoolId: pool.id,
    CSVHeader: columnsOf(pool, state.imports.hashSupport(pool))
  }
}

/**
 * Inferred: how a pool without password hashes refuses an algorithm.
 * Source: API reference, CreateUserImportJob.
 */
function createUserImportJob(request: Members, state: CognitoState): object {
  const pool = poolOf(request, state)
  const name = request.string('JobName', jobNameShape)
  const roleArn = request.string('CloudWatchLogsRoleArn', arnShape)
  const algorithm = request.choice(
    'PasswordHashingAlgorithm',
    hashingAlgorithms
  )
  if (algorithm && state.imports.hashSupport(pool) !== true)
    throw invalidParameter(
      'PasswordHashingAlgorithm is not supported for this user pool.'
    )
  const job = state.imports.create(pool, { name, roleArn, algorithm })
  // Anyone with this signature can replace the file.
  const { searchParams } = new URL(job.preSignedUrl)
  state.secrets.keep(searchParams.get('X-Amz-Signature') ?? '')
  return answer(job)
}

/**
 * Inferred: all of these are PreconditionNotMetException. A real pool has shown
 * the message for the missing file (amplify-js#6416).
 *
 * Source: API reference, StartUserImportJob; developer guide, "Importing users
 * into user pools from a CSV file".
 */
function startUserImportJob(request: Members, state: CognitoState): object {
  const job = jobOf(request, state)
  if (job.status !== 'Created')
    throw preconditionNotMet(
      `The import job ${job.id} is in the status ${job.status} and can't be started.`
    )
  if (job.pool.settings.autoVerifiedAttributes.length === 0)
    throw preconditionNotMet('The user pool has no auto-verified attributes.')
  if (job.file === undefined)
    throw preconditionNotMet(`No csv file was uploaded for ${job.id}`)
  if (state.imports.active())
    throw preconditionNotMet(
      'Only one import job can be active at a time per account.'
    )
  state.imports.start(job)
  return answer(job)
}

/** Source: API reference, StopUserImportJob. */
function stopUserImportJob(request: Members, state: CognitoState): object {
  const job = jobOf(request, state)
  if (job.status !== 'Pending' && job.status !== 'InProgress')
    throw preconditionNotMet(
      `The import job ${job.id} is in the status ${job.status} and can't be stopped.`
    )
  state.imports.stop()
  return answer(job)
}

/**
 * "Jobs are listed in chronological order from last created to first created."
 * Source: API reference, ListUserImportJobs.
 */
function listUserImportJobs(request: Members, state: CognitoState): object {
  const pool = poolOf(request, state)
  const asked = request.optionalInteger('MaxResults', 1, maxResults)
  if (asked === undefined)
    throw invalidParameter(
      "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null"
    )
  const jobs: Listing<ImportJob> = {
    scope: ['ListUserImportJobs', pool.id],
    placeOf: job => String(job.sequence),
    items: after =>
      state.imports
        .of(pool)
        .filter(job => after === undefined || job.sequence < Number(after))
  }
  const page = state.pager.page(jobs, {
    limit: Math.min(asked, maxListed),
    token: request.optionalString('PaginationToken', paginationTokenShape)
  })
  return {
    UserImportJobs: page.items.map(userImportJobType),
    ...(page.token !== undefined && { PaginationToken: page.token })
  }
}

function jobOf(request: Members, state: CognitoState): ImportJob {
  const pool = poolOf(request, state)
  const id = request.string('JobId', jobIdShape)
  const job = state.imports.find(id)
  if (job?.pool !== pool)
    throw resourceNotFound(`Import job ${id} does not exist.`)
  return job
}

const answer = (job: ImportJob) => ({ UserImportJob: userImportJobType(job) })

const preconditionNotMet = (message: string) =>
  new CognitoError('PreconditionNotMetException', message)
