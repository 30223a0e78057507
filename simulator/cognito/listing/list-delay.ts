import type { Clock } from '../../clock.ts'
import type { Group } from '../state/group.ts'
import type { User } from '../state/user.ts'

/**
 * An earlier state of a user, which lists show until a time in milliseconds.
 */
interface Past {
  /** The user before the change; undefined before the creation. */
  shown: User | undefined
  until: number
}

/**
 * How long lists lag behind: "This operation is eventually consistent. You
 * might experience a delay before results are up-to-date" (API reference,
 * ListUsers). Calls about one user are never late.
 *
 * A user who leaves a group is missing from its list at once. A filter by the
 * old value of a changed attribute doesn't find the user.
 */
export class ListDelay {
  readonly #clock: Clock
  readonly #delayMs: number
  readonly #past = new WeakMap<User, Past[]>()
  readonly #joined = new WeakMap<Group, Map<User, number>>()

  constructor(clock: Clock, delayMs: number) {
    this.#clock = clock
    this.#delayMs = delayMs
  }

  created(user: User): void {
    this.#remember(user, undefined)
  }

  /** Call it before the change. */
  changing(user: User): void {
    if (this.#delayMs === 0) return
    this.#remember(user, { ...user, attributes: new Map(user.attributes) })
  }

  joined(user: User, group: Group): void {
    if (this.#delayMs === 0) return
    const members = this.#joined.get(group) ?? new Map<User, number>()
    members.set(user, this.#clock.now() + this.#delayMs)
    this.#joined.set(group, members)
  }

  /** The user as lists show it now; undefined if they don't show it yet. */
  shown(user: User): User | undefined {
    // Tests list a million users, and hardly any test has a delay.
    if (this.#delayMs === 0) return user
    const past = this.#past.get(user)
    if (past === undefined) return user
    const now = this.#clock.now()
    const current = past.find(({ until }) => now < until)
    if (current !== undefined) return current.shown
    this.#past.delete(user)
    return user
  }

  /** Whether the list of the group's members already shows the user. */
  hasJoined(user: User, group: Group): boolean {
    const members = this.#joined.get(group)
    const until = members?.get(user)
    if (until === undefined) return true
    if (this.#clock.now() < until) return false
    members?.delete(user)
    return true
  }

  #remember(user: User, shown: User | undefined): void {
    if (this.#delayMs === 0) return
    const past = this.#past.get(user) ?? []
    past.push({ shown, until: this.#clock.now() + this.#delayMs })
    this.#past.set(user, past)
  }
}
