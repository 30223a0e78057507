import { UserError, type ErrorCode } from '../../shared/errors.ts'
import { neededToStore, whyNotStored } from './store-report.ts'

/** Errors of a read that the restore can go on without. */
export const UNREADABLE: readonly ErrorCode[] = [
  'access-denied',
  'snapshot-bomb',
  'storage-answer'
]

// What follows if a write fails.
export const NO_START =
  'If this restore is interrupted, the next run takes the users that it created for users who were there before.'
export const NO_TURN =
  'An earlier run of this restore, if it is still alive, goes on next to this one.'
export const NO_END =
  'The next restore of this snapshot will continue this one.'

/** @param since by S3's clock, in whole seconds, as ms since 1970 */
export function otherRun(since: number): UserError {
  const time = new Date(since).toISOString().replace('.000', '')
  return new UserError(
    'other-run',
    `Another run has been restoring this snapshot into this pool since ${time}, so this one stopped. Let that run come to its end, and keep runs apart by concurrency.`
  )
}

/** The reason for the warning. Throws an error that ends the run. */
export function notReadable(address: string, error: unknown): string {
  if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) {
    throw error
  }
  const needed =
    error.code === 'access-denied'
      ? ` The role needs s3:GetObject on ${address}*, and s3:ListBucket. Without that, S3 doesn't say what is missing.`
      : ''
  return `It is not known whether an earlier restore of this snapshot was interrupted: ${error.message} Without that, users that it created count as users who were there before.${needed}`
}

/**
 * Why the journal can't be written, as sentences.
 *
 * @param consequence a sentence that says what follows
 */
export function notWritable(
  address: string,
  error: UserError,
  consequence: string
): string {
  return `The journal of this restore could not be written: ${whyNotStored(error)} ${consequence}${neededToStore(error, address)}`
}

/** The error for an object that S3 has and lacks at the same time. */
export function changing(): UserError {
  return new UserError(
    'aws',
    'S3 says of the same object that it is there and that it is not.'
  )
}
