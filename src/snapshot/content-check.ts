import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import { Fingerprints } from './fingerprints.ts'
import { READ_CAPS } from './limits.ts'
import type { Manifest } from './manifest.ts'
import type { OpenSnapshot } from './reader.ts'
import type { GroupRecord, MembershipRecord, UserRecord } from './records.ts'
import { countUser, newUserCounts, type UserCounts } from './user-counts.ts'

/*
 * Records that are valid one by one may still contradict each other or the
 * manifest. The checks report that after the last record, all at once.
 */

/** Checks that each group is there once, and each membership has its group. */
export class GroupCheck {
  readonly #names = new Set<string>()
  /** Memberships by group: they may be read before the groups. */
  readonly #memberships = new Map<string, number>()
  /** Memberships in more groups than a snapshot may hold. */
  #surplus = 0
  #duplicates = 0

  addGroup({ name }: GroupRecord): void {
    if (this.#names.has(name)) this.#duplicates += 1
    this.#names.add(name)
  }

  addMembership({ group }: MembershipRecord): void {
    const known = this.#memberships.get(group)
    if (known === undefined && this.#memberships.size >= READ_CAPS.groups) {
      this.#surplus += 1
    } else this.#memberships.set(group, (known ?? 0) + 1)
  }

  /** To be called after all groups and memberships were added. */
  refusals(): UserError[] {
    const refusals: UserError[] = []
    let foreign = this.#surplus
    for (const [group, count] of this.#memberships) {
      if (!this.#names.has(group)) foreign += count
    }
    if (this.#duplicates > 0) {
      refusals.push(
        refused(
          'snapshot-duplicate',
          `holds ${amount(this.#duplicates, 'group')} more than once`
        )
      )
    }
    if (foreign > 0) {
      refusals.push(
        refused(
          'snapshot-membership',
          `holds ${amount(foreign, 'membership')} in groups that it doesn't hold`
        )
      )
    }
    return refusals
  }
}

/** Checks that each user is there once, and the numbers of the manifest. */
export class UserCheck {
  readonly counts: UserCounts = newUserCounts()
  readonly #manifest: Manifest
  readonly #subs: Fingerprints
  #duplicates = 0

  /**
   * @param snapshot the digest of its manifest depends on every byte of it, so no
   *   one can choose `sub`s that fit the digest
   */
  constructor({ manifest, manifestSha256 }: OpenSnapshot) {
    this.#manifest = manifest
    this.#subs = new Fingerprints(manifestSha256)
  }

  add(record: UserRecord): void {
    countUser(this.counts, record)
    if (!this.#subs.add(record.sub)) this.#duplicates += 1
  }

  refusals(): UserError[] {
    const refusals: UserError[] = []
    if (this.#duplicates > 0) {
      refusals.push(
        refused(
          'snapshot-duplicate',
          `holds ${amount(this.#duplicates, 'user')} more than once`
        )
      )
    }
    const differing = differingCounts(this.#manifest.counts, this.counts)
    if (differing.length > 0) {
      refusals.push(
        refused(
          'snapshot-counts',
          `holds other numbers of users than its manifest counts: ${differing.join(', ')}`
        )
      )
    }
    return refusals
  }
}

/** The names of the manifest's counts that differ from the counted users. */
function differingCounts(
  stated: Manifest['counts'],
  { users, skipped, mfaUnknown, byStatus }: UserCounts
): string[] {
  // As maps: a forger may call a status `toString`.
  const statedOf = new Map(Object.entries(stated.byStatus))
  const countedOf = new Map(Object.entries(byStatus))
  const areStatusesRight = [...statedOf.keys(), ...countedOf.keys()].every(
    status => (statedOf.get(status) ?? 0) === (countedOf.get(status) ?? 0)
  )
  const pairs: [string, boolean][] = [
    ['users', stated.users === users],
    [
      'skipped.noUsername',
      stated.skipped.noUsername === skipped['no-username']
    ],
    [
      'skipped.mfaProtected',
      stated.skipped.mfaProtected === skipped['mfa-protected']
    ],
    ['skipped.federated', stated.skipped.federated === skipped.federated],
    ['mfaUnknown', stated.mfaUnknown === mfaUnknown],
    ['byStatus', areStatusesRight]
  ]
  return pairs.filter(([, isRight]) => !isRight).map(([name]) => name)
}

/** @throws UserError the first refusal, if there is one */
export function throwFirst(refusals: readonly (UserError | undefined)[]): void {
  const first = refusals.find(refusal => refusal !== undefined)
  if (first !== undefined) throw first
}

function refused(
  code: 'snapshot-duplicate' | 'snapshot-membership' | 'snapshot-counts',
  why: string
): UserError {
  return new UserError(
    code,
    `The snapshot ${why}. It was not written by this tool, or was changed since. Restore from another snapshot.`
  )
}
