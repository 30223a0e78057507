import {
  readActiveRecovery,
  type RecoveryNow
} from '../../cognito/active-recovery.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import {
  describePool,
  type PoolDescription
} from '../../cognito/describe-pool.ts'
import { listProviderNames } from '../../cognito/definition/identity-providers.ts'
import { newSource } from '../../cognito/definition/source.ts'
import { listGroups } from '../../cognito/groups.ts'
import { readMfaConfig, type MfaConfig } from '../../cognito/mfa-config.ts'
import {
  readReplicaRole,
  type ReplicaRole
} from '../../cognito/replica-role.ts'
import { together } from '../../shared/together.ts'
import type { RestorePolicies } from '../policies.ts'
import { readImportFormat, type ImportReadiness } from './import-format.ts'
import type { TargetUsers } from './target-users.ts'

/** The target pool before the restore, but for its users. */
export interface TargetPool {
  description: PoolDescription
  mfa: MfaConfig
  replicaRole: ReplicaRole | undefined
  recovery: RecoveryNow
  /** Names of its identity providers; empty if no user is to be linked. */
  providers: ReadonlySet<string>
  /** Its groups by name, each with its role ARN, if it has one. */
  groups: Map<string, string | undefined>
  importing: ImportReadiness
}

/** The target pool before the restore. */
export interface Target extends TargetPool {
  /** All users, or those that the plan needs. */
  users: TargetUsers
}

const NO_MFA: MfaConfig = { sms: false, email: false, totp: false }

/**
 * Reads what the policies need of the target pool. readUsers reads its users.
 *
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readTarget(
  pool: PoolClient,
  policies: RestorePolicies,
  signal: AbortSignal
): Promise<TargetPool> {
  const description = await describePool(pool, signal)
  const readsMfa = policies.mfaUsers === 'restore' && description.mfa !== 'OFF'
  const mfa = readsMfa ? await readMfaConfig(pool, signal) : NO_MFA
  const [replicaRole, recovery, providers, importing, groups] = await together(
    signal,
    [
      either => readReplicaRole(pool, description, either),
      either => readActiveRecovery(pool, either),
      async either =>
        policies.federatedUsers === 'link'
          ? new Set(await listProviderNames(newSource(pool, either)))
          : new Set<string>(),
      () => readImportFormat(pool, description, policies),
      either => readGroups(pool, either)
    ]
  )
  return {
    description,
    mfa,
    replicaRole,
    recovery,
    providers,
    groups,
    importing
  }
}

async function readGroups(
  pool: PoolClient,
  signal: AbortSignal
): Promise<Map<string, string | undefined>> {
  const groups = new Map<string, string | undefined>()
  for await (const page of listGroups(pool, signal)) {
    for (const group of page) groups.set(group.name, group.roleArn)
  }
  return groups
}
