import type { Exceptions } from './exceptions.ts'

/** Of moto 5.2.5. */
export const MOTO: Exceptions = {
  'documented.test.ts': {
    'Cognito › gives a pool with a Schema the standard attributes too':
      'Such a pool has no attributes but those of its Schema.',
    'Cognito › leaves out what a group lacks':
      'Its description is empty instead of left out.',
    'Cognito › refuses a page of more than 60': 'It takes any Limit.',
    'Cognito › refuses a page token that it never gave':
      'It calls the error InvalidToken.',
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
    'S3 › confirms a SHA-256': 'It stores the SHA-256 and answers none.',
    'S3 › refuses bytes under a SHA-256 that is not theirs': 'It takes any.',
    'S3 › refuses a key that is not there': 'It takes any key.',
    'S3 › names the key of two layers of encryption': 'It answers no key.',
    "S3 › refuses another account's bucket as one's own":
      'It leaves ExpectedBucketOwner unread.',
    'S3 › leads to the region of a bucket':
      'It puts from whatever region it is asked.',
    'STS › refuses a token that is none':
      'It gives a session of any role for any token.',
    'STS › refuses keys that nobody has': 'It takes every call of everybody.'
  },
  'operations.test.ts': {
    'Cognito answers':
      'It answers HTTP 500 with a page of HTML to an operation that it lacks.'
  },
  'verify.test.ts': {
    'a verification of a whole snapshot › by headers finds nothing':
      'It answers no SHA-256: checksum-unknown.'
  }
}
