/** Why a snapshot is refused. */
export const SNAPSHOT_REFUSALS = [
  // The manifest: not the format's, of another place, one of several, not the
  // one that was asked for.
  'manifest-invalid',
  'manifest-address',
  'manifest-versions',
  'manifest-pin',
  'snapshot-version',
  'no-snapshot',
  // When it was taken.
  'snapshot-too-old',
  'snapshot-from-future',
  // An object that isn't what the manifest says.
  'snapshot-missing',
  'snapshot-truncated',
  'snapshot-appended',
  'snapshot-digest',
  // An object that S3 has put away: it may be whole, and can't be read now.
  'object-archived',
  // An object that is, and can't be read all the same: it passes a cap of the
  // format, does not decode, or holds something else than records.
  'snapshot-bomb',
  'snapshot-damaged',
  'snapshot-invalid',
  // An encrypted object that belongs elsewhere, or lacks its end.
  'snapshot-swapped',
  'snapshot-incomplete',
  // Records that contradict each other or the manifest.
  'snapshot-counts',
  'snapshot-duplicate',
  'snapshot-membership',
  // What a restore doesn't mind and nobody should have done.
  'object-unlisted',
  'object-versions',
  'object-encryption'
] as const
export type SnapshotRefusal = (typeof SNAPSHOT_REFUSALS)[number]

/**
 * What went wrong, in a word that a script or a test can hold on to. The
 * sentence for people is the error's message; docs/troubleshooting.md has an
 * entry for each.
 */
export const ERROR_CODES = [
  'input',
  'credentials',
  'access-denied',
  'not-found',
  'wrong-region',
  'network',
  'aws',
  'cognito-answer',
  'storage-answer',
  'count-mismatch',
  'listing',
  'empty-pool',
  'no-identity',
  'wrong-identity',
  ...SNAPSHOT_REFUSALS,
  'snapshot-findings',
  'restore-blocked',
  'nothing-restored',
  'restore-incomplete',
  'other-run',
  'outputs-lost',
  'cancelled',
  'out-of-time'
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * A failure that the person who runs the action can act on. Its message is one
 * clear sentence or two that name what is wrong and the way out, and hold no
 * personal data: no user name, attribute value, sub, or raw message of AWS.
 * Every other error that reaches run() is a bug of ours and reported as one.
 */
export class UserError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
    this.code = code
  }
}

/** One sentence that says what to change, and the code that goes with it. */
export interface Explanation {
  code: ErrorCode
  message: string
}

/**
 * An AWS call that failed for good, after all retries. The message is ours: the
 * raw messages of AWS quote user names, so they stay out of it and only the
 * error's name is kept.
 */
export class AwsCallError extends UserError {
  /** The call as its IAM action: `cognito-idp:ListUsers`. */
  readonly action: string
  /** The name that AWS gave the error: `UserNotFoundException`. */
  readonly awsCode: string
  /** How often the call was made; 1 when it was never retried. */
  readonly attempts: number

  constructor(
    explanation: Explanation,
    call: { action: string; awsCode: string; attempts: number }
  ) {
    super(explanation.code, explanation.message)
    this.name = 'AwsCallError'
    this.action = call.action
    this.awsCode = call.awsCode
    this.attempts = call.attempts
  }
}

/**
 * A call that the run gave up when it was told to stop, before it was made or
 * before its answer. Code and message are those of the stop.
 */
export class StoppedCallError extends UserError {
  /** Whether it may have had its effect all the same. */
  readonly mayHaveHappened: boolean

  constructor({ code, message }: UserError, mayHaveHappened: boolean) {
    super(code, message)
    this.name = 'StoppedCallError'
    this.mayHaveHappened = mayHaveHappened
  }
}

/** The run was asked to stop (SIGINT or SIGTERM) and did. */
export function cancelled(): UserError {
  return new UserError('cancelled', 'The run was cancelled.')
}

/**
 * Why a run that has been told to stop was told so: the reason of the signal
 * where that is ours, else a cancellation. `undefined` while it is to go on.
 */
export function reasonToStop(signal: AbortSignal): UserError | undefined {
  if (!signal.aborted) return undefined
  const reason: unknown = signal.reason
  return reason instanceof UserError ? reason : cancelled()
}

/** Whether it is the snapshot that is wrong, and not the way to it. */
export function isSnapshotRefusal(
  error: unknown
): error is UserError & { code: SnapshotRefusal } {
  return (
    error instanceof UserError &&
    SNAPSHOT_REFUSALS.some(code => code === error.code)
  )
}

/**
 * Throws when the run has been told to stop.
 *
 * @throws UserError `cancelled` or `out-of-time`
 */
export function stopIfCancelled(signal: AbortSignal): void {
  const reason = reasonToStop(signal)
  if (reason !== undefined) throw reason
}
