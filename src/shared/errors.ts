/** Why a snapshot is refused. */
export const SNAPSHOT_REFUSALS = [
  // The manifest: malformed, of another place, one of several versions, not the
  // pinned one.
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
  // An object in an archive of S3: it may be whole, but can't be read now.
  'object-archived',
  // An object that is what the manifest says but can't be read: it passes a cap
  // of the format, does not decode, or holds something else than records.
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
  // Harmless for a restore, but a sign that the bucket was tampered with.
  'object-unlisted',
  'object-versions',
  'object-encryption'
] as const
export type SnapshotRefusal = (typeof SNAPSHOT_REFUSALS)[number]

/**
 * Codes for scripts and tests. The sentence for people is the error's message.
 * docs/troubleshooting.md has an entry for each code.
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
  'definition-changed',
  'users-gone',
  'users-changed',
  'memberships-gone',
  'restore-blocked',
  'nothing-restored',
  'restore-incomplete',
  'recovery-active',
  'recovery-snapshot',
  'recovery-refused',
  'recovery-failed',
  'recovery-deletes',
  'findings-open',
  'half-made',
  'not-the-same',
  'other-run',
  'outputs-lost',
  'cancelled',
  'out-of-time'
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * A failure that the person who runs the action can act on. Its message says in a
 * sentence or two what is wrong and what to do. It holds no personal data: no
 * username, attribute value, sub, or raw message of AWS. Every other error that
 * reaches run() is reported as a bug.
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
 * An AWS call that failed for good, after all retries. AWS's own messages quote
 * usernames, so this keeps only the error's name and has a message of its own.
 */
export class AwsCallError extends UserError {
  /** The call as its IAM action: `cognito-idp:ListUsers`. */
  readonly action: string
  /** AWS's name of the error: `UserNotFoundException`. */
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
 * A call that the run gave up when it had to stop, before the call was made or
 * before its answer came. Code and message are those of the stop.
 */
export class StoppedCallError extends UserError {
  /** Whether the call may have had its effect nevertheless. */
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
 * Why the run must stop: the signal's reason if it is a UserError, else a
 * cancellation. `undefined` if the run may go on.
 */
export function reasonToStop(signal: AbortSignal): UserError | undefined {
  if (!signal.aborted) return undefined
  const reason: unknown = signal.reason
  return reason instanceof UserError ? reason : cancelled()
}

/** Codes of failures that every further call would meet too. */
const FATAL: readonly ErrorCode[] = [
  'credentials',
  'network',
  'cancelled',
  'out-of-time'
]

/**
 * Whether a run can go on without what this error kept it from. It can't after
 * a failure that every further call would meet, and after a bug.
 */
export function canGoOnAfter(error: unknown): error is UserError {
  return error instanceof UserError && !FATAL.includes(error.code)
}

/** Whether the snapshot itself is wrong, and not the way to it. */
export function isSnapshotRefusal(
  error: unknown
): error is UserError & { code: SnapshotRefusal } {
  return (
    error instanceof UserError &&
    SNAPSHOT_REFUSALS.some(code => code === error.code)
  )
}

/**
 * Throws if the run must stop.
 *
 * @throws UserError `cancelled` or `out-of-time`
 */
export function stopIfCancelled(signal: AbortSignal): void {
  const reason = reasonToStop(signal)
  if (reason !== undefined) throw reason
}
