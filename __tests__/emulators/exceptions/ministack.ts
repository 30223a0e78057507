import type { Exceptions } from './exceptions.ts'

const LACKS = 'It answers InvalidAction: it lacks the operation.'

/** Of ministack 1.5.33. */
export const MINISTACK: Exceptions = {
  'documented.test.ts': {
    'Cognito › leaves out what a group lacks':
      'Its role is empty instead of left out.',
    'Cognito › refuses a page of more than 60': 'It takes any Limit.',
    'Cognito › refuses a page token that it never gave':
      'It begins with the first page again.',
    'Cognito › refuses a user with an attribute that the pool lacks':
      'It takes every attribute.',
    'Cognito › refuses a user with identities': 'It takes every attribute.',
    'Cognito › refuses a user with a verified flag without its value':
      'It takes every attribute.',
    'Cognito › refuses a user with a line break in the username':
      'It takes every username.',
    'Cognito › refuses two names that differ by case where case is ignored':
      'It takes both.',
    'Cognito › refuses an alias that another user has': 'It gives it to both.',
    'Cognito › refuses preferred_username of a user who is not confirmed':
      'It takes it at the creation.',
    'Cognito › deletes an attribute that is set to a blank value':
      'It keeps it, with the blank value.',
    'S3 › confirms a SHA-256':
      'It holds the bytes against it, and answers it to HeadObject only.',
    'S3 › refuses a key that is not there': 'It takes any key.',
    'S3 › names the key of two layers of encryption':
      'It refuses aws:kms:dsse as no known encryption.',
    "S3 › refuses another account's bucket as one's own":
      'It leaves ExpectedBucketOwner unread.',
    'STS › refuses a token that is none':
      'It gives a session of any role for any token.',
    'STS › refuses keys that nobody has': 'It takes every call of everybody.'
  },
  'operations.test.ts': {
    'Cognito answers › AdminGetUserAuthFactors': LACKS,
    'Cognito answers › CreateUserImportJob': LACKS,
    'Cognito answers › DescribeCIMDPolicy': LACKS,
    'Cognito answers › DescribeManagedLoginBranding': LACKS,
    'Cognito answers › DescribeManagedLoginBrandingByClient': LACKS,
    'Cognito answers › DescribeRiskConfiguration': LACKS,
    'Cognito answers › DescribeTerms': LACKS,
    'Cognito answers › GetCSVHeader': LACKS,
    'Cognito answers › GetLogDeliveryConfiguration': LACKS,
    'Cognito answers › GetProvisionedLimit': LACKS,
    'Cognito answers › GetUserPoolClientSessionConfiguration': LACKS,
    'Cognito answers › GetUserPoolSessionConfiguration': LACKS,
    'Cognito answers › ListCIMDPolicies': LACKS,
    'Cognito answers › ListPointInTimeRecoveries': LACKS,
    'Cognito answers › ListTerms': LACKS,
    'Cognito answers › ListUserImportJobs': LACKS,
    'Cognito answers › ListUserPoolClientSecrets': LACKS,
    'Cognito answers › ListUserPoolReplicas': LACKS
  }
}
