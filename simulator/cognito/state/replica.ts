import type { Account } from '../../account.ts'
import { CognitoError } from '../protocol/errors.ts'

/** The role of a pool among its replicas in several Regions. */
export type ReplicaRole = 'PRIMARY' | 'SECONDARY'

/** A secondary replica that a call has made or changed. */
export interface MadeReplica {
  region: string
  status: 'ACTIVE' | 'INACTIVE'
}

/** The Region of the other replica. */
const otherRegion = 'us-west-2'

/**
 * All replicas have one id, which begins with the Region of the primary one.
 * Source: API reference, ListUserPoolReplicas, the example.
 */
export function poolIdFor(id: string, role: ReplicaRole | undefined): string {
  return role === 'SECONDARY' ? id.replace(/^[^_]+/, otherRegion) : id
}

/** The API's `UserPoolReplicaType`. */
export interface ReplicaType {
  RegionName: string
  Role: ReplicaRole
  Status: MadeReplica['status']
  UserPoolArn: string
}

/** The API's `UserPoolReplicaType`s of a pool, in the order of their Regions. */
export function replicaTypes(
  account: Account,
  pool: {
    id: string
    replica: ReplicaRole | undefined
    madeReplica: MadeReplica | undefined
  }
): ReplicaType[] {
  const { replica, id, madeReplica } = pool
  if (replica === undefined) return []
  const replicaIn = (RegionName: string, Role: ReplicaRole): ReplicaType => ({
    RegionName,
    Role,
    Status:
      (Role === 'SECONDARY' ? madeReplica?.status : undefined) ?? 'ACTIVE',
    UserPoolArn: `arn:aws:cognito-idp:${RegionName}:${account.accountId}:userpool/${id}`
  })
  return [
    replicaIn(account.region, replica),
    replica === 'PRIMARY'
      ? replicaIn(madeReplica?.region ?? otherRegion, 'SECONDARY')
      : replicaIn(otherRegion, 'PRIMARY')
  ]
}

/**
 * The operations that a secondary replica refuses: those that change users,
 * groups or anything that all replicas share. The list is inferred from "a
 * limited set of end user and administrator operations. Generally, only
 * administrator operations that set configurations specific to the replica"
 * (API reference, UserPoolReplicaType) and from the operations that list
 * OperationNotEnabledException among their errors.
 */
const primaryOnly: ReadonlySet<string> = new Set([
  'AddCustomAttributes',
  'AdminAddUserToGroup',
  'AdminConfirmSignUp',
  'AdminCreateUser',
  'AdminDeleteUser',
  'AdminDeleteUserAttributes',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminLinkProviderForUser',
  'AdminRemoveUserFromGroup',
  'AdminResetUserPassword',
  'AdminSetUserMFAPreference',
  'AdminSetUserPassword',
  'AdminUpdateUserAttributes',
  'CancelPointInTimeRecovery',
  'CreateGroup',
  'CreateResourceServer',
  'CreateUserImportJob',
  'CreateUserPoolClient',
  'CreateUserPoolReplica',
  'DeleteGroup',
  'InitiatePointInTimeRecovery',
  'SetUserPoolMfaConfig',
  'StartPointInTimeRecovery',
  'StartUserImportJob',
  'UpdateGroup',
  'UpdateUserPoolClient'
])

/** Throws OperationNotEnabledException if a secondary replica refuses this. */
export function checkReplica(
  operation: string,
  pool: { replica: ReplicaRole | undefined } | undefined
): void {
  if (pool?.replica === 'SECONDARY' && primaryOnly.has(operation))
    throw new CognitoError(
      'OperationNotEnabledException',
      `${operation} is not supported in a secondary replica.`
    )
}
