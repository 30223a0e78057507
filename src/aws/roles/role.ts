/** A role that the inputs ask to assume, and how. */
export interface RoleRequest {
  /** The input that names the role, for sentences. */
  readonly input: 'role-to-assume' | 'bucket-role-to-assume'
  readonly arn: string
  readonly sessionName: string
  /** The duration of its sessions, in seconds. */
  readonly durationSeconds: number
}

/** The credentials that sign a call. */
export interface RoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: Date
}

/** A role and its credentials. */
export interface AssumedRole {
  readonly request: RoleRequest
  /**
   * Gives credentials that stay valid long enough for a call. The SDK asks for
   * them at each attempt of each call.
   *
   * @throws UserError or AwsCallError, with a sentence about what to change
   */
  readonly credentials: (() => Promise<RoleCredentials>) & {
    /** Tells the SDK not to cache them itself. */
    readonly memoized: true
  }
}

/** The AWS partition of an ARN: `aws`, `aws-cn`, `aws-us-gov`, … */
export function partitionOfArn(arn: string): string {
  return arn.split(':')[1] ?? ''
}

/** The account of an ARN, 12 digits. */
export function accountOfArn(arn: string): string {
  return arn.split(':')[4] ?? ''
}

/**
 * Partitions by the beginning of Region names; all other Regions are in `aws`.
 */
const PARTITIONS: readonly [string, string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc']
]

/** The partition of a Region. */
export function partitionOfRegion(region: string): string {
  const found = PARTITIONS.find(([prefix]) => region.startsWith(prefix))
  return found?.[1] ?? 'aws'
}

/**
 * The audience of an ID token for a role: STS, which has another name in China
 * (aws-actions/configure-aws-credentials, "OIDC Audience").
 */
export function audienceFor(roleArn: string): string {
  return partitionOfArn(roleArn) === 'aws-cn'
    ? 'sts.amazonaws.com.cn'
    : 'sts.amazonaws.com'
}
