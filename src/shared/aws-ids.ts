/*
 * The forms of AWS's identifiers, one of each. A snapshot and an input that name
 * the same thing must agree on what is one.
 */

const region = '[a-z]{2,}(?:-[a-z]+)+-\\d+'

/** The name of a Region, such as `eu-west-1`. */
export const REGION = new RegExp(`^${region}$`)

/**
 * The id of a user pool: its Region, an underscore, letters and digits. Source:
 * Cognito API reference, UserPoolId.
 */
export const USER_POOL_ID = new RegExp(`^${region}_[0-9A-Za-z]+$`)

/** The id of an AWS account. */
export const ACCOUNT_ID = /^\d{12}$/

/**
 * The ARN of an IAM role, with its path. A path has up to 512 characters, a name
 * up to 64. Source: IAM user guide, IAM identifiers, and IAM and STS quotas.
 */
export const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/
