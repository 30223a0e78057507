import type { UserRecord } from '../../../snapshot/records.ts'
import { attributeOf, isVerified } from '../../target/attributes.ts'

/** A user that is to get a sign-in value. */
type Claimant = Pick<UserRecord, 'sub' | 'skip' | 'attributes'>

/** The owner of a value: the `sub` in the snapshot, and its rank. */
export interface Owner {
  sub: string
  rank: number
  /** Whether the value is kept from users of identity providers only. */
  isForNatives?: true
}

/**
 * The sign-in values that the planned users get. No two users get the same
 * value. Users are planned in the order of the snapshot, so the first one takes
 * a value. If a later user has the better right, the value is `contested`: the
 * snapshot is planned again with that user as the owner.
 */
export class Claims {
  readonly #owners: ReadonlyMap<string, Owner>
  readonly #taken = new Map<string, Owner>()
  readonly #contested = new Map<string, Owner>()
  /** Subs of native users by value, whether these users are restored or not. */
  readonly #ofNatives = new Map<string, string>()

  /** @param owners of the values that earlier passes found contested */
  constructor(owners: ReadonlyMap<string, Owner> = new Map()) {
    this.#owners = owners
  }

  /** The values that a later user has the better right to, with that user. */
  get contested(): ReadonlyMap<string, Owner> {
    return this.#contested
  }

  /**
   * Whether the value belongs to another user of the snapshot.
   *
   * @param value one that signInValues returned
   */
  isTaken(value: string, claimant: Claimant): boolean {
    const { sub } = claimant
    const owner = this.#owners.get(value)
    if (isFederated(claimant)) {
      if (owner?.isForNatives) return true
      const native = this.#ofNatives.get(value)
      if (owner === undefined && native !== undefined) {
        this.#keepForNatives(value, native)
        return true
      }
    }
    if (owner !== undefined && !owner.isForNatives) return owner.sub !== sub
    const holder = this.#contested.get(value) ?? this.#taken.get(value)
    if (holder === undefined) return false
    const rank = rankOf(value, claimant)
    if (rank > holder.rank) this.#contested.set(value, { sub, rank })
    return true
  }

  /**
   * Keeps the values of a native user from users of identity providers, whether
   * the native user is restored or not. Otherwise a later restore would take
   * the holder of the address for the native user.
   *
   * @param values those that signInValues returned
   */
  note(values: readonly string[], claimant: Claimant): void {
    if (isFederated(claimant)) return
    for (const value of values) {
      this.#ofNatives.set(value, claimant.sub)
      const holder = this.#taken.get(value)
      const isHeld = holder?.rank === FEDERATED && !this.#owners.has(value)
      if (isHeld) this.#keepForNatives(value, claimant.sub)
    }
  }

  #keepForNatives(value: string, sub: string): void {
    this.#contested.set(value, { sub, rank: NATIVE, isForNatives: true })
  }

  /** @param value one that signInValues returned */
  take(value: string, claimant: Claimant): void {
    const { sub } = claimant
    this.#taken.set(value, { sub, rank: rankOf(value, claimant) })
  }
}

const FEDERATED = 0
const NATIVE = 1
const VERIFIED = 2

function isFederated({ skip }: Claimant): boolean {
  return skip.includes('federated')
}

/**
 * Native users who have verified the value rank first, then other native users.
 * An address that an identity provider asserts gives no right to it.
 */
function rankOf(value: string, claimant: Claimant): number {
  if (isFederated(claimant)) return FEDERATED
  const isProven = isVerified(claimant.attributes, attributeOf(value))
  return isProven ? VERIFIED : NATIVE
}
