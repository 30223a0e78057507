import { Fingerprints } from '../../snapshot/fingerprints.ts'
import type { Changes, ComparedUser, MatchedBy } from './changes.ts'
import { Rows } from './rows.ts'
import { uniquePairs } from './unique-pairs.ts'
import type { UserDigests } from './user-digests.ts'
import { UserNames } from './user-names.ts'
import {
  CONTENT,
  differ,
  EMAIL,
  hasChanged,
  isRenamed,
  MATCH,
  matchedBy,
  NAME,
  nameKey,
  OUTDONE,
  PHONE,
  rowsWhere,
  STATUS,
  toMatch,
  USER_ROW_WORDS,
  type UserRow
} from './user-row.ts'

/** What users are matched by when no `sub` says who they are. */
export type Fallback = Exclude<MatchedBy, 'sub' | 'map'>

const ROUNDS: readonly (readonly [Fallback, number])[] = [
  ['username', NAME],
  ['address', EMAIL],
  ['address', PHONE]
]

/** The statuses that a restore gives: see `restored-user-status`. */
const RESTORED = ['CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED']

// The number of a `sub`: three flags, and a row of the earlier side and one.
const SEEN = 1
const BY_MAP = 2
const HAS_NEW_SUB = 4
const ROW_BITS = 3

/**
 * Finds out which user of the earlier side is which of the later one, and which
 * of them have changed. The order within a side makes no difference. A user
 * takes 40 bytes, and some 50 more in the table of `sub`s.
 *
 * A match counts and grants nothing: names and addresses can be taken over.
 */
export class UserMatching {
  readonly #digests: UserDigests
  readonly #isSamePool: boolean
  readonly #subs: Fingerprints
  readonly #before = new Rows(USER_ROW_WORDS)
  /** Users of the later side whose `sub`s say nothing. */
  readonly #strangers = new Rows(USER_ROW_WORDS)
  readonly #names: UserNames
  readonly #restored: ReadonlySet<number | undefined>
  #found = 0

  constructor(salt: string, digests: UserDigests, isSamePool: boolean) {
    this.#digests = digests
    this.#isSamePool = isSamePool
    this.#subs = new Fingerprints(salt, 1)
    this.#restored = new Set(RESTORED.map(status => digests.status(status)))
    this.#names = new UserNames(salt, this.#before)
  }

  /** Users of the later side so far, each once. */
  get found(): number {
    return this.#found
  }

  get sizeBefore(): number {
    return this.#before.length
  }

  /** A user of the earlier side. */
  addBefore(user: ComparedUser): void {
    if (!this.#subs.add(user.sub)) return
    const row = this.#before.push(this.#digests.rowOf(user))
    this.#subs.valuesOf(user.sub)?.set([(row + 1) << ROW_BITS])
  }

  /** See UserComparison. */
  announce(oldSub: string, newSub: string): void {
    const values = this.#subs.valuesOf(oldSub)
    const [value = 0] = values ?? []
    const isOpen = value >>> ROW_BITS > 0 && (value & HAS_NEW_SUB) === 0
    if (!isOpen || this.#subs.has(newSub)) return
    values?.set([value | HAS_NEW_SUB])
    this.#subs.add(newSub)
    this.#subs.valuesOf(newSub)?.set([value | HAS_NEW_SUB | BY_MAP])
  }

  /** A user of the later side, after all of the earlier one. */
  addNow(user: ComparedUser): void {
    this.#subs.add(user.sub)
    const values = this.#subs.valuesOf(user.sub)
    const [value = 0] = values ?? []
    if ((value & SEEN) !== 0) return
    values?.set([value | SEEN])
    this.#found += 1
    const now = this.#digests.rowOf(user)
    const row = (value >>> ROW_BITS) - 1
    if (row < 0) this.#strangers.push(now)
    else this.#match(row, (value & BY_MAP) === 0 ? 'sub' : 'map', now)
  }

  /** Matches the rest, once all users are known. */
  matchRest(fallbacks: readonly Fallback[]): void {
    const isFree = (match: number) => match === 0
    for (const [by, at] of ROUNDS) {
      if (!fallbacks.includes(by)) continue
      const before = rowsWhere(this.#before, isFree)
      const strangers = rowsWhere(this.#strangers, isFree)
      for (const [row, stranger] of uniquePairs(before, strangers, at)) {
        const now = this.#strangers.at(stranger)
        this.#match(row, by, now)
        now.set([toMatch(by)], MATCH)
      }
    }
    // A new user may have the name that another had before.
    const isNew = (match: number) => matchedBy(match) === undefined
    const renamed = rowsWhere(this.#before, isRenamed)
    const added = rowsWhere(this.#strangers, isNew)
    for (const [, stranger] of uniquePairs(renamed, added, NAME)) {
      this.#names.isNew(nameKey(this.#strangers.at(stranger)))
    }
  }

  /** What stands for a user of the earlier side, by name. */
  keyBefore(username: string): string {
    return this.#digests.nameKey(username)
  }

  /** The same of the later side, after the rest is matched. */
  keyNow(username: string): string {
    return this.#names.keyOf(this.#digests.nameKey(username))
  }

  /** After the rest is matched. */
  get result(): { users: Changes; matchedBy: Record<MatchedBy, number> } {
    const counts = { sub: 0, map: 0, username: 0, address: 0 }
    let matched = 0
    let changed = 0
    for (let row = 0; row < this.#before.length; row += 1) {
      const match = this.#before.word(row, MATCH)
      const by = matchedBy(match)
      if (by === undefined) continue
      counts[by] += 1
      matched += 1
      if (hasChanged(match)) changed += 1
    }
    const added = this.#found - matched
    const gone = this.#before.length - matched
    return { users: { added, gone, changed }, matchedBy: counts }
  }

  #match(row: number, by: MatchedBy, now: UserRow): void {
    const before = this.#before.at(row)
    const isTaken = before[MATCH] !== 0
    if (isTaken && by === 'map') {
      const stranger = this.#strangers.push(now)
      this.#strangers.at(stranger).set([OUTDONE], MATCH)
      return
    }
    const isOther = differ(before, now, NAME, 2)
    const match = toMatch(by, {
      hasChanged: this.#hasChanged(before, now, by),
      isRenamed: isOther
    })
    before.set([match], MATCH)
    if (isOther) this.#names.isNowOf(nameKey(now), row, by)
  }

  #hasChanged(before: UserRow, now: UserRow, by: MatchedBy): boolean {
    if (differ(before, now, CONTENT, 2)) return true
    const isAnnounced = by === 'map' && this.#restored.has(now[STATUS])
    if (!isAnnounced && differ(before, now, STATUS, 1)) return true
    // Another pool gives other `sub`s, and names may follow from them. In the
    // same one, another `sub` is another account, unless a restore says more.
    if (!this.#isSamePool || by === 'map') return false
    return by !== 'sub' || differ(before, now, NAME, 2)
  }
}
