/**
 * Who is in which groups, looked up by user. Most users share their set of
 * groups with many others, so a user costs one number and not a list.
 */
export class Memberships {
  readonly #sets: (readonly string[])[] = [[]]
  // A set and one more group lead to the set with both.
  readonly #next: Map<string, number>[] = [new Map<string, number>()]
  readonly #ofUser = new Map<string, number>()

  /** Adds a membership. One that was added before is ignored. */
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
