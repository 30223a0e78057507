import type { Guard } from '../guard.ts'

/** What Cognito and S3 must refuse, by their service models, is never sent. */
export const acceptedGuards: readonly Guard[] = [
  {
    name: 'a username that Cognito cannot take is refused by the plan',
    promise: 'no harm before the check',
    file: 'src/restore/plan-creation.ts',
    source:
      "if (!isAcceptedName(username)) return refuse('username-not-accepted')",
    without: '',
    tests: ['__tests__/unit/restore/plan-creation.test.ts']
  },
  {
    name: 'groups that Cognito cannot take stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/plan-findings.ts',
    source: 'plan.groupsNotAccepted > 0',
    without: 'false',
    tests: ['__tests__/unit/restore/plan-findings.test.ts']
  },
  {
    name: 'names of attributes that Cognito cannot take stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/schema-findings.ts',
    source: 'misnamed.length > 0',
    without: 'false',
    tests: ['__tests__/unit/restore/schema-findings.test.ts']
  },
  {
    name: 'half a character is no value of an attribute',
    promise: 'no harm before the check',
    file: 'src/restore/accepted-texts.ts',
    source: 'value.isWellFormed() && ',
    without: '',
    tests: ['__tests__/unit/restore/accepted-texts.test.ts']
  },
  {
    name: 'half a character is no identity',
    promise: 'no harm before the check',
    file: 'src/cognito/identities.ts',
    source: "typeof userId !== 'string' || !isSendable(userId)",
    without: "typeof userId !== 'string'",
    tests: ['__tests__/unit/restore/identities.test.ts']
  },
  {
    name: 'a filter is no longer than Cognito takes',
    promise: 'keep what is there',
    file: 'src/cognito/users.ts',
    source:
      'if (Array.from(whole).length <= MOST_FILTER_CHARACTERS) return whole',
    without: 'return whole',
    tests: ['__tests__/unit/cognito/find-user.test.ts']
  },
  {
    name: 'an object is asked for without the checksum of a body',
    promise: 'complete',
    file: 'src/storage/bucket.ts',
    source: "requestChecksumCalculation: 'WHEN_REQUIRED' as const,",
    without: '',
    tests: ['__tests__/unit/storage/bucket.test.ts']
  }
]
