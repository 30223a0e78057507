import {
  describePool,
  type PoolDescription
} from '../../cognito/describe-pool.ts'
import { listProviderNames } from '../../cognito/definition/identity-providers.ts'
import { listGroups, listMembers } from '../../cognito/groups.ts'
import { readMfaConfig, type MfaConfig } from '../../cognito/mfa-config.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import {
  readReplicaRole,
  type ReplicaRole
} from '../../cognito/replica-role.ts'
import { interleave } from '../../cognito/calls/interleave.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { Progress } from '../../shared/world.ts'
import { listEverybody } from './list-everybody.ts'
import type { RestorePolicies } from '../policies.ts'
import { readImportFormat, type ImportReadiness } from './import-format.ts'
import { TargetUsers } from './target-users.ts'

/** What the target pool is and holds before the restore. */
export interface Target {
  description: PoolDescription
  mfa: MfaConfig
  replicaRole: ReplicaRole | undefined
  /** Names of its identity providers, where links are to be made. */
  providers: ReadonlySet<string>
  /** The role ARN of each group, if it has one. */
  groups: ReadonlyMap<string, string | undefined>
  users: TargetUsers
  importing: ImportReadiness
}

export interface TargetNeeds {
  policies: RestorePolicies
  /** Whether users may be there whom an earlier run left half done. */
  isContinued: boolean
}

const NO_MFA: MfaConfig = { sms: false, email: false, totp: false }

/**
 * Reads the target pool, and of it what the policies need. Users are listed and
 * not asked for one by one: a listing is quicker and bills nobody as active.
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
  const providers = new Set(
    policies.federatedUsers === 'link'
      ? await listProviderNames({ pool, signal })
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
    await listEverybody(pool, estimate, users, piece, signal)
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
    providers,
    groups,
    users,
    importing
  }
}

/** Groups whose members are listed at a time. */
const GROUPS_AT_ONCE = 8

/** A group that is deleted meanwhile is taken out, so that it is created. */
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
  // A pool that is deleted answers as one does that lacks a group.
  if (groups.size < before) await describePool(pool, signal)
}

function isGone(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'ResourceNotFoundException'
  )
}
