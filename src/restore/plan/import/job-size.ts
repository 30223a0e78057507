/** Developer guide, quotas: rows of an import file. */
export const MOST_ROWS = 500_000

/** "100 MB" (developer guide, quotas), taken for the smaller of its meanings. */
export const MOST_BYTES = 100_000_000

/** What an import job takes at most. */
export interface JobLimits {
  rows: number
  bytes: number
}

export const JOB_LIMITS: JobLimits = { rows: MOST_ROWS, bytes: MOST_BYTES }

/** How rows are dealt out to jobs, one after the other. */
export interface JobSizes {
  /** Jobs that have a row. */
  readonly jobs: number
  readonly rows: number
  /**
   * Adds a row to the job that is being filled.
   *
   * @param bytes with its line break
   * @returns whether it is the first of a further job, because it had no place
   */
  add(bytes: number): boolean
}

/** @param headerBytes of the line that each file begins with */
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
