import { characters, seededRandom } from './random.ts'
import type { Clock } from './clock.ts'

/** The one AWS account, in one region, that the simulator stands in for. */
export interface Account {
  region: string
  accountId: string
  /** Requests without a session of STS count as those of this account. */
  principalArn: string
  bucket: string
  /** The Region and the account of the bucket and its key. */
  bucketRegion: string
  bucketAccountId: string
  /** The ACL that the bucket policy demands of each object that is stored. */
  demandedAcl: string | undefined
  /** Whether the bucket is a Requester Pays bucket. */
  requesterPays: boolean
  kmsKeyArn: string
  kmsKeyAlias: string
  clock: Clock
  /** A new, unused pool id of the right shape; the same ones for one seed. */
  nextPoolId(): string
}

const alphanumeric =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Another place for the bucket and its key than that of the pools, and its rules. */
export interface BucketPlace {
  bucketRegion?: string | undefined
  bucketAccountId?: string | undefined
  demandedAcl?: string | undefined
  requesterPays?: boolean
}

export function createAccount(
  seed: number,
  clock: Clock,
  place: BucketPlace = {}
): Account {
  const random = seededRandom(seed)
  const region = 'us-east-1'
  const accountId = '123456789012'
  const bucketRegion = place.bucketRegion ?? region
  const bucketAccountId = place.bucketAccountId ?? accountId
  const keyId = [8, 4, 4, 4, 12]
    .map(length => characters(random, length, '0123456789abcdef'))
    .join('-')
  return {
    region,
    accountId,
    principalArn: `arn:aws:sts::${accountId}:assumed-role/cognito-backup/GitHubActions`,
    bucket: `cognito-backup-${accountId}-${region}`,
    bucketRegion,
    bucketAccountId,
    demandedAcl: place.demandedAcl,
    requesterPays: place.requesterPays ?? false,
    kmsKeyArn: `arn:aws:kms:${bucketRegion}:${bucketAccountId}:key/${keyId}`,
    kmsKeyAlias: 'alias/cognito-backup',
    clock,
    nextPoolId: () => `${region}_${characters(random, 9, alphanumeric)}`
  }
}
