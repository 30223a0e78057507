import type { Alias, IdentifyingAttribute } from './aliases.ts'
import { aliasesOf, comparable, identifying } from './aliases.ts'
import { identitiesOf, identityKey } from './identities.ts'
import type { PoolSettings } from './pool-settings.ts'
import type { SearchableAttribute } from './searchable.ts'
import { searchedIn, searchValue } from './searchable.ts'
import { SortedIndex } from './sorted-index.ts'
import type { User } from './user.ts'

/** Sorts before every character of an attribute value. */
const separator = '\u0000'

/**
 * The users of one pool: finds them by username, `sub` or alias, and lists them
 * in the order of any searchable attribute. Every change goes through {@link
 * update}, which keeps the indexes right.
 */
export class UserDirectory {
  readonly #settings: PoolSettings
  readonly #bySub = new Map<string, User>()
  readonly #byName = new Map<string, User>()
  readonly #byAlias = new Map<IdentifyingAttribute, Map<string, User>>()
  /** Created at the first search for an identity. */
  #byIdentity: Map<string, User> | undefined
  /** Created at the first search by the attribute. */
  readonly #sorted = new Map<SearchableAttribute, SortedIndex<User>>()

  /** Called before a change; without a user that is about to be added. */
  onChange: ((sub: string, user: User | undefined) => void) | undefined

  constructor(settings: PoolSettings) {
    this.#settings = settings
    for (const attribute of identifying)
      this.#byAlias.set(attribute, new Map<string, User>())
  }

  get size(): number {
    return this.#bySub.size
  }

  /** All users, in the order of their creation. */
  all(): Iterable<User> {
    return this.#bySub.values()
  }

  /**
   * The user that an operation's `Username` means: a username, else an alias,
   * else a `sub`. Real pools of every kind accept a `sub`; the API reference
   * says it of pools without usernames.
   */
  find(name: string): User | undefined {
    return (
      this.named(name) ??
      this.#claimed(comparable(this.#settings, name)) ??
      this.#bySub.get(name)
    )
  }

  /** The user with this username. */
  named(username: string): User | undefined {
    return this.#byName.get(comparable(this.#settings, username))
  }

  /** The user with this `sub`. */
  withSub(sub: string): User | undefined {
    return this.#bySub.get(sub)
  }

  /** The user that has this alias now. */
  owner({ attribute, value }: Alias): User | undefined {
    return this.#byAlias.get(attribute)?.get(value)
  }

  /** The user that signs in with this identity of another provider. */
  withIdentity(providerName: string, userId: string): User | undefined {
    if (this.#byIdentity === undefined) {
      this.#byIdentity = new Map()
      for (const user of this.#bySub.values()) this.#claimIdentities(user)
    }
    return this.#byIdentity.get(identityKey(providerName, userId))
  }

  add(user: User): void {
    this.onChange?.(user.sub, undefined)
    this.#bySub.set(user.sub, user)
    this.#byName.set(comparable(this.#settings, user.username), user)
    this.#claim(user)
    for (const [attribute, index] of this.#sorted)
      if (searchedIn(user, attribute) !== undefined) index.add(user)
  }

  remove(user: User): void {
    this.onChange?.(user.sub, user)
    this.#bySub.delete(user.sub)
    this.#byName.delete(comparable(this.#settings, user.username))
    this.#release(user)
    for (const index of this.#sorted.values()) index.delete(user)
  }

  /** Changes a user, its aliases and its place in every order. */
  update(user: User, change: (user: User) => void): void {
    this.onChange?.(user.sub, user)
    this.#release(user)
    for (const index of this.#sorted.values()) index.delete(user)
    change(user)
    user.json = undefined
    this.#claim(user)
    for (const [attribute, index] of this.#sorted)
      if (searchedIn(user, attribute) !== undefined) index.add(user)
  }

  /**
   * The users with an attribute, in ascending order of it: from a value or,
   * with `after`, from after a place in that order.
   */
  sortedBy(
    attribute: SearchableAttribute,
    start: { value: string } | { after: string }
  ): Iterable<User> {
    const index = this.#sortedIndex(attribute)
    return 'after' in start
      ? index.from(start.after, { after: true })
      : index.from(searchValue(attribute, start.value))
  }

  /** Sorts the users by an attribute now and not at the first search. */
  prepare(attribute: SearchableAttribute): void {
    this.#sortedIndex(attribute).settle()
  }

  /**
   * A user's place in the order of an attribute; no other user has the same.
   */
  placeOf(user: User, attribute: SearchableAttribute): string {
    if (attribute === 'sub') return user.sub
    const value = searchedIn(user, attribute) ?? ''
    return searchValue(attribute, value) + separator + user.sub
  }

  #sortedIndex(attribute: SearchableAttribute): SortedIndex<User> {
    let index = this.#sorted.get(attribute)
    if (index === undefined) {
      index = new SortedIndex(user => this.placeOf(user, attribute))
      for (const user of this.#bySub.values())
        if (searchedIn(user, attribute) !== undefined) index.add(user)
      this.#sorted.set(attribute, index)
    }
    return index
  }

  #claimed(value: string): User | undefined {
    for (const owners of this.#byAlias.values()) {
      const owner = owners.get(value)
      if (owner) return owner
    }
    return undefined
  }

  #claim(user: User): void {
    for (const { attribute, value } of aliasesOf(this.#settings, user))
      this.#byAlias.get(attribute)?.set(value, user)
    this.#claimIdentities(user)
  }

  #claimIdentities(user: User): void {
    if (this.#byIdentity === undefined) return
    for (const { providerName, userId } of identitiesOf(user))
      this.#byIdentity.set(identityKey(providerName, userId), user)
  }

  /**
   * Releases the user's aliases, but none that another user has taken
   * meanwhile.
   */
  #release(user: User): void {
    for (const { attribute, value } of aliasesOf(this.#settings, user)) {
      const owners = this.#byAlias.get(attribute)
      if (owners?.get(value) === user) owners.delete(value)
    }
    if (this.#byIdentity === undefined) return
    for (const { providerName, userId } of identitiesOf(user))
      this.#byIdentity.delete(identityKey(providerName, userId))
  }
}
