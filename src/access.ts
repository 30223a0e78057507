import type { AccessInputs } from './inputs/access.ts'
import { refuseOtherCredentials } from './shared/allowed-accounts.ts'
import { callerAccount } from './aws/roles/caller-account.ts'
import type { AwsContext } from './aws/client-config.ts'
import { assumedRole, type RoleTools } from './aws/roles/role-credentials.ts'
import {
  accountOfArn,
  partitionOfArn,
  partitionOfRegion,
  type RoleRequest
} from './aws/roles/role.ts'
import type { Ending } from './shared/ending.ts'
import type { RegionInput } from './inputs/common.ts'
import type { Env, RandomBytes } from './shared/world.ts'

/** The credentials and the regions of the run's calls. */
export interface Access {
  pool: AwsContext
  bucket: AwsContext
  /** The account that the bucket's role belongs to, if there is one. */
  bucketRoleAccount: string | undefined
  /**
   * Gets all credentials that the run will need, so that wrong ones fail at once
   * and not after hours of listing users.
   *
   * @param needsPool whether the run calls Cognito
   * @throws UserError `input` when the account isn't allowed; UserError,
   *   AwsCallError about a role
   */
  check(needsPool: boolean): Promise<void>
  /**
   * The account of the credentials that call Cognito.
   *
   * @throws UserError, AwsCallError
   */
  account(): Promise<string>
}

export interface AccessTools extends RoleTools {
  env: Env
  randomBytes: RandomBytes
  ending: Ending
}

/**
 * Decides which credentials call the pool and which the bucket. Makes no call.
 *
 * @param inputs the roles, and the region of the bucket
 */
export function openAccess(
  inputs: AccessInputs,
  { region, regionSource }: RegionInput,
  tools: AccessTools
): Access {
  const { env, randomBytes, signal, ending, log } = tools
  const { role, bucketRole, bucketRegion, allowedAccountIds } = inputs
  const ofRun = { env, randomBytes, signal, ending, log }
  const here = { ...ofRun, region, regionSource }
  const there = { ...ofRun, ...bucketRegion }
  // The STS of the pool's region serves both roles, so that the runner needs to
  // reach only one. It knows no role of another partition.
  const assume = (request: RoleRequest | undefined) => {
    if (request === undefined) return undefined
    const isKnown = partitionOfArn(request.arn) === partitionOfRegion(region)
    return assumedRole(isKnown ? here : there, request, tools)
  }
  const poolRole = assume(role)
  const ofBucket = bucketRole === undefined ? poolRole : assume(bucketRole)
  const pool = { ...here, role: poolRole }
  const bucket = { ...there, role: ofBucket }
  return {
    pool,
    bucket,
    bucketRoleAccount: ofBucket && accountOfArn(ofBucket.request.arn),
    account: async () =>
      poolRole === undefined
        ? callerAccount(pool)
        : accountOfArn(poolRole.request.arn),
    async check(needsPool) {
      const isPoolUsed = needsPool || bucketRole === undefined
      if (
        isPoolUsed &&
        poolRole === undefined &&
        allowedAccountIds.length > 0
      ) {
        refuseOtherCredentials(await callerAccount(pool), allowedAccountIds)
      }
      if (isPoolUsed) await poolRole?.credentials()
      await ofBucket?.credentials()
    }
  }
}
