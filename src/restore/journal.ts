import { createHash } from 'node:crypto'
import { UserError, type ErrorCode } from '../errors.ts'
import type { Warning } from '../outcome.ts'
import {
  journalKey,
  restoresKeyPrefix,
  type JournalPlace
} from '../snapshot/restore-address.ts'
import type { Bucket } from '../storage/bucket.ts'
import { getDatedObject, type DatedObject } from '../storage/get.ts'
import {
  putUnlessPresent,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../storage/put.ts'
import { neededToStore, whyNotStored } from './store-report.ts'

/**
 * What the bucket knows of the restores of one snapshot into one pool: which
 * began and which got to their end. It lets a restore that was killed be
 * continued, and holds no personal data.
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
   * Says that the restore begins; to be called before the first write to the
   * pool. Does nothing when an earlier run is continued.
   *
   * @param newestUserAt when the newest user of the pool was created, by
   *   Cognito's clock in ms since 1970; `undefined` for an empty pool
   * @throws AwsCallError and UserError only for credentials, the network and a
   *   run that is told to stop; whatever else S3 refuses makes it not usable
   */
  begin(newestUserAt: number | undefined): Promise<void>
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

/** What no run goes on after. */
const FATAL: readonly ErrorCode[] = [
  'credentials',
  'network',
  'cancelled',
  'out-of-time'
]

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
    if (this.#isUnderWay || !this.isUsable) return
    const content = this.#content(newestUserAt)
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
    } catch (error) {
      if (!(error instanceof UserError) || FATAL.includes(error.code)) {
        throw error
      }
      // S3 stored it all the same, so that its end is to be stored too.
      this.#isUnderWay = error.code === 'storage-answer'
      this.reason = notWritable(this.#address(), error, NO_START)
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

  #read(event: 'started' | 'finished'): Promise<DatedObject | undefined> {
    const key = journalKey(this.#place, event, this.#restore)
    return getDatedObject(this.#bucket, key, MAX_BYTES, this.#signal)
  }

  #write(event: 'started' | 'finished', content: Buffer): Promise<boolean> {
    return putUnlessPresent(
      this.#bucket,
      this.#encryption,
      journalKey(this.#place, event, this.#restore),
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
  'If this restore is interrupted, the next run takes the users whom it created for users who were there before.'
const NO_END = 'The next restore of this snapshot will continue this one.'

/** The reason, or throws what keeps a run from going on. */
function notReadable(address: string, error: unknown): string {
  if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) {
    throw error
  }
  const needed =
    error.code === 'access-denied'
      ? ` The role needs s3:GetObject on ${address}*, and s3:ListBucket, without which S3 doesn't tell what is not there.`
      : ''
  return `It is not known whether an earlier restore of this snapshot was interrupted: ${error.message} Without that, users whom it created are taken for users who were there before.${needed}`
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
