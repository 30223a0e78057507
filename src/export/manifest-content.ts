import type { RecoveryNow } from '../cognito/active-recovery.ts'
import type { PoolDescription } from '../cognito/describe-pool.ts'
import type { SnapshotAddress } from '../snapshot/address.ts'
import {
  FORMAT_VERSION,
  NOT_CAPTURED,
  type Manifest
} from '../snapshot/manifest.ts'
import { VERSION } from '../shared/version.ts'
import type { MembershipTally } from './group-lines.ts'
import type { ManifestContent } from './snapshot-writer.ts'
import type { UserTally } from './user-lines.ts'

export type WorkflowRun = Manifest['run']

export interface ExportFacts {
  address: SnapshotAddress
  source: PoolDescription
  startedAt: Date
  finishedAt: Date
  run: WorkflowRun
  groups: number
  users: UserTally
  members: MembershipTally
  /** Users of Cognito's estimate that no listing found. */
  shortfall: number
  /** `undefined` where they could not be read. */
  clients: ManifestContent['clients']
  /** As it was before the first user was listed. */
  recovery: RecoveryNow
}

/** The manifest of an export without the fields that the writer adds. */
export function describeSnapshot(facts: ExportFacts): ManifestContent {
  const { address, source, users, members } = facts
  return {
    format: 'cognito-backup',
    version: FORMAT_VERSION,
    snapshotId: address.snapshotId,
    status: 'complete',
    startedAt: facts.startedAt.toISOString(),
    finishedAt: facts.finishedAt.toISOString(),
    source: {
      userPoolId: address.userPoolId,
      userPoolArn: source.arn,
      region: source.region,
      accountId: source.accountId,
      estimatedNumberOfUsers: source.estimatedNumberOfUsers ?? null,
      mfaConfiguration: source.mfa,
      usernameAttributes: [...source.usernameAttributes],
      aliasAttributes: [...source.aliasAttributes],
      caseSensitive: source.caseSensitive
    },
    counts: {
      users: users.users,
      groups: facts.groups,
      memberships: members.memberships,
      skipped: {
        noUsername: users.skipped['no-username'],
        mfaProtected: users.skipped['mfa-protected'],
        federated: users.skipped.federated
      },
      mfaUnknown: users.mfaUnknown,
      byStatus: users.byStatus,
      duplicates: users.duplicates,
      shortfall: facts.shortfall
    },
    notCaptured: [...NOT_CAPTURED],
    writer: { name: 'cognito-backup', version: VERSION },
    run: facts.run,
    clients: facts.clients,
    recovery: facts.recovery
  }
}
