/** Developer guide, quotas: rows of an import file. */
export const MOST_ROWS = 500_000

/** "100 MB" (developer guide, quotas), in its smaller meaning. */
export const MOST_BYTES = 100_000_000

/** The most that one import job takes. */
export interface JobLimits {
  rows: number
  bytes: number
}

export const JOB_LIMITS: JobLimits = { rows: MOST_ROWS, bytes: MOST_BYTES }

/** How rows are divided among jobs, in their order. */
export interface JobSizes {
  /** How many jobs have a row. */
  readonly jobs: number
  readonly rows: number
  /**
   * Adds a row to the current job, or to a new job if the current one is full.
   *
   * @param bytes of the row, with its line break
   * @returns whether the row begins a new job because the current one was full
   */
  add(bytes: number): boolean
}

/** @param headerBytes of the first line of each file, with its line break */
export function createJobSizes(
  headerBytes: number,
  limits: JobLimits = JOB_LIMITS
): JobSizes {
  let jobs = 0
  let rows = 0
  let rowsOfJob = 0
  let bytesOfJob = 0
  return {
    get jobs() {
      return jobs
    },
    get rows() {
      return rows
    },
    add(bytes) {
      const isFull =
        rowsOfJob === limits.rows || bytesOfJob + bytes > limits.bytes
      const isFurther = jobs > 0 && isFull
      if (jobs === 0 || isFull) {
        jobs += 1
        rowsOfJob = 0
        bytesOfJob = headerBytes
      }
      rows += 1
      rowsOfJob += 1
      bytesOfJob += bytes
      return isFurther
    }
  }
}
