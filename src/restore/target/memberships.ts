/**
 * The groups of each user. Most users share their set of groups with many
 * others, so a user takes one number of memory, not a list.
 */
export class Memberships {
  readonly #sets: (readonly string[])[] = [[]]
  // By number of a set: the number of the set that has one more group.
  readonly #next: Map<string, number>[] = [new Map<string, number>()]
  readonly #ofUser = new Map<string, number>()

  /** Adds a membership. A second call with the same values does nothing. */
  add(username: string, group: string): void {
    const from = this.#ofUser.get(username) ?? 0
    if (this.#sets[from]?.includes(group) === true) return
    this.#ofUser.set(username, this.#with(from, group))
  }

  /** The groups of a user, in the order of the snapshot. */
  of(username: string): readonly string[] {
    return this.#sets[this.#ofUser.get(username) ?? 0] ?? []
  }

  #with(from: number, group: string): number {
    const known = this.#next[from]?.get(group)
    if (known !== undefined) return known
    const grown = this.#sets.push([...(this.#sets[from] ?? []), group]) - 1
    this.#next.push(new Map())
    this.#next[from]?.set(group, grown)
    return grown
  }
}
