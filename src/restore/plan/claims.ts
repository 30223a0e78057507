import type { UserRecord } from '../../snapshot/records.ts'
import { attributeOf, isVerified } from '../target/attributes.ts'

/** A user who wants a sign-in value. */
type Claimant = Pick<UserRecord, 'sub' | 'skip' | 'attributes'>

/** The owner of a value: the `sub` in the snapshot, and how good the right is. */
export interface Owner {
  sub: string
  rank: number
  /** Whether the value is only kept from users of identity providers. */
  isForNatives?: true
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
  /** Values of native users, whatever becomes of these. */
  readonly #ofNatives = new Map<string, string>()

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
   * the native one is restored or not: whoever has the address would be taken for
   * that user by a later restore.
   *
   * @param values of signInValues
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

  /** @param value of signInValues */
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
 * Native users who verified the value come first, then native users. What an
 * identity provider says of an address gives no right to it.
 */
function rankOf(value: string, claimant: Claimant): number {
  if (isFederated(claimant)) return FEDERATED
  const isProven = isVerified(claimant.attributes, attributeOf(value))
  return isProven ? VERIFIED : NATIVE
}
