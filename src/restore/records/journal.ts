import { createHash } from 'node:crypto'
import { canGoOnAfter, UserError } from '../../shared/errors.ts'
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
import {
  changing,
  NO_END,
  NO_START,
  NO_TURN,
  notReadable,
  notWritable,
  otherRun
} from './journal-reasons.ts'

/**
 * What the bucket knows of the restores of one snapshot into one pool: which
 * began, and which finished. With it, a run can continue a restore that was
 * killed. It holds no personal data.
 *
 * Two runs must not write to one pool at the same time. A run can't tell
 * whether an unfinished run is dead or slow, unless it waits. So the later run
 * goes on at once and says so in an object. The earlier run, if it is alive,
 * sees the object and stops. No clock decides, and no run is locked out.
 */
export interface Journal {
  /**
   * Users created at this time or later may be the work of an unfinished
   * earlier run. In ms since 1970: when that run began, by S3's clock in whole
   * seconds, or after the newest user that it met, whichever is later.
   * `undefined` if this run is the first, if the earlier ones finished, or if
   * it isn't known. `begin` may still set it.
   */
  readonly unfinishedSince: number | undefined
  /** Whether all reads and writes of the journal have worked so far. */
  readonly isUsable: boolean
  /** Why the journal isn't usable and what follows, in whole sentences. */
  readonly reason: string | undefined
  /**
   * Records that the restore begins, or that this run continues it. Call it
   * before the first write to the pool.
   *
   * @param newestUserAt when the newest user of the pool that this run met was
   *   created, by Cognito's clock in ms since 1970; `undefined` if it met none
   * @throws AwsCallError, UserError for credentials, the network and a run that
   *   must stop; any other refusal of S3 makes the journal not usable
   */
  begin(newestUserAt: number | undefined): Promise<void>
  /**
   * Checks once whether a later run has continued this restore. One request.
   *
   * @returns UserError `other-run`; `undefined` if there is none, or if S3
   *   doesn't answer
   */
  takenOver(): Promise<UserError | undefined>
  /**
   * Records that the restore finished, so that a later run starts a new one.
   * Does nothing if no restore is under way. A refusal of S3 makes the journal
   * not usable.
   */
  finish(): Promise<void>
}

/**
 * Looks for an earlier restore that never finished. It reads two objects for
 * each finished restore and two more, and writes nothing. If the role may not
 * read or list, the journal is not usable.
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

/** A warning about a journal that isn't usable; else `undefined`. */
export function journalWarning(journal: Journal): Warning | undefined {
  return journal.reason === undefined
    ? undefined
    : { title: 'The journal of restores is not usable', text: journal.reason }
}

const MAX_BYTES = 64 * 1024

/** The most runs that may continue one restore. */
const MOST_TURNS = 1000

class StoredJournal implements Journal {
  unfinishedSince: number | undefined
  reason: string | undefined
  readonly #bucket: Bucket
  readonly #encryption: EncryptionRequest
  readonly #place: JournalPlace
  readonly #signal: AbortSignal
  readonly #startedAt: Date
  /** The number of this restore of the snapshot into the pool, from 1. */
  #restore = 1
  /** Whether the restore has begun, in this run or an earlier one. */
  #isUnderWay = false
  /** How many runs have continued the restore up to this one. */
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
      for (;;) {
        // At once, because most often there is neither.
        const [finished, started] = await Promise.all([
          this.#read('finished'),
          this.#read('started')
        ])
        if (finished === undefined) {
          if (started !== undefined) this.#continueFrom(started)
          return
        }
        this.#restore += 1
      }
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
      // This run has stored it, in an attempt whose answer was lost.
      if (content.equals(started.bytes)) this.unfinishedSince = undefined
      else await this.#takeOver(content)
    } catch (error) {
      if (!canGoOnAfter(error)) throw error
      // S3 has stored the object, so the end of the restore must be stored too.
      this.#isUnderWay = error.code === 'storage-answer'
      this.reason = notWritable(this.#address(), error, NO_START)
    }
  }

  /** Takes the first turn that no killed run has taken. */
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
      // If the object exists, another run has finished the same restore.
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

/** `undefined` for an object of an older version or of another origin. */
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
