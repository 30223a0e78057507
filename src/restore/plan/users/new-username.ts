import type { SkipReason } from '../../../shared/skip-reasons.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import { linkedName, nameToCreateBy } from '../../target/attributes.ts'
import type { TargetFacts } from './target-facts.ts'

/**
 * The username to give AdminCreateUser, or the reasons to skip the user. A
 * reason counts unless the policies lift it.
 */
export function nameOrSkip(
  record: UserRecord,
  { description }: TargetFacts,
  policies: RestorePolicies
): { username: string | undefined; reasons: readonly SkipReason[] } {
  const isFederated = record.skip.includes('federated')
  const byAddress = description.usernameAttributes.length > 0
  const needsAddress =
    record.skip.includes('no-username') || (isFederated && byAddress)
  const own = isFederated ? linkedName(record.sub) : record.username
  const username =
    needsAddress && byAddress
      ? nameToCreateBy(description, record.attributes)
      : own
  const wanted: Record<SkipReason, boolean> = {
    'no-username':
      policies.usersWithoutUsername === 'recreate' && username !== undefined,
    'mfa-protected': policies.mfaUsers === 'restore',
    federated: policies.federatedUsers === 'link' && username !== undefined
  }
  const reasons = record.skip.filter(reason => !wanted[reason])
  return { username: reasons.length === 0 ? username : undefined, reasons }
}
