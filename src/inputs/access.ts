import {
  accountOfArn,
  partitionOfArn,
  partitionOfRegion,
  type RoleRequest
} from '../aws/roles/role.ts'
import { ACCOUNT_ID, REGION, ROLE_ARN } from '../shared/aws-ids.ts'
import { optional, read, readChoice, readWhole, wrong } from './kinds.ts'
import { readAllowedAccountIds, type RegionInput } from './values.ts'
import type { Inputs } from './read-inputs.ts'
import type { BucketHeaders } from '../storage/bucket-headers.ts'
import type { Env } from '../shared/world.ts'

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
  /** The accounts that the run may work in; with none it may in all of them. */
  allowedAccountIds: readonly string[]
}

/**
 * Reads and checks these inputs, before any call is made.
 *
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readAccess(env: Env, inputs: Inputs): AccessInputs {
  const bucketRegion = readBucketRegion(env) ?? inputs
  const access = {
    role: readRole(env, 'role-to-assume', inputs),
    bucketRole: readRole(env, 'bucket-role-to-assume', bucketRegion),
    bucketRegion: {
      region: bucketRegion.region,
      regionSource: bucketRegion.regionSource
    },
    expectedBucketOwner: readExpectedBucketOwner(env),
    bucketHeaders: readBucketHeaders(env),
    allowedAccountIds: readAllowedAccountIds(env)
  }
  refuseRoleElsewhere(access)
  if (inputs.mode === 'export') {
    refuseKeyElsewhere(inputs.encryption.keyId, readBucketRegion(env))
  }
  return access
}

const EXAMPLE = 'arn:aws:iam::111122223333:role/cognito-backup'

function readRole(
  env: Env,
  input: RoleRequest['input'],
  { region, regionSource }: RegionInput
): RoleRequest | undefined {
  const durationSeconds = readWhole(env, 'role-duration-seconds', 900, 43_200)
  const sessionName = readSessionName(env)
  const arn = optional(env, input)
  if (arn === undefined) return undefined
  if (!ROLE_ARN.test(arn)) {
    throw wrong(input, 'is not the ARN of an IAM role', EXAMPLE)
  }
  const partition = partitionOfRegion(region)
  if (partitionOfArn(arn) !== partition) {
    throw wrong(
      input,
      `is a role of the partition ${partitionOfArn(arn)}, and the region ${region}, taken from ${regionSource}, is of ${partition}`,
      EXAMPLE.replace('arn:aws', `arn:${partition}`)
    )
  }
  return { input, arn, sessionName, durationSeconds }
}

/** Source: STS API reference, RoleSessionName. */
function readSessionName(env: Env): string {
  const value = read(env, 'role-session-name')
  if (/^[\w+=,.@-]{2,64}$/.test(value)) return value
  throw wrong(
    'role-session-name',
    'is not 2 to 64 letters, digits and characters of +=,.@_-',
    'GitHubActions'
  )
}

function readBucketRegion(env: Env): RegionInput | undefined {
  const region = optional(env, 'bucket-region')
  if (region === undefined) return undefined
  if (REGION.test(region)) {
    return { region, regionSource: 'the input bucket-region' }
  }
  throw wrong('bucket-region', 'is not the name of an AWS region', 'eu-west-1')
}

function readExpectedBucketOwner(env: Env): string | undefined {
  const value = optional(env, 'expected-bucket-owner')
  if (value === undefined) return undefined
  if (ACCOUNT_ID.test(value)) return value
  throw wrong(
    'expected-bucket-owner',
    'is not the id of an AWS account, 12 digits',
    '111122223333'
  )
}

function readBucketHeaders(env: Env): BucketHeaders {
  const acl = readChoice(env, 'object-acl', [
    'none',
    'bucket-owner-full-control'
  ])
  const payer = readChoice(env, 'request-payer', ['bucket-owner', 'requester'])
  return {
    objectAcl: acl === 'none' ? undefined : acl,
    requestPayer: payer === 'bucket-owner' ? undefined : payer
  }
}

/** A role gives credentials of its own account and no other. */
function refuseRoleElsewhere({ role, allowedAccountIds }: AccessInputs): void {
  if (role === undefined || allowedAccountIds.length === 0) return
  const accountId = accountOfArn(role.arn)
  if (allowedAccountIds.includes(accountId)) return
  throw wrong(
    'role-to-assume',
    `is a role of the account ${accountId}, which the input allowed-account-ids doesn't list`,
    EXAMPLE.replace('111122223333', allowedAccountIds[0] ?? '')
  )
}

/** "The KMS key must be in the same Region as the bucket" (S3 user guide). */
function refuseKeyElsewhere(
  keyId: string,
  bucketRegion: RegionInput | undefined
): void {
  const keyRegion = /^arn:[\w-]+:kms:([a-z0-9-]+):/.exec(keyId)?.[1]
  if (keyRegion === undefined || bucketRegion === undefined) return
  if (keyRegion === bucketRegion.region) return
  throw wrong(
    'kms-key-id',
    `is a key in ${keyRegion}, and the input bucket-region is ${bucketRegion.region}: S3 encrypts with keys of the bucket's own region only`,
    `arn:aws:kms:${bucketRegion.region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`
  )
}
