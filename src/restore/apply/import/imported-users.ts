import { createHash } from 'node:crypto'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { byName, type SchemaAttribute } from '../../../cognito/schema.ts'
import type { PoolUser } from '../../../cognito/users.ts'
import { attributesDigest } from '../../target/attributes-digest.ts'
import { fold, type Attributes } from '../../target/attributes.ts'

/** A user that a listing shows as created since the import began. */
export interface ImportedUser {
  username: string
  sub: string
  /** As attributesDigest returns it. */
  digest: string
}

/** The statuses that import jobs leave users in. */
const STATUSES = ['CONFIRMED', 'RESET_REQUIRED']

const KEY_WORDS = 4
const SUB_WORDS = 4
const DIGEST_WORDS = 2
const ENTRY_WORDS = KEY_WORDS + SUB_WORDS + DIGEST_WORDS
const ENTRIES_PER_BLOCK = 1 << 16
const FIRST_CAPACITY = 1 << 12
const MAX_LOAD = 0.75

/**
 * The users that were created since an import began, by their names in the
 * import file. Each takes 40 bytes: a million of them as strings would take
 * more memory than all else.
 */
export class ImportedUsers {
  readonly #pool: PoolDescription
  readonly #schema: ReadonlyMap<string, SchemaAttribute>
  readonly #since: number
  readonly #blocks: Uint32Array[] = []
  #size = 0
  /** One entry for each name; a user may have two names. */
  #entries = 0
  // Open addressing: a slot holds the number of an entry, from 1.
  #index = new Int32Array(FIRST_CAPACITY)
  /** Users whose sub or username doesn't fit into an entry. */
  readonly #others = new Map<string, ImportedUser>()

  /** @param since in ms since 1970, by Cognito's clock */
  constructor(pool: PoolDescription, since: number) {
    this.#pool = pool
    this.#schema = byName(pool.schema)
    this.#since = since
  }

  get size(): number {
    return this.#size
  }

  /** Adds a user, if a job may have created it. A second time does nothing. */
  add(user: PoolUser): void {
    if (user.createdAt.getTime() < this.#since) return
    if (!STATUSES.includes(user.status)) return
    const digest = attributesDigest(user.attributes, this.#schema)
    const added = this.#namesOf(user).filter(name =>
      this.#insert(name, user, digest)
    )
    if (added.length > 0) this.#size += 1
  }

  /** @param name the name in the import file */
  find(name: string): ImportedUser | undefined {
    const folded = fold(this.#pool, name)
    const other = this.#others.get(folded)
    if (other !== undefined) return other
    const key = keyOf(folded)
    const slot = this.#slotOf(key, this.#index)
    const number = this.#index[slot] ?? 0
    if (number === 0) return undefined
    const entry = this.#entry(number)
    const sub = uuidOf(entry.subarray(KEY_WORDS, KEY_WORDS + SUB_WORDS))
    const digest = hexOf(entry.subarray(KEY_WORDS + SUB_WORDS))
    return { username: this.#isByAddress ? sub : name, sub, digest }
  }

  /** Whether a user has exactly these attributes, of those a restore writes. */
  hasAttributes({ digest }: ImportedUser, attributes: Attributes): boolean {
    return digest === attributesDigest(attributes, this.#schema)
  }

  get #isByAddress(): boolean {
    return this.#pool.usernameAttributes.length > 0
  }

  #namesOf({ username, attributes }: PoolUser): string[] {
    const names = this.#isByAddress
      ? this.#pool.usernameAttributes.flatMap(name => attributes[name] ?? [])
      : [username]
    return names.map(name => fold(this.#pool, name))
  }

  /** Adds a name. Returns whether it is new. */
  #insert(name: string, user: PoolUser, digest: string): boolean {
    const sub = wordsOfUuid(user.sub)
    const isPlain = !this.#isByAddress || user.username === user.sub
    if (sub === undefined || !isPlain) {
      const { username } = user
      const isNew = !this.#others.has(name)
      this.#others.set(name, { username, sub: user.sub, digest })
      return isNew
    }
    const key = keyOf(name)
    const slot = this.#slotOf(key, this.#index)
    if (this.#index[slot] !== 0) return false
    const number = this.#entries + 1
    if (this.#entries % ENTRIES_PER_BLOCK === 0) {
      this.#blocks.push(new Uint32Array(ENTRIES_PER_BLOCK * ENTRY_WORDS))
    }
    this.#entry(number).set([...key, ...sub, ...wordsOfHex(digest)])
    this.#entries = number
    this.#index[slot] = number
    if (number > this.#index.length * MAX_LOAD) this.#grow()
    return true
  }

  #entry(number: number): Uint32Array {
    const block = Math.floor((number - 1) / ENTRIES_PER_BLOCK)
    const at = ((number - 1) % ENTRIES_PER_BLOCK) * ENTRY_WORDS
    return this.#blocks[block]?.subarray(at, at + ENTRY_WORDS) ?? NO_WORDS
  }

  /** The slot of a key, or the free slot for it. */
  #slotOf(key: Uint32Array, index: Int32Array): number {
    const mask = index.length - 1
    let slot = (key[0] ?? 0) & mask
    for (;;) {
      const number = index[slot] ?? 0
      if (number === 0 || isSame(this.#entry(number), key)) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    const index = new Int32Array(this.#index.length * 2)
    for (let number = 1; number <= this.#entries; number += 1) {
      const key = this.#entry(number).subarray(0, KEY_WORDS)
      index[this.#slotOf(key, index)] = number
    }
    this.#index = index
  }
}

const NO_WORDS = new Uint32Array(ENTRY_WORDS)

/** 128 bits, so that no two names of a pool share a key. */
function keyOf(name: string): Uint32Array {
  const hash = createHash('sha256').update(name).digest()
  return Uint32Array.of(
    ...[0, 4, 8, 12].map(offset => hash.readUInt32LE(offset))
  )
}

function isSame(entry: Uint32Array, key: Uint32Array): boolean {
  return key.every((word, at) => entry[at] === word)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function wordsOfUuid(sub: string): Uint32Array | undefined {
  return UUID.test(sub) ? wordsOfHex(sub.replaceAll('-', '')) : undefined
}

function wordsOfHex(hex: string): Uint32Array {
  const words = hex.match(/.{8}/g) ?? []
  return Uint32Array.from(words, word => parseInt(word, 16))
}

function hexOf(words: Uint32Array): string {
  return Array.from(words, word => word.toString(16).padStart(8, '0')).join('')
}

function uuidOf(words: Uint32Array): string {
  return hexOf(words).replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5'
  )
}
