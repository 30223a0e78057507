import {
  readActiveRecovery,
  type RecoveryNow
} from '../../cognito/active-recovery.ts'
import { interleave } from '../../cognito/calls/interleave.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import {
  describePool,
  type PoolDescription
} from '../../cognito/describe-pool.ts'
import { listProviderNames } from '../../cognito/definition/identity-providers.ts'
import { newSource } from '../../cognito/definition/source.ts'
import { listGroups, listMembers } from '../../cognito/groups.ts'
import { listEveryUser } from '../../cognito/list-every-user.ts'
import { readMfaConfig, type MfaConfig } from '../../cognito/mfa-config.ts'
import {
  readReplicaRole,
  type ReplicaRole
} from '../../cognito/replica-role.ts'
import type { PoolUser } from '../../cognito/users.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { Piece, Progress } from '../../shared/world.ts'
import type { RestorePolicies } from '../policies.ts'
import { readImportFormat, type ImportReadiness } from './import-format.ts'
import { TargetUsers } from './target-users.ts'

/** The target pool before the restore. */
export interface Target {
  description: PoolDescription
  mfa: MfaConfig
  replicaRole: ReplicaRole | undefined
  recovery: RecoveryNow
  /** Names of its identity providers; empty if no user is to be linked. */
  providers: ReadonlySet<string>
  /** Its groups by name, each with its role ARN, if it has one. */
  groups: ReadonlyMap<string, string | undefined>
  users: TargetUsers
  importing: ImportReadiness
}

export interface TargetNeeds {
  policies: RestorePolicies
  /** Whether an earlier run may have left users unfinished. */
  isContinued: boolean
}

const NO_MFA: MfaConfig = { sms: false, email: false, totp: false }

/**
 * Reads what the policies need of the target pool. It lists the users instead
 * of reading one at a time: that is faster, and AWS bills no listed user as
 * active.
 *
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readTarget(
  pool: PoolClient,
  { policies, isContinued }: TargetNeeds,
  progress: Progress,
  signal: AbortSignal
): Promise<Target> {
  const description = await describePool(pool, signal)
  const readsMfa = policies.mfaUsers === 'restore' && description.mfa !== 'OFF'
  const mfa = readsMfa ? await readMfaConfig(pool, signal) : NO_MFA
  const replicaRole = await readReplicaRole(pool, description, signal)
  const recovery = await readActiveRecovery(pool, signal)
  const providers = new Set(
    policies.federatedUsers === 'link'
      ? await listProviderNames(newSource(pool, signal))
      : []
  )
  const importing = await readImportFormat(pool, description, policies)
  const groups = new Map<string, string | undefined>()
  for await (const page of listGroups(pool, signal)) {
    for (const group of page) groups.set(group.name, group.roleArn)
  }
  const areCompared = policies.existingUsers === 'update' || isContinued
  const users = new TargetUsers(description, areCompared)
  const estimate = description.estimatedNumberOfUsers
  const piece = progress.start(
    'Reading the users of the target pool',
    'user',
    estimate
  )
  try {
    await collectUsers(pool, estimate, users, piece, signal)
  } finally {
    piece.end()
  }
  if (areCompared && users.size > 0) {
    await readMembers(pool, groups, users, signal)
  }
  return {
    description,
    mfa,
    replicaRole,
    recovery,
    providers,
    groups,
    users,
    importing
  }
}

/** A collection of the users that a listing shows. */
export interface UserCollection {
  /** Adds a user. The listing may show a user more than once. */
  add(user: PoolUser): void
  /** How many different users were added. */
  readonly size: number
}

/**
 * Lists a pool to its last user and adds each user to the collection. Bills no
 * user.
 *
 * @param expected the least number of users the pool has, if that is known
 * @param piece advances by the number of users that are new
 * @throws AwsCallError, UserError as listEveryUser does
 */
export async function collectUsers(
  pool: PoolClient,
  expected: number | undefined,
  collection: UserCollection,
  piece: Pick<Piece, 'advance'>,
  signal: AbortSignal
): Promise<void> {
  const found = () => collection.size
  const pages = listEveryUser(pool, expected, found, signal)
  for await (const { users } of pages) {
    const before = collection.size
    for (const user of users) collection.add(user)
    piece.advance(collection.size - before)
  }
}

/** How many groups are listed at a time. */
const GROUPS_AT_ONCE = 8

/** Removes groups that were deleted meanwhile: the restore creates them. */
async function readMembers(
  pool: PoolClient,
  groups: Map<string, string | undefined>,
  users: TargetUsers,
  signal: AbortSignal
): Promise<void> {
  const before = groups.size
  async function* membersOf(group: string) {
    const all: string[] = []
    try {
      for await (const members of listMembers(pool, group, signal)) {
        all.push(...members)
      }
    } catch (error) {
      if (!isGone(error)) throw error
      groups.delete(group)
      return
    }
    yield { group, members: all }
  }
  const lists = interleave([...groups.keys()].map(membersOf), GROUPS_AT_ONCE)
  for await (const { group, members } of lists) {
    for (const username of members) users.memberships.add(username, group)
  }
  // Cognito answers a deleted pool and a missing group with the same error.
  if (groups.size < before) await describePool(pool, signal)
}

function isGone(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'ResourceNotFoundException'
  )
}
