import { comparable } from '../cognito/boolean-attributes.ts'
import { byName, type SchemaAttribute } from '../cognito/schema.ts'
import type { PoolUser } from '../cognito/users.ts'
import type { Drift } from '../shared/outcome.ts'
import { fingerprint, Fingerprints } from '../snapshot/fingerprints.ts'
import type { UserRecord } from '../snapshot/records.ts'

/** For each user: 64 bits of the content's digest, and GONE, SEEN or ADDED. */
const VALUES = 3
const GONE = 0
const SEEN = 1
const ADDED = 2

type Content = Pick<
  UserRecord,
  'username' | 'sub' | 'status' | 'enabled' | 'attributes'
>

/**
 * Counts how a pool differs from a snapshot of it, user by user. Add all users
 * of the snapshot first, then see all users of the pool; a user of the pool may
 * be seen again. A million users take some 40 MB.
 */
export class PoolDrift {
  readonly #users: Fingerprints
  readonly #by: 'sub' | 'username'
  readonly #schema: ReadonlyMap<string, SchemaAttribute>
  #added = 0
  #seen = 0
  #changed = 0
  #inSnapshot = 0

  /**
   * @param salt see Fingerprints
   * @param by how users are matched: in another pool all subs differ
   * @param schema that of the pool
   */
  constructor(
    salt: string,
    by: 'sub' | 'username',
    schema: readonly SchemaAttribute[] = []
  ) {
    this.#users = new Fingerprints(salt, VALUES)
    this.#by = by
    this.#schema = byName(schema)
  }

  /** A user of the snapshot. */
  addRecord(record: UserRecord): void {
    const key = record[this.#by]
    if (this.#users.add(key)) this.#inSnapshot += 1
    this.#users.valuesOf(key)?.set([...this.#contentOf(record), GONE])
  }

  /** A user of the pool. */
  seeUser(user: PoolUser): void {
    const key = user[this.#by]
    if (this.#users.add(key)) {
      this.#users.valuesOf(key)?.set([0, 0, ADDED])
      this.#added += 1
      return
    }
    const values = this.#users.valuesOf(key)
    if (values?.[2] !== GONE) return
    const [a, b] = this.#contentOf(user)
    if (values[0] !== a || values[1] !== b) this.#changed += 1
    values[2] = SEEN
    this.#seen += 1
  }

  /** Users of the pool so far, each once. */
  get found(): number {
    return this.#seen + this.#added
  }

  /** The result, after all users. */
  get drift(): Drift {
    return {
      added: this.#added,
      gone: this.#inSnapshot - this.#seen,
      changed: this.#changed
    }
  }

  /**
   * A digest of what a user is. It leaves out when the user was changed, because
   * some changes aren't in a snapshot, and how a Boolean is spelled.
   */
  #contentOf(user: Content): [number, number] {
    const { username, status, enabled, attributes } = user
    const sorted = Object.entries(attributes)
      .map(([name, value]) => [name, comparable(name, value, this.#schema)])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    const text = JSON.stringify([username, status, enabled, sorted])
    const [a = 0, b = 0] = fingerprint(text)
    return [a, b]
  }
}
