import { ACCOUNT_ID, REGION, ROLE_ARN } from '../shared/aws-ids.ts'
import { MODES } from '../shared/outcome.ts'
import {
  anyText,
  choice,
  matching,
  optional,
  whole,
  type Input
} from './kinds.ts'
import { accountIds } from './values.ts'

export const roleArn = matching(ROLE_ARN, 'is not the ARN of an IAM role')

/** The inputs that say who the run is to AWS, and where its pool and bucket are. */
export const ACCESS_INPUTS = {
  'aws-region': {
    default: 'auto',
    example: 'eu-west-1',
    modes: MODES,
    // Its form is checked where its source is known: see common.ts.
    read: optional(anyText)
  },
  'role-to-assume': {
    default: 'none',
    example: 'arn:aws:iam::111122223333:role/cognito-backup',
    modes: MODES,
    read: optional(roleArn)
  },
  'role-duration-seconds': {
    default: '3600',
    modes: MODES,
    read: whole(900, 43_200)
  },
  'role-session-name': {
    default: 'GitHubActions',
    modes: MODES,
    // Source: STS API reference, RoleSessionName.
    read: matching(
      /^[\w+=,.@-]{2,64}$/,
      'is not 2 to 64 letters, digits and characters of +=,.@_-'
    )
  },
  'allowed-account-ids': {
    default: 'all',
    example: '111122223333, 444455556666',
    modes: MODES,
    read: optional(accountIds)
  },
  'bucket-region': {
    default: 'same',
    example: 'eu-west-1',
    modes: MODES,
    read: optional(matching(REGION, 'is not the name of an AWS region'))
  },
  'bucket-role-to-assume': {
    default: 'same',
    example: 'arn:aws:iam::111122223333:role/cognito-backup',
    modes: MODES,
    read: optional(roleArn)
  },
  'expected-bucket-owner': {
    default: 'none',
    example: '111122223333',
    modes: MODES,
    read: optional(
      matching(ACCOUNT_ID, 'is not the id of an AWS account, 12 digits')
    )
  },
  'object-acl': {
    default: 'none',
    modes: MODES,
    read: choice('none', 'bucket-owner-full-control')
  },
  'request-payer': {
    default: 'bucket-owner',
    modes: MODES,
    read: choice('bucket-owner', 'requester')
  }
} satisfies Record<string, Input>
