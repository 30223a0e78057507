/** A section that the snapshot lacks, and why. */
export interface NotCaptured {
  /** Its name in the definition, such as `terms` or `branding.clients`. */
  section: string
  /**
   * The IAM action that the role lacks (`cognito-idp:ListTerms`), else the name
   * that AWS gave the error, else `UnexpectedAnswer` or `TooLarge`; of what a
   * section lacks that was read, `UnknownText` or `UnknownMember` for members that
   * the service model doesn't know, `NotFetched` for a logo. Never a message of
   * AWS, which may quote what it is about.
   */
  reason: string
}

/** Most paths of one section; what is beyond stands under the section's name. */
const MOST_PATHS = 200

/** What sections lack that were read, each path once. */
export class LeftOut {
  readonly #reasons = new Map<string, NotCaptured['reason']>()
  readonly #paths = new Map<string, number>()

  /** @param path of a section and members in it, such as `userPool.BrandNew` */
  add(path: string, reason: NotCaptured['reason']): void {
    if (this.#reasons.has(path)) return
    const [section = path] = path.split('.')
    const paths = (this.#paths.get(section) ?? 0) + 1
    this.#paths.set(section, paths)
    this.#reasons.set(paths > MOST_PATHS ? section : path, reason)
  }

  /** Sorted by path. */
  list(): NotCaptured[] {
    return [...this.#reasons]
      .map(([section, reason]) => ({ section, reason }))
      .sort((a, b) => (a.section < b.section ? -1 : 1))
  }
}
