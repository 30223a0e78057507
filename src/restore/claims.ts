import type { UserRecord } from '../snapshot/records.ts'
import { attributeOf, isVerified } from './attributes.ts'

/** A user who wants a sign-in value. */
type Claimant = Pick<UserRecord, 'sub' | 'skip' | 'attributes'>

/** The owner of a value: the `sub` in the snapshot, and how good the right is. */
export interface Owner {
  sub: string
  rank: number
}

/**
 * The sign-in values that the users of a plan get, so that no two get the same.
 * A snapshot is planned in its own order, so the first user takes a value. Where
 * a later user has the better right, the value is `contested`, and the snapshot
 * is planned anew with that user as its owner.
 */
export class Claims {
  readonly #owners: ReadonlyMap<string, Owner>
  readonly #taken = new Map<string, Owner>()
  readonly #contested = new Map<string, Owner>()

  /** @param owners of the values that were contested in an earlier planning */
  constructor(owners: ReadonlyMap<string, Owner> = new Map()) {
    this.#owners = owners
  }

  /** The values that a later user has the better right to, with that user. */
  get contested(): ReadonlyMap<string, Owner> {
    return this.#contested
  }

  /**
   * Whether another user of the snapshot has the value.
   *
   * @param value of signInValues
   */
  isTaken(value: string, claimant: Claimant): boolean {
    const { sub } = claimant
    const owner = this.#owners.get(value)
    if (owner !== undefined) return owner.sub !== sub
    const holder = this.#contested.get(value) ?? this.#taken.get(value)
    if (holder === undefined) return false
    const rank = rankOf(value, claimant)
    if (rank > holder.rank) this.#contested.set(value, { sub, rank })
    return true
  }

  /** @param value of signInValues */
  take(value: string, claimant: Claimant): void {
    const { sub } = claimant
    this.#taken.set(value, { sub, rank: rankOf(value, claimant) })
  }
}

/**
 * Native users who verified the value come first, then native users. What an
 * identity provider says of an address gives no right to it.
 */
function rankOf(value: string, { skip, attributes }: Claimant): number {
  if (skip.includes('federated')) return 0
  return isVerified(attributes, attributeOf(value)) ? 2 : 1
}
