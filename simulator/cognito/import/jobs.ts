import type { Account } from '../../account.ts'
import type { Random } from '../../random.ts'
import { characters } from '../../random.ts'
import type { ListDelay } from '../listing/list-delay.ts'
import { limitExceeded } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import { columnsOf } from './csv-header.ts'
import type { ImportJob } from './job.ts'
import { complete } from './job.ts'
import type { ImportSettings, PasswordHashSupport } from './options.ts'
import { createPreSignedUrl } from './presigned-url.ts'
import { ImportRun } from './run.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxJobsPerPool = 1000
/** "24-48 hours"; an example of the API reference took half an hour more. */
const expiryMs = 24 * 60 * 60 * 1000
/** Milliseconds between two checks of the clock. Each request checks it too. */
const tickMs = 20

const alphanumeric =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The import jobs of an account; at most one of them runs. */
export class ImportJobs {
  /** The address for uploads; known once the simulator listens. */
  endpoint = ''
  readonly #account: Account
  readonly #random: Random
  readonly #settings: ImportSettings
  readonly #lists: ListDelay
  readonly #jobs = new Map<string, ImportJob>()
  /** Created and not yet started, oldest first. */
  readonly #waiting = new Set<ImportJob>()
  readonly #hashSupport = new Map<Pool, PasswordHashSupport>()
  #run: ImportRun | undefined
  #timer: NodeJS.Timeout | undefined
  #isAdvancing = false

  constructor(
    account: Account,
    random: Random,
    settings: ImportSettings,
    lists: ListDelay
  ) {
    this.#account = account
    this.#random = random
    this.#settings = settings
    this.#lists = lists
  }

  /** Throws LimitExceededException for one job too many. */
  create(
    pool: Pool,
    details: Pick<ImportJob, 'name' | 'roleArn' | 'algorithm'>
  ): ImportJob {
    if (this.of(pool).length >= maxJobsPerPool)
      throw limitExceeded(
        `The number of import jobs in the user pool exceeds the limit of ${maxJobsPerPool}.`
      )
    const id = `import-${characters(this.#random, 10, alphanumeric)}`
    const job: ImportJob = {
      ...details,
      id,
      pool,
      sequence: this.#jobs.size,
      preSignedUrl: createPreSignedUrl(this.endpoint, this.#account, {
        poolId: pool.id,
        jobId: id
      }),
      createdAt: this.#account.clock.now(),
      startedAt: undefined,
      completedAt: undefined,
      status: 'Created',
      imported: 0,
      skipped: 0,
      failed: 0,
      message: undefined,
      file: undefined,
      log: []
    }
    this.#jobs.set(id, job)
    this.#waiting.add(job)
    return job
  }

  find(jobId: string): ImportJob | undefined {
    this.advance()
    return this.#jobs.get(jobId)
  }

  /** The jobs of a pool, newest first. */
  of(pool: Pool): ImportJob[] {
    this.advance()
    return [...this.#jobs.values()].filter(job => job.pool === pool).reverse()
  }

  /** The job that is Pending, InProgress or Stopping in the account, if any. */
  active(): ImportJob | undefined {
    this.advance()
    return this.#run?.job
  }

  start(job: ImportJob): void {
    this.#waiting.delete(job)
    const columns = columnsOf(job.pool, this.hashSupport(job.pool))
    const { clock } = this.#account
    this.#run = new ImportRun(job, columns, this.#settings, clock, this.#lists)
    // A test that doesn't close the simulator can still end.
    this.#timer ??= setInterval(() => this.advance(), tickMs).unref()
  }

  /** Stops the active job. */
  stop(): void {
    this.#run?.stop()
  }

  /** Does all work that is due by now. */
  advance(): void {
    const { clock } = this.#account
    for (const job of this.#waiting) {
      const expiresAt = job.createdAt + expiryMs
      if (expiresAt > clock.now()) break
      complete(job, 'Expired', 'The user import job has expired.', expiresAt)
      this.#waiting.delete(job)
    }
    // A hook that inspects the pool calls this while it already runs.
    if (this.#isAdvancing) return
    this.#isAdvancing = true
    try {
      if (this.#run && !this.#run.advance()) this.close()
    } finally {
      this.#isAdvancing = false
    }
  }

  /** Stops the timer; a job that still runs never ends. */
  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#run = undefined
  }

  hashSupport(pool: Pool): PasswordHashSupport {
    return this.#hashSupport.get(pool) ?? this.#settings.acceptsPasswordHashes
  }

  acceptHashes(pool: Pool, support: PasswordHashSupport): void {
    this.#hashSupport.set(pool, support)
  }
}
