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
import type { RegionInput } from './inputs/values.ts'
import type { Env, RandomBytes } from './shared/world.ts'

/** What calls about the pool and about the bucket are made with. */
export interface Access {
  pool: AwsContext
  bucket: AwsContext
  /** The account that the bucket's role belongs to, if there is one. */
  bucketRoleAccount: string | undefined
  /**
   * Gets all credentials that the run will need, so that what is wrong with them
   * is said at once and not after hours of listing users.
   *
   * @param needsPool whether the run calls Cognito
   * @throws UserError `input` when the account isn't allowed; UserError,
   *   AwsCallError about a role
   */
  check(needsPool: boolean): Promise<void>
}

export interface AccessTools extends RoleTools {
  env: Env
  randomBytes: RandomBytes
  ending: Ending
}

/** Makes no call yet. */
export function openAccess(
  inputs: AccessInputs,
  { region, regionSource }: RegionInput,
  tools: AccessTools
): Access {
  const { env, randomBytes, signal, ending } = tools
  const { role, bucketRole, bucketRegion, allowedAccountIds } = inputs
  const ofRun = { env, randomBytes, signal, ending }
  const here = { ...ofRun, region, regionSource }
  const there = { ...ofRun, ...bucketRegion }
  // One STS is enough to reach, unless it doesn't know the role.
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
