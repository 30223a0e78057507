import { createHash } from 'node:crypto'
import pMap from 'p-map'
import { UserError } from '../../shared/errors.ts'
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
import type { Clock } from '../../shared/world.ts'
import { UNREADABLE } from './journal.ts'

/** Which users of a pool were created by restores into it. */
export interface CreatedUsers {
  /**
   * Reads which users earlier restores have created in the pool: one listing, and
   * one object for each restore that created users, some more for large ones. To
   * be called once the users of the pool are known: a user is stored here before
   * the pool shows it as confirmed.
   *
   * @throws UserError, AwsCallError for credentials, the network and a run that
   *   is to stop; whatever else S3 refuses makes it `unreadable`
   */
  read(): Promise<void>
  /** Whether a restore, this one or an earlier one, has created the user. */
  has(oldSub: string, newSub: string): boolean
  /** Notes a user that this restore has created. */
  add(oldSub: string, newSub: string): void
  /** Resolves when all that was added so far is stored, or can't be. */
  stored(): Promise<void>
  /** Stores the rest. Never throws for what S3 refuses. */
  finish(): Promise<void>
  /** Why not all could be read; `undefined` if all were. A whole sentence. */
  readonly unreadable: string | undefined
  /** Why not all could be stored. */
  readonly unstored: UserError | undefined
}

export interface CreatedTools {
  bucket: Bucket
  clock: Clock
  encryption: EncryptionRequest
  place: RestorePlace
  /** Ends reading. */
  signal: AbortSignal
  /** Ends storing: a run that is to stop still says what it did. */
  lastRecord: AbortSignal
}

const LISTS_AT_ONCE = 8

/** Reads and writes nothing yet. */
export function openCreatedUsers(tools: CreatedTools): CreatedUsers {
  return new StoredCreatedUsers(tools)
}

/** A piece is stored when it holds so many users, or this part of all. */
const FIRST_PIECE = 50
const SHARE_OF_PIECE = 0.05

/** How long a piece that is waited for is held back, for others to join it. */
const GATHER_MS = 250

class StoredCreatedUsers implements CreatedUsers {
  unreadable: string | undefined
  unstored: UserError | undefined
  readonly #tools: CreatedTools
  readonly #known: Fingerprints
  #added = 0
  #pending: string[] = []
  #pieces = 0
  #storing: Promise<void> = Promise.resolve()
  #gathering: Promise<void> | undefined

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
    if (this.#pending.length > 0) this.#gathering ??= this.#gather()
    await (this.#gathering ?? this.#storing)
  }

  async finish(): Promise<void> {
    await this.#storing
    // Once more, where a piece was refused on the way.
    this.unstored = undefined
    await this.#store()
  }

  async #gather(): Promise<void> {
    const { clock, lastRecord } = this.#tools
    if (this.unstored === undefined) await clock.sleep(GATHER_MS, lastRecord)
    this.#gathering = undefined
    await this.#storeNext()
  }

  /** One piece after the other. */
  #storeNext(): Promise<void> {
    this.#storing = this.#storing.then(() => this.#store())
    // A bug is thrown to those who wait.
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
