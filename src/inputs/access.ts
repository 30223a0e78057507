import {
  accountOfArn,
  partitionOfArn,
  partitionOfRegion,
  type RoleRequest
} from '../aws/roles/role.ts'
import type { BucketHeaders } from '../storage/bucket-headers.ts'
import type { RegionInput } from './common.ts'
import { wrong } from './kinds.ts'
import type { AnyValues } from './parse.ts'
import { INPUTS } from './table.ts'

/** Who the run is to AWS, and where its bucket is. All modes have it. */
export interface AccessInputs {
  /** Without it, the credentials of the environment. */
  role: RoleRequest | undefined
  /** Where the bucket takes another role than the pool. */
  bucketRole: RoleRequest | undefined
  bucketRegion: RegionInput
  /** The account that the bucket must belong to. */
  expectedBucketOwner: string | undefined
  /** What the bucket asks of its callers. */
  bucketHeaders: BucketHeaders
  /** The accounts that the run may work in; none: any. */
  allowedAccountIds: readonly string[]
}

/**
 * @param pool the region of the user pool, which is the bucket's too by default
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readAccess(values: AnyValues, pool: RegionInput): AccessInputs {
  const named = values['bucket-region']
  const bucketRegion =
    named === undefined
      ? { region: pool.region, regionSource: pool.regionSource }
      : { region: named, regionSource: 'the input bucket-region' }
  const access = {
    role: readRole(values, 'role-to-assume', pool),
    bucketRole: readRole(values, 'bucket-role-to-assume', bucketRegion),
    bucketRegion,
    expectedBucketOwner: values['expected-bucket-owner'],
    bucketHeaders: readBucketHeaders(values),
    allowedAccountIds: values['allowed-account-ids'] ?? []
  }
  refuseRoleElsewhere(access)
  if (values.mode === 'export') {
    refuseKeyElsewhere(values['kms-key-id'], named)
  }
  return access
}

function readRole(
  values: AnyValues,
  input: RoleRequest['input'],
  { region, regionSource }: RegionInput
): RoleRequest | undefined {
  const arn = values[input]
  if (arn === undefined) return undefined
  const partition = partitionOfRegion(region)
  if (partitionOfArn(arn) !== partition) {
    const example = INPUTS[input].example.replace('arn:aws', `arn:${partition}`)
    throw wrong(
      { name: input, example },
      `is a role of the partition ${partitionOfArn(arn)}, and the region ${region}, taken from ${regionSource}, is of ${partition}`
    )
  }
  return {
    input,
    arn,
    sessionName: values['role-session-name'],
    durationSeconds: values['role-duration-seconds']
  }
}

function readBucketHeaders(values: AnyValues): BucketHeaders {
  const acl = values['object-acl']
  const payer = values['request-payer']
  return {
    objectAcl: acl === 'none' ? undefined : acl,
    requestPayer: payer === 'bucket-owner' ? undefined : payer
  }
}

/** A role gives credentials of its own account and no other. */
function refuseRoleElsewhere({ role, allowedAccountIds }: AccessInputs): void {
  const [allowed] = allowedAccountIds
  if (role === undefined || allowed === undefined) return
  const accountId = accountOfArn(role.arn)
  if (allowedAccountIds.includes(accountId)) return
  const name = 'role-to-assume'
  const example = INPUTS[name].example.replace('111122223333', allowed)
  throw wrong(
    { name, example },
    `is a role of the account ${accountId}, which the input allowed-account-ids doesn't list`
  )
}

/** "The KMS key must be in the same Region as the bucket" (S3 user guide). */
function refuseKeyElsewhere(
  keyId: string | undefined,
  bucketRegion: string | undefined
): void {
  const keyRegion = /^arn:[\w-]+:kms:([a-z0-9-]+):/.exec(keyId ?? '')?.[1]
  if (keyRegion === undefined || bucketRegion === undefined) return
  if (keyRegion === bucketRegion) return
  const name = 'kms-key-id'
  const example = INPUTS[name].example.replace('eu-west-1', bucketRegion)
  throw wrong(
    { name, example },
    `is a key in ${keyRegion}, and the input bucket-region is ${bucketRegion}: S3 encrypts with keys of the bucket's own region only`
  )
}
