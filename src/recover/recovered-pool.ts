import type { SchemaAttribute } from '../cognito/schema.ts'
import type { ComparedUser } from '../compare/users/changes.ts'
import { UserDigests } from '../compare/users/user-digests.ts'
import {
  CONTENT,
  differ,
  EMAIL,
  NAME,
  STATUS
} from '../compare/users/user-row.ts'
import { Fingerprints } from '../snapshot/fingerprints.ts'
import type { MembershipRecord } from '../snapshot/records.ts'

/** What a recovery may have taken back of a user. */
export type Reverted =
  'attributes' | 'status' | 'username' | 'enabled' | 'memberships'

/** What a recovery did to a user of the snapshot. */
export type Verdict =
  | { result: 'missing' }
  | {
      result: 'there'
      /** Empty if the user is as in the snapshot. */
      reverted: Reverted[]
      /** Memberships that the user had and has no more. */
      membershipsGone: number
    }

/** The numbers that are kept of a user: see user-row.ts; the last is `enabled`. */
const ENABLED = EMAIL
const WORDS = ENABLED + 1

/**
 * A pool that was recovered, to judge the users of a snapshot by. The pool's users
 * and memberships come first, then the memberships of the snapshot. Users are the
 * same by `sub` alone: a recovery keeps it, and a name may be another's by now.
 *
 * 100,000 users and as many memberships take some 9 MB.
 */
export class RecoveredPool {
  readonly #digests: UserDigests
  readonly #users: Fingerprints
  readonly #memberships: Fingerprints
  /** By username: how many memberships are gone. */
  readonly #gone: Fingerprints

  /** @param salt see Fingerprints */
  constructor(salt: string, schema: readonly SchemaAttribute[]) {
    this.#digests = new UserDigests(salt, schema)
    this.#users = new Fingerprints(salt, WORDS)
    this.#memberships = new Fingerprints(salt)
    this.#gone = new Fingerprints(salt, 1)
  }

  /** Users of the pool so far, each once. */
  get size(): number {
    return this.#users.size
  }

  addUser(user: ComparedUser): void {
    this.#users.add(user.sub)
    this.#users.valuesOf(user.sub)?.set(this.#rowOf(user))
  }

  addMembership(membership: MembershipRecord): void {
    this.#memberships.add(keyOf(membership))
  }

  /** A membership of the snapshot. */
  checkMembership(membership: MembershipRecord): void {
    if (this.#memberships.has(keyOf(membership))) return
    const { username } = membership
    this.#gone.add(username)
    const [count = 0] = this.#gone.valuesOf(username) ?? []
    this.#gone.valuesOf(username)?.set([count + 1])
  }

  /** Judges a user of the snapshot. */
  judge(user: ComparedUser): Verdict {
    const now = this.#users.valuesOf(user.sub)
    if (now === undefined) return { result: 'missing' }
    const before = this.#rowOf(user)
    const [membershipsGone = 0] = this.#gone.valuesOf(user.username) ?? []
    const changes: [Reverted, boolean][] = [
      ['attributes', differ(before, now, CONTENT, 2)],
      ['status', differ(before, now, STATUS, 1)],
      ['username', differ(before, now, NAME, 2)],
      ['enabled', differ(before, now, ENABLED, 1)],
      ['memberships', membershipsGone > 0]
    ]
    const reverted = changes.flatMap(([what, is]) => (is ? [what] : []))
    return { result: 'there', reverted, membershipsGone }
  }

  /** `enabled` has a number of its own. */
  #rowOf(user: ComparedUser): number[] {
    const row = this.#digests.rowOf({ ...user, enabled: true })
    return [...row.slice(0, ENABLED), user.enabled ? 1 : 0]
  }
}

function keyOf({ group, username }: MembershipRecord): string {
  return JSON.stringify([group, username])
}
