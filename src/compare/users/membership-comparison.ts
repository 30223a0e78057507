import { Fingerprints } from '../../snapshot/fingerprints.ts'
import type { Changes } from './changes.ts'

const GONE = 0
const SEEN = 1
const ADDED = 2

/** Memberships of two sides by their keys: all of the earlier side come first. */
export class MembershipComparison {
  readonly #known: Fingerprints
  #before = 0
  #seen = 0
  #added = 0

  /** @param salt see Fingerprints */
  constructor(salt: string) {
    this.#known = new Fingerprints(salt, 1)
  }

  get sizeBefore(): number {
    return this.#before
  }

  addBefore(key: string): void {
    if (this.#known.add(key)) this.#before += 1
  }

  addNow(key: string): void {
    const isNew = this.#known.add(key)
    const values = this.#known.valuesOf(key)
    if (isNew) {
      this.#added += 1
      values?.set([ADDED])
    } else if (values?.[0] === GONE) {
      this.#seen += 1
      values.set([SEEN])
    }
  }

  get changes(): Omit<Changes, 'changed'> {
    return { added: this.#added, gone: this.#before - this.#seen }
  }
}
