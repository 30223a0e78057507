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

// The number of a `sub`: four flags, and a row and one. The row is one of the
// earlier side, or of a stranger.
const SEEN = 1
const BY_MAP = 2
const HAS_NEW_SUB = 4
const IS_STRANGER = 8
const ROW_BITS = 4

/**
 * Finds out which user of the earlier side is which of the later one, and which
 * of them have changed. The order makes no difference, but that announcements
 * come after the earlier side. A user takes 40 bytes, and some 50 more in the
 * table of `sub`s.
 *
 * A match counts and grants nothing: names and addresses can be taken over.
 */
export class UserMatching {
  readonly #digests: UserDigests
  readonly #isSamePool: boolean
  readonly #subs: Fingerprints
  readonly #before = new Rows(USER_ROW_WORDS)
  /** Users of the later side whose `sub`s said nothing when they came. */
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

  /** Users of the later side who were known by nothing when they came. */
  get strangers(): number {
    return this.#strangers.length
  }

  /** A user of the earlier side. */
  addBefore(user: ComparedUser): void {
    const known = this.#valueOf(user.sub)
    if (known !== undefined && (known & IS_STRANGER) === 0) return
    const row = this.#before.push(this.#digests.rowOf(user))
    const place = (row + 1) << ROW_BITS
    this.#set(user.sub, place | ((known ?? 0) & SEEN))
    if (known !== undefined) this.#matchStranger(row, 'sub', rowIn(known))
  }

  /** See UserComparison. */
  announce(oldSub: string, newSub: string): void {
    const value = this.#valueOf(oldSub) ?? HAS_NEW_SUB
    if ((value & (HAS_NEW_SUB | IS_STRANGER)) !== 0) return
    const known = this.#valueOf(newSub)
    if (known !== undefined && (known & IS_STRANGER) === 0) return
    this.#set(oldSub, value | HAS_NEW_SUB)
    const ofNew = (value & ~SEEN) | HAS_NEW_SUB | BY_MAP
    this.#set(newSub, ofNew | ((known ?? 0) & SEEN))
    if (known === undefined) return
    this.#matchStranger(rowIn(value), 'map', rowIn(known))
  }

  /** A user of the later side. */
  addNow(user: ComparedUser): void {
    const value = this.#valueOf(user.sub)
    if (value !== undefined && (value & SEEN) !== 0) return
    this.#found += 1
    const now = this.#digests.rowOf(user)
    if (value === undefined) {
      const place = (this.#strangers.push(now) + 1) << ROW_BITS
      this.#set(user.sub, place | IS_STRANGER | SEEN)
      return
    }
    this.#set(user.sub, value | SEEN)
    const by = (value & BY_MAP) === 0 ? 'sub' : 'map'
    if (this.#match(rowIn(value), by, now)) return
    now[MATCH] = OUTDONE
    this.#strangers.push(now)
  }

  /** Matches the rest, once all users are known. */
  matchRest(fallbacks: readonly Fallback[]): void {
    const isFree = (match: number) => match === 0
    for (const [by, at] of ROUNDS) {
      if (!fallbacks.includes(by)) continue
      const before = rowsWhere(this.#before, isFree)
      const strangers = rowsWhere(this.#strangers, isFree)
      for (const [row, stranger] of uniquePairs(before, strangers, at)) {
        this.#matchStranger(row, by, stranger)
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

  #valueOf(sub: string): number | undefined {
    return this.#subs.valuesOf(sub)?.[0]
  }

  #set(sub: string, value: number): void {
    this.#subs.add(sub)
    this.#subs.valuesOf(sub)?.set([value])
  }

  #matchStranger(row: number, by: MatchedBy, stranger: number): void {
    const now = this.#strangers.at(stranger)
    const match = this.#match(row, by, now) ? toMatch(by) : OUTDONE
    now.set([match], MATCH)
  }

  /** @returns whether the user is not outdone by the one of the old `sub` */
  #match(row: number, by: MatchedBy, now: UserRow): boolean {
    const before = this.#before.at(row)
    if (by === 'map' && before[MATCH] !== 0) return false
    const isOther = differ(before, now, NAME, 2)
    const match = toMatch(by, {
      hasChanged: this.#hasChanged(before, now, by),
      isRenamed: isOther
    })
    before.set([match], MATCH)
    if (isOther) this.#names.isNowOf(nameKey(now), row, by)
    return true
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

function rowIn(value: number): number {
  return (value >>> ROW_BITS) - 1
}
