import { stopIfCancelled } from '../../shared/errors.ts'
import type { Log } from '../../shared/world.ts'
import { KnownSubs } from './known-subs.ts'
import type { SubNotes } from './sub-notes.ts'
import { subWords, WORDS } from './sub-words.ts'

/** A page of a listing: what its subs begin with, where it is sorted by them. */
interface SortedPage<User> {
  users: readonly User[]
  subPrefix?: string | undefined
}

/**
 * Which users have been listed before, exactly. "Search results are sorted by the
 * attribute […] in ascending order" (developer guide, searching for users): while
 * each chain's subs have its prefix and rise, nobody can be listed twice, and no
 * memory is needed to know it. They are noted all the same, out of memory. At the
 * first page that isn't so, such as one of a plain chain or of a chain that had to
 * begin again, all that were noted are read back into a table of all subs.
 */
export class SeenSubs {
  readonly #log: Log
  readonly #signal: AbortSignal
  readonly #notes: SubNotes
  /** The last sub of each prefix. */
  readonly #last = new Map<string, string>()
  #known: KnownSubs | undefined

  /** @param notes that nobody else adds to; dropped by close() */
  constructor(notes: SubNotes, log: Log, signal: AbortSignal) {
    this.#log = log
    this.#signal = signal
    this.#notes = notes
  }

  /**
   * Remembers the users of a page, one page at a time.
   *
   * @returns those who weren't seen before, in their order
   * @throws UserError `cancelled` or `out-of-time`; `count-mismatch` when the disk
   *   doesn't give back what was noted
   */
  async unseen<User extends { sub: string }>(
    page: SortedPage<User>
  ): Promise<readonly User[]> {
    if (this.#known === undefined && (await this.#note(page))) return page.users
    const known = (this.#known ??= await this.#recall())
    return page.users.filter(user => known.add(user.sub))
  }

  /** @returns false where that was not possible, and nothing of it was noted */
  async #note({
    users,
    subPrefix: prefix
  }: SortedPage<{ sub: string }>): Promise<boolean> {
    if (prefix === undefined) return false
    let last = this.#last.get(prefix) ?? ''
    const subs: Uint32Array[] = []
    for (const { sub } of users) {
      const words = subWords(sub)
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

  /** Drops all that was noted. */
  close(): Promise<void> {
    return this.#notes.close()
  }
}

/** Node's name of an error of the system, such as ENOSPC. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : 'unknown'
}
