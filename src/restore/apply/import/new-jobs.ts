import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import {
  createImportJob,
  type NewImportJob
} from '../../../cognito/import/import-jobs.ts'
import { AwsCallError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/world.ts'
import { HASH_ALGORITHM } from '../../plan/import/password-hash.ts'

/** Creates import jobs, one after the other. */
export interface NewJobs {
  /** Whether the pool takes password hashes, so that users become CONFIRMED. */
  readonly takesHashes: boolean
  /**
   * A job whose upload address is valid for some minutes more: the same job
   * until the address is too old.
   * @throws AwsCallError
   */
  current(): Promise<NewImportJob>
  /** To be called when a job has its file, or its address was refused. */
  used(): void
}

/** "Valid for 15 minutes" (developer guide, CSV import), less the upload. */
const FRESH_MS = 8 * 60_000

/**
 * Creates the first job. Only this call shows whether a pool takes password
 * hashes: "Only pools on AWS's newer infrastructure" do.
 *
 * @param name of the jobs; each gets a number
 * @param wantsHashes whether users are to become CONFIRMED
 * @throws AwsCallError
 */
export async function openJobs(
  pool: PoolClient,
  clock: Clock,
  name: string,
  roleArn: string,
  wantsHashes: boolean
): Promise<NewJobs> {
  let count = 0
  const create = (withHashes: boolean) => {
    count += 1
    const algorithm = withHashes ? HASH_ALGORITHM : undefined
    return createImportJob(pool, `${name}-${count}`, roleArn, algorithm)
  }
  let takesHashes = wantsHashes
  let job: NewImportJob | undefined
  let createdAt = clock.now()
  try {
    job = await create(takesHashes)
  } catch (error) {
    if (!takesHashes || !isRefused(error)) throw error
    // Cognito refuses the algorithm or all else. A second call shows which.
    job = await create(false)
    takesHashes = false
  }
  return {
    takesHashes,
    async current() {
      if (job === undefined || clock.now() - createdAt > FRESH_MS) {
        const at = clock.now()
        job = await create(takesHashes)
        createdAt = at
      }
      return job
    },
    used() {
      job = undefined
    }
  }
}

/** It isn't documented how a pool without hashes answers. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.code !== 'access-denied' &&
    [
      'InvalidParameterException',
      'PreconditionNotMetException',
      'OperationNotEnabledException',
      'FeatureUnavailableInTierException'
    ].includes(error.awsCode)
  )
}
