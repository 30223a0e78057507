import { amount } from '../../shared/amount.ts'
import type { RestoreOutcome, WaysInFacts } from '../../shared/outcome.ts'
import { halfDone } from '../how-far.ts'
import { formatCount } from '../numbers.ts'
import { section, table } from './summary-table.ts'
import { rowOfCounts } from './summary-totals.ts'

/** What a restore did, or would do, with the users and groups of a snapshot. */
export function restoreTotals(outcome: RestoreOutcome): string {
  if (outcome.users === undefined) return ''
  if (outcome.status === 'failed' && outcome.usersCreated === undefined) {
    return rowOfCounts(
      [
        ['Users in the snapshot', outcome.users] as const,
        ['Groups', outcome.groups] as const,
        ['Memberships', outcome.memberships] as const
      ].map(([what, count]) => [what, cell(count)])
    )
  }
  const isPlanned = outcome.status === 'planned'
  const isForSome = outcome.usersInSnapshot !== undefined
  const isKnown = outcome.groupsCreated !== undefined
  const none = isKnown ? 0 : undefined
  const skipped = isKnown
    ? (outcome.plan?.providerGroups.groupsLeft ?? 0)
    : none
  return table(
    [
      '',
      isForSome ? 'Chosen' : 'In the snapshot',
      isPlanned ? 'Create' : 'Created',
      isPlanned ? 'Update' : 'Updated',
      isPlanned ? 'Keep' : 'Existed',
      isPlanned ? 'Skip' : 'Skipped',
      isPlanned ? 'Refused' : 'Failed'
    ],
    [
      row('Users', [
        outcome.users,
        outcome.usersCreated,
        outcome.usersUpdated,
        outcome.usersExisting,
        outcome.skippedUsers,
        outcome.usersFailed
      ]),
      row('Groups', [
        outcome.groups,
        outcome.groupsCreated,
        none,
        outcome.groupsExisting,
        skipped,
        outcome.groupsFailed
      ])
    ]
  )
}

/** What to know about the users and memberships of a restore, one line each. */
export function restoreNotes(outcome: RestoreOutcome): string {
  if (outcome.users === undefined) return ''
  return section(
    'Good to know',
    sentences(outcome)
      .map(sentence => `- ${sentence}`)
      .join('\n')
  )
}

function row(what: string, counts: (number | undefined)[]): string[] {
  return [what, ...counts.map(cell)]
}

function cell(count: number | undefined): string {
  return count === undefined ? 'not known' : formatCount(count)
}

function sentences(outcome: RestoreOutcome): string[] {
  const { membershipsAdded, membershipsRemoved = 0 } = outcome
  const isPlanned = outcome.status === 'planned'
  const removed =
    membershipsRemoved === 0
      ? ''
      : `, ${formatCount(membershipsRemoved)} ${isPlanned ? 'would be' : 'were'} removed`
  return [
    ...pseudonymised(outcome),
    ...chosen(outcome),
    ...(membershipsAdded === undefined
      ? []
      : [
          `${formatCount(membershipsAdded)} of ${amount(outcome.memberships ?? 0, 'membership')} ${isPlanned ? 'would be' : 'were'} added${removed}. Users who are kept or skipped keep theirs as they are.`
        ]),
    ...conflicts(outcome),
    ...providerGroups(outcome),
    ...halfDone(outcome),
    ...waysIn(outcome)
  ]
}

function pseudonymised({
  isPseudonymised,
  usersExisting = 0
}: RestoreOutcome): string[] {
  if (isPseudonymised !== true) return []
  return [
    'Made-up users stand for the people in the snapshot. Of these, only the attributes in keep-attributes are as they were.',
    ...(usersExisting === 0
      ? []
      : [
          'Existing users are as earlier runs made them, unless existing-users is update.'
        ])
  ]
}

function chosen({ chosenBy, usersInSnapshot }: RestoreOutcome): string[] {
  if (chosenBy === undefined || usersInSnapshot === undefined) return []
  const all = `of ${amount(usersInSnapshot, 'user')} in the snapshot.`
  return chosenBy === 'report'
    ? [`Chosen as the failed users of the report in only-users-file, ${all}`]
    : [`Chosen by the input ${chosenBy}, ${all}`]
}

function conflicts({ conflicts: count = 0 }: RestoreOutcome): string[] {
  if (count === 0) return []
  return [
    `Of the users who existed, ${formatCount(count)} ${count === 1 ? 'is a conflict' : 'are conflicts'}. Nothing proves that they are the users of the snapshot. So they stay as they are.`
  ]
}

/**
 * Groups that Cognito made for identity providers: their names hold their
 * pool's id.
 */
function providerGroups({ plan }: RestoreOutcome): string[] {
  if (plan === undefined) return []
  const { membershipsMoved, membershipsLeft } = plan.providerGroups
  const moved = `${formatCount(membershipsMoved)} planned ones are in the target pool's own groups of identity providers instead of the source pool's.`
  const left = `${amount(membershipsLeft, 'membership')} of such groups ${membershipsLeft === 1 ? 'is' : 'are'} left out, because the target pool has none of its own.`
  return [
    ...(membershipsMoved > 0 ? [moved] : []),
    ...(membershipsLeft > 0 ? [left] : [])
  ]
}

/** How created users can sign in, which depends on the pool. */
function waysIn(outcome: RestoreOutcome): string[] {
  const { usersCreated, plan, waysIn: ways } = outcome
  if (usersCreated === undefined || ways === undefined) return []
  if (usersCreated + (plan?.resumed ?? 0) === 0) return []
  const { byCode, byAdministrator, atProvider } = ways
  return [
    ...(byCode + byAdministrator > 0 ? passwords(outcome, ways) : []),
    ...(atProvider > 0
      ? ['Users who are linked to an identity provider sign in there.']
      : [])
  ]
}

function passwords(
  { restoredUserStatus, isPseudonymised }: RestoreOutcome,
  { byCode, byAdministrator }: WaysInFacts
): string[] {
  const way =
    byCode === 0
      ? `an administrator has to set one (AdminSetUserPassword), because ${isPseudonymised === true ? 'no code reaches a made-up address' : 'the pool lets none of them reset it'}`
      : 'they sign in by “Forgot password”'
  const others =
    byCode === 0 || byAdministrator === 0
      ? []
      : [
          'Users that the pool can send no code need an administrator (AdminSetUserPassword).'
        ]
  switch (restoredUserStatus) {
    case undefined:
      return []
    case 'force-change-password':
      return [
        'Restored users can sign in once an administrator has set a password (AdminSetUserPassword).'
      ]
    case 'reset-required':
      return [
        `Restored users have no password and have to reset it: ${way}.`,
        ...others
      ]
    case 'confirmed':
      return [
        `Restored users get a random password that no person knows: ${way}.`,
        ...others
      ]
  }
}
