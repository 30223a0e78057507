import { createHash } from 'node:crypto'
import { canGoOnAfter, UserError, type ErrorCode } from '../../shared/errors.ts'
import type { Warning } from '../../shared/outcome.ts'
import {
  journalKey,
  restoresKeyPrefix,
  type JournalEvent,
  type JournalPlace
} from '../../snapshot/restore-address.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { getDatedObject, type DatedObject } from '../../storage/get.ts'
import {
  putUnlessPresent,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../../storage/put.ts'
import { neededToStore, whyNotStored } from './store-report.ts'

/**
 * What the bucket knows of the restores of one snapshot into one pool: which
 * began and which got to their end. It lets a restore that was killed be
 * continued, and holds no personal data.
 *
 * Two runs can't write to one pool at a time and both count it. Whether an
 * unfinished run is dead or only slow can't be told from here without a wait, so
 * the later one goes on at once, and says so in an object. The earlier one, if it
 * is alive, sees that and stops. No clock decides, and nobody is locked out.
 */
export interface Journal {
  /**
   * Whoever was created at this time or later may be the work of an unfinished
   * earlier run, in ms since 1970: when that run began by S3's clock, in whole
   * seconds, and after the newest user whom it met. `undefined` when this run is
   * the first, when the earlier ones finished, or when it isn't known. `begin`
   * may still set it.
   */
  readonly unfinishedSince: number | undefined
  /** Whether the journal could be read and written as far as it was tried. */
  readonly isUsable: boolean
  /** Why the journal isn't usable and what follows from that; a whole sentence. */
  readonly reason: string | undefined
  /**
   * Says that the restore begins, or that this run goes on with it; to be called
   * before the first write to the pool.
   *
   * @param newestUserAt when the newest user of the pool was created, by
   *   Cognito's clock in ms since 1970; `undefined` for an empty pool
   * @throws AwsCallError and UserError only for credentials, the network and a
   *   run that is told to stop; whatever else S3 refuses makes it not usable
   */
  begin(newestUserAt: number | undefined): Promise<void>
  /**
   * Looks once whether a later run has gone on with this restore. One request.
   *
   * @returns UserError `other-run`; `undefined` when there is none, or when S3
   *   doesn't say
   */
  takenOver(): Promise<UserError | undefined>
  /**
   * Says that nobody was left half done, so that a later run starts afresh. Does
   * nothing unless a restore is under way. What S3 refuses makes it not usable.
   */
  finish(): Promise<void>
}

/**
 * Looks for an earlier restore that never finished. Only reads, one object for
 * each finished restore and two more. Where the role may not read or list, the
 * journal is not usable.
 *
 * @param startedAt when this run began
 * @throws AwsCallError unless access is denied; UserError
 */
export async function openJournal(
  bucket: Bucket,
  encryption: EncryptionRequest,
  place: JournalPlace,
  startedAt: Date,
  signal: AbortSignal
): Promise<Journal> {
  const journal = new StoredJournal(
    bucket,
    encryption,
    place,
    startedAt,
    signal
  )
  await journal.open()
  return journal
}

/** What a person should know of a journal that isn't usable. */
export function journalWarning(journal: Journal): Warning | undefined {
  return journal.reason === undefined
    ? undefined
    : { title: 'The journal of restores is not usable', text: journal.reason }
}

const MAX_BYTES = 64 * 1024

/** What keeps a run from reading, but not from restoring. */
export const UNREADABLE: readonly ErrorCode[] = [
  'access-denied',
  'snapshot-bomb',
  'storage-answer'
]

/** More runs than that don't go on with one restore. */
const MOST_TURNS = 1000

class StoredJournal implements Journal {
  unfinishedSince: number | undefined
  reason: string | undefined
  readonly #bucket: Bucket
  readonly #encryption: EncryptionRequest
  readonly #place: JournalPlace
  readonly #signal: AbortSignal
  readonly #startedAt: Date
  /** Which restore of the snapshot into the pool this is, from 1. */
  #restore = 1
  /** Whether it began, in this run or in an earlier one. */
  #isUnderWay = false
  /** Which of the runs that went on with it this is; 0 for the first. */
  #turn = 0

  constructor(
    bucket: Bucket,
    encryption: EncryptionRequest,
    place: JournalPlace,
    startedAt: Date,
    signal: AbortSignal
  ) {
    this.#bucket = bucket
    this.#encryption = encryption
    this.#place = place
    this.#signal = signal
    this.#startedAt = startedAt
  }

  get isUsable(): boolean {
    return this.reason === undefined
  }

  async open(): Promise<void> {
    try {
      while ((await this.#read('finished')) !== undefined) this.#restore += 1
      const started = await this.#read('started')
      if (started !== undefined) this.#continueFrom(started)
    } catch (error) {
      this.reason = notReadable(this.#address(), error)
    }
  }

  async begin(newestUserAt: number | undefined): Promise<void> {
    if (!this.isUsable) return
    const content = this.#content(newestUserAt)
    if (this.#isUnderWay) {
      await this.#takeOver(content)
      return
    }
    try {
      if (await this.#write('started', content)) {
        this.#isUnderWay = true
        return
      }
      const started = await this.#read('started')
      if (started === undefined) throw changing()
      this.#continueFrom(started)
      // Stored by this run, by an attempt whose answer was lost: not earlier.
      if (content.equals(started.bytes)) this.unfinishedSince = undefined
      else await this.#takeOver(content)
    } catch (error) {
      if (!canGoOnAfter(error)) throw error
      // S3 stored it all the same, so that its end is to be stored too.
      this.#isUnderWay = error.code === 'storage-answer'
      this.reason = notWritable(this.#address(), error, NO_START)
    }
  }

  /** Takes the first turn that is free: a run that was killed has left its own. */
  async #takeOver(content: Buffer): Promise<void> {
    try {
      for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
        this.#turn = turn
        if (await this.#write('continued', content, turn)) return
      }
      throw changing()
    } catch (error) {
      if (!canGoOnAfter(error)) throw error
      this.reason = notWritable(this.#address(), error, NO_TURN)
    }
  }

  async takenOver(): Promise<UserError | undefined> {
    if (!this.#isUnderWay) return undefined
    try {
      const later = await this.#read('continued', this.#turn + 1)
      return later && otherRun(later.modifiedAt)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return undefined
    }
  }

  async finish(): Promise<void> {
    if (!this.#isUnderWay) return
    try {
      // Where it is there already, another run continued the same restore.
      await this.#write('finished', this.#content(undefined))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.reason = notWritable(this.#address(), error, NO_END)
    }
  }

  #continueFrom({ modifiedAt, bytes }: DatedObject): void {
    this.#isUnderWay = true
    const newestUserAt = newestUserIn(bytes) ?? -Infinity
    this.unfinishedSince = Math.max(modifiedAt, newestUserAt + 1)
  }

  #content(newestUserAt: number | undefined): Buffer {
    return Buffer.from(
      JSON.stringify({
        format: 'cognito-backup-restore',
        startedAt: this.#startedAt.toISOString(),
        newestUserAt:
          newestUserAt === undefined
            ? null
            : new Date(newestUserAt).toISOString()
      })
    )
  }

  #read(event: JournalEvent, turn?: number): Promise<DatedObject | undefined> {
    const key = journalKey(this.#place, event, this.#restore, turn)
    return getDatedObject(this.#bucket, key, MAX_BYTES, this.#signal)
  }

  #write(
    event: JournalEvent,
    content: Buffer,
    turn?: number
  ): Promise<boolean> {
    return putUnlessPresent(
      this.#bucket,
      this.#encryption,
      journalKey(this.#place, event, this.#restore, turn),
      content,
      createHash('sha256').update(content).digest('hex'),
      this.#signal,
      RESTORE_RECORD
    )
  }

  #address(): string {
    return `s3://${this.#bucket.name}/${restoresKeyPrefix(this.#place)}`
  }
}

/** Lenient: the object may be of an older version, or somebody else's. */
function newestUserIn(bytes: Uint8Array): number | undefined {
  try {
    const content = JSON.parse(Buffer.from(bytes).toString()) as {
      newestUserAt?: unknown
    }
    const time = Date.parse(String(content.newestUserAt))
    return Number.isNaN(time) ? undefined : time
  } catch {
    return undefined
  }
}

const NO_START =
  'If this restore is interrupted, the next run takes the users that it created for users who were there before.'
const NO_TURN =
  'An earlier run of this restore, if it is still alive, goes on next to this one.'
const NO_END = 'The next restore of this snapshot will continue this one.'

/** @param since by S3's clock, in whole seconds, as ms since 1970 */
function otherRun(since: number): UserError {
  const time = new Date(since).toISOString().replace('.000', '')
  return new UserError(
    'other-run',
    `Another run has been restoring this snapshot into this pool since ${time}, so this one stopped. Let that run come to its end, and keep runs apart by concurrency.`
  )
}

/** The reason, or throws what keeps a run from going on. */
function notReadable(address: string, error: unknown): string {
  if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) {
    throw error
  }
  const needed =
    error.code === 'access-denied'
      ? ` The role needs s3:GetObject on ${address}*, and s3:ListBucket, without which S3 doesn't tell what is not there.`
      : ''
  return `It is not known whether an earlier restore of this snapshot was interrupted: ${error.message} Without that, users that it created count as users who were there before.${needed}`
}

function notWritable(
  address: string,
  error: UserError,
  consequence: string
): string {
  return `The journal of this restore could not be written: ${whyNotStored(error)} ${consequence}${neededToStore(error, address)}`
}

function changing(): UserError {
  return new UserError(
    'aws',
    'S3 says of the same object that it is there and that it is not.'
  )
}
