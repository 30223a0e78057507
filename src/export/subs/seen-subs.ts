import { stopIfCancelled } from '../../shared/errors.ts'
import type { Log } from '../../shared/world.ts'
import { KnownSubs } from './known-subs.ts'
import type { SubNotes } from './sub-notes.ts'
import { uuidWords, WORDS } from '../../shared/uuid-words.ts'

/** A page of a listing. `subPrefix`: the filter by which its chain was listed. */
interface SortedPage<User> {
  users: readonly User[]
  subPrefix?: string | undefined
}

/**
 * Knows exactly which users have been listed before. "Search results are sorted
 * by the attribute […] in ascending order" (developer guide, searching for
 * users). So while the subs of each chain have its prefix and rise, no user can
 * come twice, and no table is needed. The subs are only noted on disk. The
 * first page that breaks the order, such as a page of a plain chain or of a
 * chain that started over, makes this read all notes back into a table.
 */
export class SeenSubs {
  readonly #log: Log
  readonly #signal: AbortSignal
  readonly #notes: SubNotes
  /** The last sub of each prefix. */
  readonly #last = new Map<string, string>()
  #known: KnownSubs | undefined

  /** @param notes belong to this object from now on; close() drops them */
  constructor(notes: SubNotes, log: Log, signal: AbortSignal) {
    this.#log = log
    this.#signal = signal
    this.#notes = notes
  }

  /**
   * Remembers the users of a page. Call it for one page at a time.
   *
   * @returns the users that weren't seen before, in their order
   * @throws UserError `cancelled` or `out-of-time`; `count-mismatch` when the
   *   disk doesn't give the notes back
   */
  async unseen<User extends { sub: string }>(
    page: SortedPage<User>
  ): Promise<readonly User[]> {
    if (this.#known === undefined && (await this.#note(page))) return page.users
    const known = (this.#known ??= await this.#recall())
    return page.users.filter(user => known.add(user.sub))
  }

  /** @returns false if the page could not be noted; then none of it was */
  async #note({
    users,
    subPrefix: prefix
  }: SortedPage<{ sub: string }>): Promise<boolean> {
    if (prefix === undefined) return false
    let last = this.#last.get(prefix) ?? ''
    const subs: Uint32Array[] = []
    for (const { sub } of users) {
      const words = uuidWords(sub)
      const isSorted = sub.startsWith(prefix) && sub > last
      if (words === undefined || !isSorted) return false
      subs.push(words)
      last = sub
    }
    try {
      await this.#notes.makeRoom(subs.length)
    } catch (error) {
      this.#log.info(
        `The disk of the runner takes nothing (${codeOf(error)}): the listing holds all users' subs in memory, some 21 bytes each`
      )
      return false
    }
    for (const words of subs) this.#notes.put(words)
    this.#last.set(prefix, last)
    return true
  }

  async #recall(): Promise<KnownSubs> {
    const known = new KnownSubs()
    for await (const block of this.#notes.all()) {
      stopIfCancelled(this.#signal)
      for (let at = 0; at < block.length; at += WORDS) {
        known.addWords(block.subarray(at, at + WORDS))
      }
    }
    await this.#notes.close()
    return known
  }

  /** Drops all notes. */
  close(): Promise<void> {
    return this.#notes.close()
  }
}

/** Node's code of a system error, such as ENOSPC. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : 'unknown'
}
