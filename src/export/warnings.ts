import { amount } from '../shared/amount.ts'
import type { ActiveRecovery, RecoveryNow } from '../cognito/active-recovery.ts'
import type { NotCaptured } from '../cognito/definition/left-out.ts'
import type { Warning } from '../shared/outcome.ts'
import type { WarningTitle } from '../shared/warning-titles.ts'
import type { MembershipTally } from './group-lines.ts'
import type { UserTally } from './user-lines.ts'

export interface ExportFindings {
  tally: UserTally
  members: MembershipTally
  shortfall: number
  estimate: number | undefined
  notCaptured: readonly NotCaptured[]
  /** App clients that registered themselves and are over the limit. */
  clientsLeftOut: number
  /**
   * Whether users' MFA factors were looked up, for all users or up to a limit.
   */
  isLookupMade: boolean
  /** How many age keys the snapshot is encrypted for; 0: not encrypted. */
  ageRecipients: number
  /** The IAM action that the role lacks to read factors. */
  deniedAction: string | undefined
  /** Cognito's recovery of the pool, as it was when the export began. */
  recovery: RecoveryNow
  /** Whether the pool says that its deletion protection is off. */
  isDeletable: boolean
}

/** The warnings of a successful export, at most one for each title. */
export function exportWarnings(findings: ExportFindings): Warning[] {
  const { tally, members, shortfall } = findings
  const warnings: Warning[] = []
  const warn = (count: number, title: WarningTitle, text: string) => {
    if (count > 0) warnings.push({ title, text })
  }
  if (findings.recovery !== null && findings.recovery !== 'unknown') {
    warnings.push(recoveryWarning(findings.recovery))
  }
  const { skipped } = tally
  const users = (count: number) => amount(count, 'user')
  warn(
    skipped['no-username'],
    'Users without a username',
    `A default restore skips ${users(skipped['no-username'])} without a username of their own: Cognito makes it up for people who sign in by e-mail or phone. They are in the snapshot.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA',
    `A default restore skips ${users(skipped['mfa-protected'])} protected by MFA, because Cognito never gives out MFA secrets. They are in the snapshot.`
  )
  warn(
    skipped.federated,
    'Federated users',
    `A default restore skips ${users(skipped.federated)} of identity providers, who come back at their next sign-in. They are in the snapshot.`
  )
  warn(tally.mfaUnknown, 'MFA of users unknown', mfaUnknown(findings))
  warn(
    tally.duplicates,
    'Users listed twice',
    `Cognito listed ${users(tally.duplicates)} more than once. Each is in the snapshot once.`
  )
  warn(
    members.vanishedGroups,
    'Groups deleted meanwhile',
    `${amount(members.vanishedGroups, 'group')} of the pool went during the export, and stand in the snapshot without all their members.`
  )
  const isNew = ({ reason }: NotCaptured) => reason.startsWith('Unknown')
  const sections = findings.notCaptured.filter(one => !isNew(one))
  warn(
    sections.length,
    'Parts of the definition not captured',
    `The snapshot's pool.json lacks ${amount(sections.length, 'section')}: ${sections.map(({ section, reason }) => `${section} (${reason})`).join(', ')}. Users, groups and memberships are complete. For an IAM action, allow it to the role.`
  )
  warn(
    findings.clientsLeftOut,
    'App clients left out',
    `The snapshot lacks ${amount(findings.clientsLeftOut, 'app client')} that registered themselves, because they are over the input client-limit. All others are in it.`
  )
  const added = findings.notCaptured.filter(isNew)
  warn(added.length, 'New settings left out', newSettings(added))
  warn(
    shortfall,
    'Fewer users than Cognito estimates',
    `Cognito estimates ${amount(findings.estimate ?? 0, 'user')}, but lists only ${amount(tally.users, 'user')}, also when read once more in one chain. The estimate lags behind after many deletions; if there were none, ask AWS Support.`
  )
  // Repeated every night on purpose: one setting ends it, and no restore brings
  // back the pool's id and its users' passwords.
  warn(
    findings.isDeletable ? 1 : 0,
    'Deletion protection is off',
    'One call of DeleteUserPool would delete this user pool. Set its DeletionProtection to ACTIVE, in the template that made it or in the Cognito console.'
  )
  warn(
    findings.ageRecipients === 1 ? 1 : 0,
    'One key opens the snapshot',
    'The snapshot is encrypted with age for one key: if that key is lost, the snapshot can never be read. Give age-recipients two lines: the key of operations, and one that is kept offline, in a safe, to break the glass with.'
  )
  return warnings
}

function recoveryWarning({ id, status }: ActiveRecovery): Warning {
  return {
    title: 'A recovery of the pool is active',
    text: `Cognito's point-in-time recovery ${id} of this pool was active (${status}) when the export began. ${whatItMeans(status)}`
  }
}

function whatItMeans(status: string): string {
  switch (status) {
    case 'PREVIEW_GENERATED':
      return 'It blocks changes, so the snapshot has all that the recovery will delete or revert. Keep it until the recovery has ended.'
    case 'PREVIEW_GENERATING':
      return 'A change may still have been under way, so recovery: apply does not take this snapshot. Export again when the preview is ready.'
    default:
      return 'The snapshot may have some users as they were before, and others as they are after. Export again when the recovery has ended.'
  }
}

/** How many of them are named. */
const MOST_NAMED = 5

function newSettings(added: readonly NotCaptured[]): string {
  const named = added.slice(0, MOST_NAMED).map(({ section }) => section)
  const others = added.length - named.length
  const which = `${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`
  return `Cognito answered with ${amount(added.length, 'member')} that this version does not know: ${which}. Text in them may be a secret, so the snapshot lacks it. Update the action.`
}

function mfaUnknown(findings: ExportFindings): string {
  const { tally, isLookupMade, deniedAction } = findings
  const unknown = `MFA is optional in this pool, and it is not known of ${amount(tally.mfaUnknown, 'user')} whether they use it. A restore recreates them without MFA.`
  if (deniedAction !== undefined) {
    return `${unknown} The role may not call ${deniedAction} to look it up.`
  }
  return isLookupMade
    ? unknown
    : `${unknown} Looking it up, with the input mfa-lookup: always, would make AWS bill each of them as a monthly active user.`
}
