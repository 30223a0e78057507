import { USER_POOL_ID } from '../shared/aws-ids.ts'
import { UserError } from '../shared/errors.ts'

/** Where one snapshot lives in S3. */
export interface SnapshotAddress {
  bucket: string
  /** Key prefix without leading or trailing slash; may be empty. */
  prefix: string
  userPoolId: string
  snapshotId: string
}

const SNAPSHOT_ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[A-Z2-7]{16}$/
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

// RFC 4648. With 32 letters, five bits of a random byte choose one evenly.
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * A new snapshot id: `20261123T020000Z-` and 16 random base32 letters. Ids sort
 * by time. With 80 random bits, no two runs ever write to one address.
 *
 * @param startedAt when the export began
 * @param random at least 16 random bytes
 */
export function newSnapshotId(startedAt: Date, random: Uint8Array): string {
  const time = startedAt.toISOString().replace(/[-:]|\.\d+/g, '')
  const suffix = Array.from(random.subarray(0, 16), byte =>
    BASE32.charAt(byte & 31)
  )
  return `${time}-${suffix.join('')}`
}

export function isSnapshotId(text: string): boolean {
  return SNAPSHOT_ID.test(text)
}

/**
 * Places that S3 addresses like a bucket, but where no snapshot can be, and
 * what to do. A snapshot needs SSE-KMS, versions, and an `s3://` address, in
 * which an ARN doesn't fit. The alias of an access point works like a name.
 * Source: S3 user guide, "General purpose bucket naming rules" and the page on
 * each place.
 */
const OTHER_PLACES: readonly [form: RegExp, problem: string][] = [
  [
    /^arn:[\w-]+:s3:[a-z0-9-]+:\d{12}:accesspoint\b/,
    'is the ARN of an access point. Give the alias of the access point, which S3 made for it and which ends in -s3alias'
  ],
  [
    /^arn:[\w-]+:s3::\d{12}:accesspoint\b|\.mrap$/,
    'is a Multi-Region Access Point, which may answer from several buckets. Give the name of one of them'
  ],
  [
    /^arn:[\w-]+:s3-outposts:|--op-s3$/,
    'is of S3 on Outposts, which does not encrypt with KMS. Give a bucket in a region'
  ],
  [
    /^arn:[\w-]+:s3-object-lambda:|--ol-s3$/,
    'is an Object Lambda Access Point, whose function may change what is read. Give the alias of the access point behind it, which ends in -s3alias'
  ],
  [
    /^arn:[\w-]+:s3express:|--xa?-s3$/,
    'is a directory bucket, which keeps no versions. Give a general purpose bucket'
  ],
  [
    /^arn:[\w-]+:s3:::/,
    'is the ARN of a bucket. Give its name, which follows the three colons'
  ]
]

/** Why no snapshot can be in this bucket, as a clause; `undefined` if one can. */
export function otherPlace(text: string): string | undefined {
  return OTHER_PLACES.find(([form]) => form.test(text))?.[1]
}

/** Whether a text is the name of a bucket or the alias of an access point. */
export function isBucketName(text: string): boolean {
  return BUCKET.test(text) && otherPlace(text) === undefined
}

/**
 * Whether snapshot keys can begin with these folder names: not empty, of
 * characters that are safe in keys (S3 user guide, naming objects), and neither
 * `.` nor `..`. `*` is safe in keys too, but means any text in policies.
 */
export function isKeyPrefix(names: readonly string[]): boolean {
  return isReadablePrefix(names) && !names.some(name => name.includes('*'))
}

/** Like `isKeyPrefix`, but with `*`, which older snapshots may have. */
function isReadablePrefix(names: readonly string[]): boolean {
  return names.every(
    name => /^[\w!.*'()-]+$/.test(name) && name !== '.' && name !== '..'
  )
}

/** The key prefix of a pool's snapshots, with a slash at its end. */
export function poolKeyPrefix(prefix: string, userPoolId: string): string {
  return prefix === '' ? `${userPoolId}/` : `${prefix}/${userPoolId}/`
}

/** The key prefix of a snapshot's objects, with a slash at its end. */
export function snapshotKeyPrefix(address: SnapshotAddress): string {
  return `${poolKeyPrefix(address.prefix, address.userPoolId)}${address.snapshotId}/`
}

/** The `s3://…/` address of a snapshot. */
export function formatAddress(address: SnapshotAddress): string {
  return `s3://${address.bucket}/${snapshotKeyPrefix(address)}`
}

/**
 * Reads an `s3://BUCKET/PREFIX/POOL_ID/SNAPSHOT_ID/` address. The last slash
 * may be missing, and `manifest.json` may follow it.
 *
 * @throws UserError `input` if the text is no such address
 */
export function parseAddress(text: string): SnapshotAddress {
  const [, bucket = '', path = ''] =
    /^s3:\/\/([^/]+)\/(.+?)(?:\/(?:manifest\.json)?)?$/.exec(text) ?? []
  const problem = otherPlace(bucket)
  if (problem !== undefined) {
    throw new UserError(
      'input',
      `The input snapshot is an address whose bucket ${problem}.`
    )
  }
  const keys = path.split('/')
  const snapshotId = keys.pop() ?? ''
  const userPoolId = keys.pop() ?? ''
  if (
    !isBucketName(bucket) ||
    !isSnapshotId(snapshotId) ||
    !USER_POOL_ID.test(userPoolId) ||
    !isReadablePrefix(keys)
  ) {
    throw new UserError(
      'input',
      'The input snapshot is not the address of a snapshot. It must look like s3://my-bucket/cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/.'
    )
  }
  return { bucket, prefix: keys.join('/'), userPoolId, snapshotId }
}
