import { identitiesOf, type Identity } from '../../../cognito/identities.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import type { TargetFacts } from './target-facts.ts'
import { refuse, type UserRefused } from './user-plan.ts'

/**
 * Plans which identities of a user to link, and counts those left out. "All
 * attributes in the DestinationUser profile must be mutable. If you have
 * assigned the user any immutable custom attributes, the operation won't
 * succeed" (AdminLinkProviderForUser; the latest version of the page lacks it).
 * A native user can do without a link. A federated user can't sign in without
 * it, and is refused.
 *
 * @param written the attributes that the user will have
 * @param existing the user that an unfinished run has created, if it has
 */
export function planLinks(
  record: UserRecord,
  written: Readonly<Record<string, string>>,
  existing: ExistingUser | undefined,
  { schema, users }: TargetFacts,
  policies: RestorePolicies
): { identities: Identity[]; left: number } | UserRefused {
  const all = identitiesOf(record.attributes)
  const isFederated = record.skip.includes('federated')
  if (isFederated && all.length === 0) return refuse('identity-unknown')
  if (policies.federatedUsers !== 'link' || all.length === 0) {
    return { identities: [], left: all.length }
  }
  const hasImmutable = Object.keys(written).some(
    name => name.startsWith('custom:') && schema.get(name)?.mutable === false
  )
  if (hasImmutable) {
    return isFederated
      ? refuse('immutable-attributes')
      : { identities: [], left: all.length }
  }
  // Identities that an unfinished run has linked: Cognito refuses a second
  // link.
  const others = all.filter(
    identity =>
      existing === undefined || users.withIdentity(identity) !== existing
  )
  const free = others.filter(
    identity => users.withIdentity(identity) === undefined
  )
  if (isFederated && free.length < others.length) {
    return refuse('identity-taken')
  }
  return { identities: free, left: others.length - free.length }
}
