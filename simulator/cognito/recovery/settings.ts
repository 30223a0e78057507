/**
 * What no source says: the name of the error for each of these. The defaults are
 * guesses from the errors that the service model lists for the operations.
 */
export interface RecoveryErrors {
  /** A write, or a challenge of a sign-in, while a recovery is active. */
  write: string
  /** A second active recovery of a pool. */
  active: string
  /** Too many active recoveries or previews, or a recovery completed lately. */
  limit: string
  importJob: string
  /** A pool that doesn't support it. */
  unsupported: string
  /** A recovery to start or to cancel in the wrong status. */
  status: string
}

type Stuck = 'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE' | 'AWS_ABORTED'

export interface RecoverySettings {
  /** How long a preview takes, and how long a recovery, by the simulator's clock. */
  previewMs: number
  restoreMs: number
  /** The status that each of them ends in. */
  previewEnds: 'PREVIEW_GENERATED' | 'PREVIEW_GENERATION_FAILED' | Stuck
  restoreEnds: 'RESTORE_COMPLETED' | Stuck
  errors: Readonly<RecoveryErrors>
}

export const defaultRecoverySettings: RecoverySettings = {
  previewMs: 0,
  restoreMs: 0,
  previewEnds: 'PREVIEW_GENERATED',
  restoreEnds: 'RESTORE_COMPLETED',
  errors: {
    write: 'OperationNotEnabledException',
    active: 'LimitExceededException',
    limit: 'LimitExceededException',
    importJob: 'ConcurrentModificationException',
    unsupported: 'OperationNotEnabledException',
    status: 'InvalidParameterException'
  }
}

/** Some of the settings; the others stay as they are. */
export type RecoveryChanges = Partial<Omit<RecoverySettings, 'errors'>> & {
  errors?: Partial<RecoveryErrors>
}

export interface RecoveryOptions {
  /**
   * Lets pools be taken back to a point in time, and says how that goes; without
   * it no pool supports it. Pools then remember every change.
   */
  recovery?: RecoveryChanges
}

export function withChanges(
  settings: RecoverySettings,
  changes: RecoveryChanges
): RecoverySettings {
  return {
    ...settings,
    ...changes,
    errors: { ...settings.errors, ...changes.errors }
  }
}
