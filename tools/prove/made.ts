/** What a proof has made and has to be removed again. */
export interface Thing {
  /** For a count of what is left: "user", "group", "user pool NAME". */
  what: string
  /** The pool of this run that takes it along when it is deleted. */
  goesWith?: string | undefined
  /** @throws whatever keeps it from being removed */
  remove: () => Promise<void>
}

/** All that was made so far, in the order in which it was. */
export class Made {
  readonly #things: Thing[] = []
  readonly #counts = new Map<string, number>()

  /** Told before the call that makes it, whose answer may be lost. */
  add(thing: Thing): void {
    this.#things.push(thing)
    this.#counts.set(thing.what, this.count(thing.what) + 1)
  }

  /** How many of a kind were made. */
  count(what: string): number {
    return this.#counts.get(what) ?? 0
  }

  /**
   * Removes everything, the latest first, each thing once; what fails doesn't
   * keep the others.
   *
   * @returns what could not be removed, a clause each, such as "2 × user
   *   (AccessDeniedException)"
   */
  async removeAll(nameOf: (error: unknown) => string): Promise<string[]> {
    const left = new Map<string, number>()
    for (const thing of this.#things.splice(0).reverse()) {
      if (thing.goesWith !== undefined) continue
      try {
        await thing.remove()
      } catch (error) {
        const clause = `${thing.what} (${nameOf(error)})`
        left.set(clause, (left.get(clause) ?? 0) + 1)
      }
    }
    return [...left].map(([clause, times]) => `${times} × ${clause}`)
  }
}
