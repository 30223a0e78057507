import type { Clock } from '../../clock.ts'
import type { Group } from './group.ts'
import type { User } from './user.ts'

/** A group without its members, which the users' images name. */
export type GroupImage = Omit<Group, 'members'>

/**
 * The state of a pool's users and groups before each change, so that the pool as
 * it was at any time since can be told. It grows with every change.
 */
export class History {
  readonly users: Changes<User>
  readonly groups: Changes<Group, GroupImage>
  /** The feature plans that the pool had. */
  readonly tiers: Changes<string>

  constructor(clock: Clock) {
    this.users = new Changes(clock, copyUser)
    this.groups = new Changes(clock, ({ members: _, ...group }) => group)
    this.tiers = new Changes(clock, tier => tier)
  }
}

class Changes<Item, Image = Item> {
  readonly #clock: Clock
  readonly #copy: (item: Item) => Image
  /** Oldest first. */
  readonly #entries: { at: number; key: string; before: Image | undefined }[] =
    []

  constructor(clock: Clock, copy: (item: Item) => Image) {
    this.#clock = clock
    this.#copy = copy
  }

  /** @param item as it is before its change; undefined if it is created */
  record(key: string, item: Item | undefined): void {
    const before = item === undefined ? undefined : this.#copy(item)
    this.#entries.push({ at: this.#clock.now(), key, before })
  }

  /**
   * All that changed after a time, as it was then; undefined for what wasn't
   * there.
   */
  imagesAt(time: number): Map<string, Image | undefined> {
    const images = new Map<string, Image | undefined>()
    for (const { at, key, before } of this.#entries)
      if (at > time && !images.has(key)) images.set(key, before)
    return images
  }
}

export function copyUser(user: User): User {
  return {
    ...user,
    attributes: new Map(user.attributes),
    passwordHistory: user.passwordHistory && [...user.passwordHistory],
    mfa: user.mfa && { ...user.mfa },
    groups: [...user.groups],
    json: undefined
  }
}
