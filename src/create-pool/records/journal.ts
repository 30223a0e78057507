import { createHash } from 'node:crypto'
import { encryptionOf } from '../../restore/records/store-report.ts'
import {
  createdPoolKey,
  createdPoolsKeyPrefix,
  isNonce,
  type CreatedPoolEvent,
  type CreatedPoolsPlace
} from '../../snapshot/created-pool-address.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { getDatedObject } from '../../storage/get.ts'
import { listFolders } from '../../storage/list.ts'
import { CREATED_POOL_RECORD, putUnlessPresent } from '../../storage/put.ts'
import { readClients, readSet, readStart, type PoolStart } from './entries.ts'

/** What the journal says of a pool that was begun. */
export interface PoolEntry extends PoolStart {
  /** Nothing of the pool is older. In ms since 1970, by S3's clock. */
  startedAt: number
  /** The pool, by which a copied nonce is told; `undefined` until clients are. */
  userPoolId: string | undefined
  /** New ids of app clients by the old ones; `undefined` until all are made. */
  clients: ReadonlyMap<string, string> | undefined
  isComplete: boolean
}

/**
 * What the bucket knows of the pools that were made of a pool's snapshots, in one
 * account and Region. By the nonce, which a pool has as a tag, a later run tells
 * such a pool from all others. No object is ever overwritten, and none holds a
 * secret. All methods throw AwsCallError, UserError.
 */
export interface Journal {
  /** Nonces of all pools that were begun. */
  nonces(): Promise<ReadonlySet<string>>
  /** @returns `undefined` if it isn't what this tool writes */
  read(nonce: string): Promise<PoolEntry | undefined>
  /** To be called before the pool is made. */
  start(start: PoolStart, startedAt: Date): Promise<void>
  /** Records that a pool's app clients are all made, or that the pool is. */
  record(
    event: 'clients' | 'complete',
    pool: { nonce: string; userPoolId: string },
    clients: ReadonlyMap<string, string>
  ): Promise<void>
  /** What a run has set of what waited; `undefined`: no run has come that far. */
  readFinished(nonce: string): Promise<ReadonlySet<string> | undefined>
  recordFinished(
    pool: { nonce: string; userPoolId: string },
    set: readonly string[]
  ): Promise<void>
}

/** 10,000 app clients, which is the most, take some 700 kB. */
const MAX_BYTES = 4 * 1024 * 1024

/** The journal next to a snapshot. Makes no call yet. */
export function openJournal(
  snapshot: OpenSnapshot,
  { accountId, region }: { accountId: string; region: string },
  { bucket, signal }: { bucket: Bucket; signal: AbortSignal }
): Journal {
  const { prefix, userPoolId } = snapshot.address
  const place: CreatedPoolsPlace = { prefix, userPoolId, accountId, region }
  const encryption = encryptionOf(snapshot.manifest)

  const get = (nonce: string, event: CreatedPoolEvent) =>
    getDatedObject(
      bucket,
      createdPoolKey(place, nonce, event),
      MAX_BYTES,
      signal
    )

  async function put(nonce: string, event: CreatedPoolEvent, content: object) {
    const body = Buffer.from(
      JSON.stringify({ format: 'cognito-backup-pool', nonce, ...content })
    )
    const sha256 = createHash('sha256').update(body).digest('hex')
    const key = createdPoolKey(place, nonce, event)
    // One that is there already is of an earlier run that made the same pool.
    await putUnlessPresent(
      bucket,
      encryption,
      key,
      body,
      sha256,
      signal,
      CREATED_POOL_RECORD
    )
  }

  return {
    async nonces() {
      const prefix = createdPoolsKeyPrefix(place)
      const folders = await listFolders(bucket, prefix, signal)
      return new Set(folders.filter(isNonce))
    },
    async read(nonce) {
      const [started, clients, complete] = await Promise.all([
        get(nonce, 'started'),
        get(nonce, 'clients'),
        get(nonce, 'complete')
      ])
      const start = started && readStart(started.bytes, nonce)
      if (start === undefined) return undefined
      const atEnd = complete && readClients(complete.bytes, nonce)
      const made = atEnd ?? (clients && readClients(clients.bytes, nonce))
      return {
        ...start,
        startedAt: started?.modifiedAt ?? NaN,
        userPoolId: made?.userPoolId,
        clients: made?.clients,
        isComplete: atEnd !== undefined
      }
    },
    start: ({ nonce, ...start }, startedAt) =>
      put(nonce, 'started', {
        ...start,
        accountId,
        region,
        startedAt: startedAt.toISOString()
      }),
    record: (event, { nonce, userPoolId }, clients) =>
      put(nonce, event, { userPoolId, clients: Object.fromEntries(clients) }),
    async readFinished(nonce) {
      const finished = await get(nonce, 'finished')
      return finished && readSet(finished.bytes, nonce)
    },
    recordFinished: ({ nonce, userPoolId }, set) =>
      put(nonce, 'finished', { userPoolId, set })
  }
}
