/** A role that the inputs ask to assume, and how. */
export interface RoleRequest {
  /** The input that names it, for sentences. */
  readonly input: 'role-to-assume' | 'bucket-role-to-assume'
  readonly arn: string
  readonly sessionName: string
  /** How long its sessions last, in seconds. */
  readonly durationSeconds: number
}

/** What a call is signed with. */
export interface RoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: Date
}

/** A role and the way to its credentials. */
export interface AssumedRole {
  readonly request: RoleRequest
  /**
   * Gives credentials that are good for long enough to make a call with. The SDK
   * asks at each attempt of each call.
   *
   * @throws UserError or AwsCallError, with a sentence about what to change
   */
  readonly credentials: (() => Promise<RoleCredentials>) & {
    /** Tells the SDK that these are kept already. */
    readonly memoized: true
  }
}

/** The partition of AWS that an ARN is of: `aws`, `aws-cn`, `aws-us-gov`, … */
export function partitionOfArn(arn: string): string {
  return arn.split(':')[1] ?? ''
}

/** The account that an ARN is of, 12 digits. */
export function accountOfArn(arn: string): string {
  return arn.split(':')[4] ?? ''
}

/** By what the names of their regions begin with; all others are of `aws`. */
const PARTITIONS: readonly [string, string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc']
]

/** The partition that a region is in. */
export function partitionOfRegion(region: string): string {
  const found = PARTITIONS.find(([prefix]) => region.startsWith(prefix))
  return found?.[1] ?? 'aws'
}

/**
 * Whom a token for a role is meant for: STS, whose name in China is another
 * (aws-actions/configure-aws-credentials, "OIDC Audience").
 */
export function audienceFor(roleArn: string): string {
  return partitionOfArn(roleArn) === 'aws-cn'
    ? 'sts.amazonaws.com.cn'
    : 'sts.amazonaws.com'
}
