/**
 * Whether pools take password hashes. Only those on the newer infrastructure
 * do, and nothing in the API tells which a pool is on. `header-only` is a pool
 * whose header has the column although jobs with an algorithm are refused.
 */
export type PasswordHashSupport = boolean | 'header-only'

/** A row of the file, as a test sees it before it is imported. */
export interface ImportRow {
  /** As the log counts: the header is line 1. */
  line: number
  jobId: string
  /** By column; blank ones too. */
  values: ReadonlyMap<string, string>
}

/** How import jobs behave, beside what is documented. */
export interface ImportOptions {
  /** True unless set; {@link ImportAccess.acceptPasswordHashes} for one pool. */
  acceptsPasswordHashes?: PasswordHashSupport
  /** How fast a job works through its rows: 5000 by default. */
  importRowsPerSecond?: number
  /** How long a started job is Pending, and a stopped one Stopping: 20. */
  importTransitionMs?: number
  /**
   * A job gives up once this many rows failed or were skipped; by default it
   * goes through all of them, and only then tells that they were too many.
   */
  importGivesUpAfter?: number
  /** Lets a row fail for the reason that is answered. */
  failImportRow?: (row: ImportRow) => string | undefined
  /** Lets a job fail before its first row, with this as CompletionMessage. */
  failImportJob?: (jobId: string) => string | undefined
}

/** The options, with nothing left out but hooks. */
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
