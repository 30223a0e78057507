import { Fingerprints } from '../../snapshot/fingerprints.ts'
import type { MatchedBy } from './changes.ts'
import type { Rows } from './rows.ts'
import { MATCH, matchedBy, nameKey, toMatch } from './user-row.ts'

/**
 * The names of the later side that stand for another user than on the earlier
 * one: memberships know users by name alone.
 */
export class UserNames {
  readonly #before: Rows
  readonly #names: Fingerprints

  /** @param before the users of the earlier side */
  constructor(salt: string, before: Rows) {
    this.#before = before
    this.#names = new Fingerprints(salt, 2)
  }

  /** @param name as nameKey gives it */
  isNowOf(name: string, row: number, by: MatchedBy): void {
    this.#set(name, [row + 1, toMatch(by)])
  }

  isNew(name: string): void {
    this.#set(name, [0, 0])
  }

  /** What stands for the user of a name on both sides. */
  keyOf(name: string): string {
    const values = this.#names.valuesOf(name)
    if (values === undefined) return name
    const [place = 0, match = 0] = values
    const row = place - 1
    // Another may have turned out to be that user since.
    const isStill =
      place > 0 && matchedBy(this.#before.word(row, MATCH)) === matchedBy(match)
    return isStill ? nameKey(this.#before.at(row)) : `new ${name}`
  }

  #set(name: string, values: readonly [number, number]): void {
    this.#names.add(name)
    this.#names.valuesOf(name)?.set(values)
  }
}
