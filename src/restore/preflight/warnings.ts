import { amount } from '../../shared/amount.ts'
import type { RestoreOutcome, Warning } from '../../shared/outcome.ts'
import type { WarningTitle } from '../../shared/warning-titles.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { refusedUsers } from '../plan/tally.ts'

/** The warnings of a restore that goes on, one of each kind. */
export function restoreWarnings({
  tally,
  groups,
  providerGroups,
  realUsers
}: RestorePlan): Warning[] {
  const warnings: Warning[] = []
  const warn = (count: number, title: WarningTitle, text: string) => {
    if (count > 0) warnings.push({ title, text })
  }
  const users = (count: number) => amount(count, 'user')
  const { skipped } = tally
  warn(
    skipped['no-username'],
    'Users without a username were skipped',
    `Skipped: ${users(skipped['no-username'])} without a username of their own. Cognito makes it up for people who sign in by e-mail or phone; set users-without-username to recreate to create them by that address.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA were skipped',
    `Skipped: ${users(skipped['mfa-protected'])} protected by MFA. Cognito never gives out MFA secrets, so restored users would sign in without MFA. Set mfa-users to restore to create them and turn on what can be.`
  )
  warn(
    skipped.federated,
    'Federated users were skipped',
    `Skipped: ${users(skipped.federated)} of identity providers. ${realUsers === undefined ? 'They come back at their next sign-in, without their groups; set federated-users to link to create them now.' : 'Their identities would lead to real people.'}`
  )
  warn(
    tally.skippedByAddress,
    'Federated users have the address of another user',
    `Skipped: ${users(tally.skippedByAddress)} of identity providers whose address belongs to another user of the snapshot or the pool. They come back at their next sign-in, without their groups.`
  )
  if (tally.conflicts > 0) warnings.push(conflictWarning(tally.conflicts))
  warn(
    tally.unconfirmed,
    'Users of the pool are unconfirmed',
    `${users(tally.unconfirmed)} of the pool ${tally.unconfirmed === 1 ? 'is' : 'are'} in FORCE_CHANGE_PASSWORD, and CONFIRMED in the snapshot. This run leaves them so. If a restore of another snapshot was interrupted, run that one again.`
  )
  warn(
    refusedUsers(tally),
    'Users that Cognito would refuse',
    `${users(refusedUsers(tally))} can't be restored (${[...tally.refused].map(([code, count]) => `${code}: ${count}`).join(', ')}). The report names them.`
  )
  const lost = [...tally.factorsLost]
  warn(
    lost.length,
    'MFA factors are gone',
    `Users lose factors that can't be turned on again: ${lost.map(([factor, count]) => `${factor} ${count}`).join(', ')}. Until they set them up again, they sign in without.`
  )
  warn(
    tally.identitiesLeft,
    'Identities are not linked',
    `${amount(tally.identitiesLeft, 'identity', 'identities')} of restored users at identity providers won't be linked. At their next sign-in there, those people become new users; set federated-users to link, where the pool allows it.`
  )
  warn(
    tally.attributesLeft,
    'Attributes are left as they are',
    `${amount(tally.attributesLeft, 'attribute')} of existing users ${tally.attributesLeft === 1 ? 'stays' : 'stay'} as they are. They are addresses that the snapshot doesn't call verified, to which Cognito would send a code, or preferred user names of unconfirmed accounts.`
  )
  warn(
    tally.aliasesLeft,
    'Aliases are not restored',
    `The preferred_username of ${users(tally.aliasesLeft)} is left out: Cognito takes it as an alias of confirmed users only, and restored-user-status is force-change-password.`
  )
  warn(
    tally.olderSubs,
    'Older subs are kept',
    `The attribute in sub-attribute has a value of ${users(tally.olderSubs)} in the snapshot already, which stays. The map of subs has their subs of the snapshot.`
  )
  const { groupsLeft, membershipsLeft } = providerGroups
  warn(
    membershipsLeft,
    'Groups of identity providers are left out',
    `Left out: ${amount(groupsLeft, 'group')} that Cognito made in the source pool for identity providers, with ${amount(membershipsLeft, 'membership')} of users to be restored. The target pool has no such groups yet: Cognito makes them when a user who isn't linked signs in there. Run it again after that, with existing-users: update.`
  )
  warn(
    groups.otherRoles,
    'Groups have other roles',
    `${amount(groups.otherRoles, 'group')} of the target pool ${groups.otherRoles === 1 ? 'has' : 'have'} another IAM role than in the snapshot. The restore leaves roles as they are, also for the users that it adds.`
  )
  warn(
    tally.mfaUnknown,
    'MFA of users unknown',
    `It is not known of ${users(tally.mfaUnknown)} to be restored whether they use MFA. Those who did sign in without it until they set it up again.`
  )
  return warnings
}

/**
 * Says why users may count as conflicts although an earlier restore has created
 * them: the lists of created users could not be read.
 *
 * @param unreadable the reason as a sentence; `undefined` if all was read
 */
export function earlierRestoreWarnings(
  { tally }: RestorePlan,
  unreadable: string | undefined
): Warning[] {
  if (tally.conflicts === 0 || unreadable === undefined) return []
  return [{ title: 'Earlier restores are not known', text: unreadable }]
}

const CONFLICTS = 'Users of the pool are not proven to be those of the snapshot'

function conflictWarning(count: number): Warning {
  return {
    title: CONFLICTS,
    text: `Conflicts: ${amount(count, 'user')} of the snapshot. The pool has a user with the same name or address, and nothing proves that it is the same person. These users get nothing from this run. The report marks them "conflict"; docs/restore.md says what counts as proof.`
  }
}

/** Corrects the warning of conflicts: the run may have met more. */
export function warnOfConflicts({
  warnings,
  conflicts = 0
}: Pick<RestoreOutcome, 'warnings' | 'conflicts'>): void {
  if (conflicts === 0) return
  const at = warnings.findIndex(({ title }) => title === CONFLICTS)
  warnings.splice(at < 0 ? warnings.length : at, 1, conflictWarning(conflicts))
}
