import {
  createImportJob,
  type NewImportJob
} from '../../../cognito/import/import-jobs.ts'
import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import { AwsCallError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/world.ts'
import { HASH_ALGORITHM } from '../../plan/import/password-hash.ts'

/** Makes import jobs, one after the other. */
export interface NewJobs {
  /** Whether the pool takes password hashes, so that users become CONFIRMED. */
  readonly takesHashes: boolean
  /**
   * A job whose address is good for some minutes: the same one until it is too
   * old.
   * @throws AwsCallError
   */
  current(): Promise<NewImportJob>
  /** The job that `current` gave has been used, or its address was refused. */
  used(): void
}

/** "Valid for 15 minutes" (developer guide, CSV import); the rest is for sending. */
const FRESH_MS = 8 * 60_000

/**
 * Creates the first job, because nothing else in the API tells whether a pool
 * takes password hashes: "Only pools on AWS's newer infrastructure" do.
 *
 * @param name of the jobs, which get a number each
 * @param wantsHashes whether users are to be CONFIRMED
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
    // Either the algorithm is refused or all else: a second call tells.
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

/** How a pool without hashes answers isn't documented. */
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
