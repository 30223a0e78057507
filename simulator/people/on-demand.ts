import { subFrom } from '../cognito/state/subs.ts'
import type { PoolSettings } from '../cognito/state/pool-settings.ts'
import type { SearchableAttribute } from '../cognito/state/searchable.ts'
import type { User } from '../cognito/state/user.ts'
import { UserDirectory } from '../cognito/state/user-directory.ts'
import { integer, seededRandom, seedFor } from '../random.ts'
import type { PeopleOptions } from './options.ts'
import { personAt } from './person.ts'

/**
 * The people of a pool, created again at each read, so that ten million take no
 * memory. Their `sub`s rise with their number: a list in the order of `sub` is
 * a count. Calls can read them, and list them by `sub` or without a filter.
 * They can't change, and are in no group.
 */
export class PeopleOnDemand extends UserDirectory {
  readonly #options: PeopleOptions
  readonly #count: number

  /** @param count how many, up to 2³² */
  constructor(settings: PoolSettings, count: number, options: PeopleOptions) {
    super(settings)
    this.#count = count
    this.#options = options
  }

  override get size(): number {
    return this.#count
  }

  override *all(): Generator<User> {
    for (let at = 0; at < this.#count; at++) yield this.#person(at)
  }

  override find(name: string): User | undefined {
    return this.named(name) ?? this.withSub(name)
  }

  /** Finds usernames that end in a number, as those of plain people do. */
  override named(username: string): User | undefined {
    const number = /(\d+)(?:@example\.com)?$/.exec(username)?.[1]
    if (number === undefined || Number(number) >= this.#count) return undefined
    const person = this.#person(Number(number))
    return person.username === username ? person : undefined
  }

  override withSub(sub: string): User | undefined {
    const at = this.#firstFrom(sub)
    if (at >= this.#count || this.#subAt(at) !== sub) return undefined
    return this.#person(at)
  }

  override owner(): User | undefined {
    return undefined
  }

  override withIdentity(): User | undefined {
    return undefined
  }

  override *sortedBy(
    attribute: SearchableAttribute,
    start: { value: string } | { after: string }
  ): Generator<User> {
    if (attribute !== 'sub') throw unable(`be searched by ${attribute}`)
    const key = 'after' in start ? start.after : start.value
    let at = this.#firstFrom(key)
    if ('after' in start && at < this.#count && this.#subAt(at) === key) at += 1
    for (; at < this.#count; at++) yield this.#person(at)
  }

  override prepare(): void {
    // There is nothing to sort.
  }

  override add(): void {
    throw unable('be joined')
  }

  override remove(): void {
    throw unable('be changed')
  }

  override update(): void {
    throw unable('be changed')
  }

  #person(at: number): User {
    const person = personAt(at, this.#options)
    const sub = this.#subAt(at)
    return {
      ...person,
      sub,
      username: person.username === person.sub ? sub : person.username
    }
  }

  /** A `sub` whose first random digits grow with the number of the person. */
  #subAt(at: number): string {
    const place = Math.floor((at * 2 ** 32) / this.#count)
    const random = seededRandom(seedFor(this.#options.seed, at))
    const bytes = Uint8Array.from({ length: 16 }, () => integer(random, 256))
    // Of the first four bytes, a sub shows only the upper half.
    for (let byte = 0; byte < 4; byte++)
      bytes[byte] = ((place >>> (28 - 4 * byte)) & 0xf) << 4
    bytes[4] = (place >>> 8) & 0xff
    bytes[5] = place & 0xff
    return subFrom(bytes)
  }

  /** The number of the first person whose sub is `key` or comes after it. */
  #firstFrom(key: string): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.#subAt(middle) < key) low = middle + 1
      else high = middle
    }
    return low
  }
}

function unable(what: string): Error {
  return new Error(`People who are made on demand can't ${what}.`)
}
