import type { Clock } from '../../clock.ts'
import type { ListDelay } from '../listing/list-delay.ts'
import type { CsvLine } from './csv-file.ts'
import { CsvFile } from './csv-file.ts'
import { headerProblem } from './csv-header.ts'
import { importUser } from './import-user.ts'
import type { ImportJob } from './job.ts'
import { complete } from './job.ts'
import type { ImportSettings } from './options.ts'
import { readProfile } from './row.ts'
import { RowFailure } from './row-failure.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxFileBytes = 100 * 1024 * 1024
const maxRows = 500_000

/** Seen in the examples of the API reference. */
const succeeded = 'Import Job Completed Successfully.'
const stopped = 'The Import Job was stopped by the developer.'
const tooMany = 'Too many users have failed or been skipped during the import.'

/** The rows of a file with a valid header. */
interface OpenFile {
  lines: CsvFile
  columns: string[]
  rows: number
}

/**
 * The one job that runs, from its start to its end. Its progress depends on the
 * clock alone, and not on who reads it or when.
 */
export class ImportRun {
  readonly job: ImportJob
  readonly #columns: readonly string[]
  readonly #settings: ImportSettings
  readonly #clock: Clock
  readonly #lists: ListDelay
  /** The times below are those of `clock.elapsed()`. */
  readonly #startedAt: number
  readonly #begunAt: number
  #stopsAt = Infinity
  #file: OpenFile | undefined
  #done = 0

  constructor(
    job: ImportJob,
    columns: readonly string[],
    settings: ImportSettings,
    clock: Clock,
    lists: ListDelay
  ) {
    this.job = job
    this.#columns = columns
    this.#settings = settings
    this.#clock = clock
    this.#lists = lists
    this.#startedAt = clock.elapsed()
    this.#begunAt = this.#startedAt + settings.transitionMs
    job.startedAt = clock.now()
    job.status = 'Pending'
  }

  /** The import of rows goes on until the job has stopped. */
  stop(): void {
    this.#stopsAt = this.#clock.elapsed() + this.#settings.transitionMs
    this.job.status = 'Stopping'
  }

  /** Does all work that is due by now; false once the job is over. */
  advance(): boolean {
    const now = Math.min(this.#clock.elapsed(), this.#stopsAt)
    if (now >= this.#begunAt && !this.#advanceRows(now)) return false
    if (now < this.#stopsAt) return true
    this.#complete('Stopped', stopped, this.#stopsAt)
    return false
  }

  #advanceRows(now: number): boolean {
    this.#file ??= this.#open()
    if (this.#file === undefined) return false
    const { lines, columns, rows } = this.#file
    const { rowsPerSecond, givesUpAfter } = this.#settings
    const due = Math.floor(((now - this.#begunAt) * rowsPerSecond) / 1000)
    while (this.#done < Math.min(due, rows)) {
      const line = lines.next()
      if (line === undefined) break
      this.#done += 1
      this.#importRow(line, columns)
      if (this.job.failed + this.job.skipped >= givesUpAfter) {
        this.#complete('Failed', tooMany, this.#rowTime())
        return false
      }
    }
    if (this.#done < rows || this.job.status === 'Stopping') return true
    if (this.#hasTooManyFailures())
      this.#complete('Failed', tooMany, this.#rowTime())
    else this.#complete('Succeeded', succeeded, this.#rowTime())
    return false
  }

  /** If the file is invalid, fails the job and returns undefined. */
  #open(): OpenFile | undefined {
    const { job } = this
    const bytes = job.file ?? Buffer.alloc(0)
    const lines = new CsvFile(bytes)
    const columns = lines.next()?.fields ?? []
    const rows = lines.remaining()
    const problem =
      this.#settings.failJob?.(job.id) ??
      (bytes.length > maxFileBytes
        ? 'The CSV file exceeds the maximum size of 100 MB.'
        : headerProblem(columns, this.#columns, job.algorithm)) ??
      (rows > maxRows
        ? 'The CSV file exceeds the maximum of 500000 rows.'
        : undefined)
    if (problem !== undefined) {
      this.#complete('Failed', problem, this.#begunAt)
      return undefined
    }
    if (job.status === 'Pending') job.status = 'InProgress'
    return { lines, columns, rows }
  }

  #importRow({ number, fields }: CsvLine, columns: readonly string[]): void {
    const { job } = this
    try {
      if (fields?.length !== columns.length)
        throw new RowFailure('The row does not match the header.')
      const values = new Map(
        columns.map((column, index) => [column, fields[index] ?? ''])
      )
      const row = { line: number, jobId: job.id, values }
      const reason = this.#settings.failRow?.(row)
      if (reason !== undefined) throw new RowFailure(reason)
      const profile = readProfile(job.pool, job.algorithm, values)
      const at = this.#dateOf(this.#rowTime())
      if (importUser(job.pool, profile, at, this.#lists)) {
        job.imported += 1
        log('SUCCEEDED', 'The import succeeded.')
      } else {
        job.skipped += 1
        log('SKIPPED', 'The user already exists.')
      }
    } catch (error) {
      if (!(error instanceof RowFailure)) throw error
      job.failed += 1
      log('FAILED', error.message)
    }

    function log(result: string, sentence: string): void {
      job.log.push(`[${result}] Line Number ${number} - ${sentence}`)
    }
  }

  /**
   * The documentation doesn't say how many are too many. Jobs with 5 of 5 and
   * with 32 of 46 failed rows ended so; the simulator takes a majority.
   */
  #hasTooManyFailures(): boolean {
    const { imported, skipped, failed } = this.job
    return skipped + failed > imported
  }

  /** The time at which the latest imported row was due. */
  #rowTime(): number {
    return this.#begunAt + (this.#done * 1000) / this.#settings.rowsPerSecond
  }

  #complete(
    status: 'Stopped' | 'Failed' | 'Succeeded',
    message: string,
    at: number
  ): void {
    this.#file = undefined
    complete(this.job, status, message, this.#dateOf(at))
  }

  #dateOf(elapsed: number): number {
    const start = this.job.startedAt ?? this.#clock.now()
    return Math.round(start + elapsed - this.#startedAt)
  }
}
