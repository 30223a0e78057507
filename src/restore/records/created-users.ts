import { createHash } from 'node:crypto'
import pMap from 'p-map'
import { UserError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/world.ts'
import {
  createdMark,
  decodeCreated,
  encodeCreated,
  MAX_CREATED_BYTES
} from '../../snapshot/created-list.ts'
import { Fingerprints } from '../../snapshot/fingerprints.ts'
import {
  createdKey,
  isCreatedKey,
  restoresKeyPrefix,
  type RestorePlace
} from '../../snapshot/restore-address.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { getObject } from '../../storage/get.ts'
import { listKeys } from '../../storage/list.ts'
import {
  putNewObject,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../../storage/put.ts'
import { UNREADABLE } from './journal-reasons.ts'

/** The users of a pool that restores into it have created. */
export interface CreatedUsers {
  /**
   * Reads which users earlier restores have created in the pool: one listing,
   * and one or more objects for each of those restores. Call it after the users
   * of the pool were listed. A restore stores a user here before the pool shows
   * the user as confirmed, so the later reading misses no confirmed user.
   *
   * @throws AwsCallError, UserError for credentials, the network and a run that
   *   must stop; any other refusal of S3 sets `unreadable`
   */
  read(): Promise<void>
  /** Whether this restore or an earlier one has created the user. */
  has(oldSub: string, newSub: string): boolean
  /** Registers a user that this restore has created. */
  add(oldSub: string, newSub: string): void
  /** Resolves when all users added so far are stored, or can't be stored. */
  stored(): Promise<void>
  /** Stores the rest. Doesn't throw if S3 refuses: see `unstored`. */
  finish(): Promise<void>
  /** Why some lists could not be read, as a sentence; else `undefined`. */
  readonly unreadable: string | undefined
  /** Why users could not be stored; `undefined`: all were stored. */
  readonly unstored: UserError | undefined
}

export interface CreatedTools {
  bucket: Bucket
  clock: Clock
  encryption: EncryptionRequest
  place: RestorePlace
  /** Ends reading. */
  signal: AbortSignal
  /** Ends storing, later than `signal`: a stopped run is recorded too. */
  lastRecord: AbortSignal
}

const LISTS_AT_ONCE = 8

/** Makes no call yet. */
export function openCreatedUsers(tools: CreatedTools): CreatedUsers {
  return new StoredCreatedUsers(tools)
}

/** A piece is stored once it holds this many users and this share of all. */
const FIRST_PIECE = 50
const SHARE_OF_PIECE = 0.05

/** How long `stored` waits for more users to join a piece, in milliseconds. */
const JOIN_MS = 250

class StoredCreatedUsers implements CreatedUsers {
  unreadable: string | undefined
  unstored: UserError | undefined
  readonly #tools: CreatedTools
  readonly #known: Fingerprints
  #added = 0
  #pending: string[] = []
  #pieces = 0
  #storing: Promise<void> = Promise.resolve()
  #waiting: Promise<void> | undefined

  constructor(tools: CreatedTools) {
    this.#tools = tools
    this.#known = new Fingerprints(tools.place.restoreId)
  }

  has(oldSub: string, newSub: string): boolean {
    return this.#known.size > 0 && this.#known.has(createdMark(oldSub, newSub))
  }

  add(oldSub: string, newSub: string): void {
    const mark = createdMark(oldSub, newSub)
    if (!this.#known.add(mark)) return
    this.#added += 1
    this.#pending.push(mark)
    const enough = Math.max(FIRST_PIECE, this.#added * SHARE_OF_PIECE)
    if (this.#pending.length >= enough) void this.#storeNext()
  }

  async stored(): Promise<void> {
    if (this.#pending.length > 0) this.#waiting ??= this.#storeSoon()
    await (this.#waiting ?? this.#storing)
  }

  async finish(): Promise<void> {
    await this.#storing
    // Try again to store a piece that S3 has refused.
    this.unstored = undefined
    await this.#store()
  }

  async #storeSoon(): Promise<void> {
    const { clock, lastRecord } = this.#tools
    if (this.unstored === undefined) await clock.sleep(JOIN_MS, lastRecord)
    this.#waiting = undefined
    await this.#storeNext()
  }

  /** Stores the pending users, after the piece that is being stored. */
  #storeNext(): Promise<void> {
    this.#storing = this.#storing.then(() => this.#store())
    // `stored` and `finish` throw what failed; here it must not be unhandled.
    this.#storing.catch(() => undefined)
    return this.#storing
  }

  async read(): Promise<void> {
    const { bucket, place, signal } = this.#tools
    const prefix = restoresKeyPrefix(place)
    try {
      for await (const page of listKeys(bucket, prefix, signal)) {
        await pMap(page.filter(isCreatedKey), key => this.#readPiece(key), {
          concurrency: LISTS_AT_ONCE
        })
      }
    } catch (error) {
      if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) {
        throw error
      }
      this.unreadable = `Which users earlier restores have created isn't known, because s3://${bucket.name}/${prefix} could not be read. ${error.message}`
    }
  }

  async #readPiece(key: string): Promise<void> {
    const { bucket, signal } = this.#tools
    const bytes = await getObject(bucket, key, MAX_CREATED_BYTES, signal)
    if (bytes === undefined) return
    const marks = decodeCreated(bytes)
    if (marks === undefined) {
      this.unreadable ??= `The list of created users s3://${bucket.name}/${key} is damaged, and was passed over.`
      return
    }
    for (const mark of marks) this.#known.add(mark)
  }

  async #store(): Promise<void> {
    const marks = this.#pending
    if (marks.length === 0 || this.unstored !== undefined) return
    this.#pending = []
    const { bucket, encryption, place, lastRecord } = this.#tools
    const bytes = encodeCreated(marks)
    try {
      await putNewObject(
        bucket,
        encryption,
        createdKey(place, this.#pieces++),
        bytes,
        createHash('sha256').update(bytes).digest('hex'),
        lastRecord,
        RESTORE_RECORD
      )
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.unstored = error
      this.#pending = [...marks, ...this.#pending]
    }
  }
}
