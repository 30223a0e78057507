/**
 * Whether pools accept password hashes. Only those on the newer infrastructure
 * do, and the API doesn't show it. `header-only` is a pool whose header has the
 * column although jobs with an algorithm are refused.
 */
export type PasswordHashSupport = boolean | 'header-only'

/** A row of the file before its import, for a test. */
export interface ImportRow {
  /** As the log counts: the header is line 1. */
  line: number
  jobId: string
  /** By column; blank ones too. */
  values: ReadonlyMap<string, string>
}

/** How import jobs behave where the documentation leaves it open. */
export interface ImportOptions {
  /** True unless set; {@link ImportAccess.acceptPasswordHashes} for one pool. */
  acceptsPasswordHashes?: PasswordHashSupport
  /** How fast a job works through its rows: 5000 by default. */
  importRowsPerSecond?: number
  /** How long a started job is Pending, and a stopped one Stopping: 20. */
  importTransitionMs?: number
  /**
   * A job gives up after this many failed or skipped rows. By default it goes
   * through all rows, and only then reports too many failures.
   */
  importGivesUpAfter?: number
  /** Lets a row fail with the returned reason. */
  failImportRow?: (row: ImportRow) => string | undefined
  /** Lets a job fail before its first row; returns its CompletionMessage. */
  failImportJob?: (jobId: string) => string | undefined
}

/** The options with their defaults filled in; only hooks may be absent. */
export interface ImportSettings {
  readonly acceptsPasswordHashes: PasswordHashSupport
  readonly rowsPerSecond: number
  readonly transitionMs: number
  readonly givesUpAfter: number
  readonly failRow: ImportOptions['failImportRow']
  readonly failJob: ImportOptions['failImportJob']
}

export function importSettings(options: ImportOptions): ImportSettings {
  return {
    acceptsPasswordHashes: options.acceptsPasswordHashes ?? true,
    rowsPerSecond: options.importRowsPerSecond ?? 5000,
    transitionMs: options.importTransitionMs ?? 20,
    givesUpAfter: options.importGivesUpAfter ?? Infinity,
    failRow: options.failImportRow,
    failJob: options.failImportJob
  }
}
