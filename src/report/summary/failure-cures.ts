import type { RestoreOutcome } from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode } from '../sanitise.ts'
import { section, table } from './summary-table.ts'

/** The failures of a restore, the most frequent first, with their cures. */
export function failureTable({ failures, status }: RestoreOutcome): string {
  const rows = [...failures]
    .sort(([, a], [, b]) => b - a)
    .map(([failure, count]) => [
      markdownCode(failure),
      formatCount(count),
      cureOf(failure)
    ])
  return section(
    status === 'planned' ? 'What would be refused' : 'What failed',
    table(['What was refused, and how', 'Times', 'What to do'], rows, [
      'What to do'
    ])
  )
}

/**
 * What a person can do about a failure.
 *
 * @param failure a code such as `address-taken`, or a call and its answer:
 *   `AdminCreateUser: UsernameExistsException`
 */
export function cureOf(failure: string): string {
  const [call, answer = call] = failure.split(': ')
  const cure = CURES.get(failure) ?? CURES.get(answer ?? '')
  return (
    cure ??
    "Run the restore again. If it fails again, look the error up in Cognito's documentation. The report names the users."
  )
}

/** Whether the plan refused the user before any call: the next plan would too. */
export function isRefusal(failure: string): boolean {
  return /^[a-z]+-[a-z-]+$/.test(failure)
}

const RUN_AGAIN = 'Run the restore again: it tries them once more.'
const LAMBDA =
  'A trigger of the pool refused the user. See the log of its Lambda function, or remove the trigger while the restore runs.'

/** The failure codes of a restore, with their cures. */
export const CURES: ReadonlyMap<string, string> = new Map([
  [
    'address-taken',
    'Another user of the pool, or an earlier one of the snapshot, signs in by this address. Decide who is right. The report of a restore names them.'
  ],
  [
    'attribute-not-accepted',
    "A value is too long, too short or of another type than the pool's schema takes. Restore into a pool with the schema of the source."
  ],
  [
    'identity-taken',
    'Another user of the pool has this identity, most often since a later sign-in. Keep that user, or delete it and run the restore again.'
  ],
  [
    'identity-unknown',
    "The snapshot doesn't say which identity provider these users have. They come back at their next sign-in."
  ],
  [
    'immutable-attributes',
    'Cognito links no user who has immutable custom attributes. They come back at their next sign-in.'
  ],
  [
    'not-importable',
    'No import file can carry them, and only import jobs give the status reset-required. Restore them with `only-users` and `restored-user-status: confirmed`.'
  ],
  [
    'username-not-accepted',
    'Cognito takes no such username. A username has 1 to 128 characters and no spaces. Where people sign in by e-mail or phone, it is the address. Create these users by hand, under another one.'
  ],
  [
    'AdminAddUserToGroup: ResourceNotFoundException',
    'The group is not in the pool any more. Run the restore again with `existing-users: update`: it creates the group and adds who is missing.'
  ],
  [
    'AdminLinkProviderForUser: ResourceNotFoundException',
    'The pool lacks the identity provider. Create it, and run the restore again.'
  ],
  [
    'GroupNotCreated',
    'Their group could not be created: see the line about CreateGroup.'
  ],
  [
    'UsernameExistsException',
    'Another user took the name or the address while the restore ran. The report names them. Decide who is right.'
  ],
  [
    'AliasExistsException',
    'Another user has this address or preferred username as an alias. The report names them. Decide who is right.'
  ],
  [
    'InvalidParameterException',
    "Cognito doesn't take a value of these users, mostly a name or an attribute that another pool allowed. The report names them."
  ],
  [
    'InvalidPasswordException',
    'The password policy of the pool changed during the restore. Run the restore again.'
  ],
  [
    'LimitExceededException',
    'A limit of the pool or the account is reached, which AWS may raise: see Service Quotas. Then run the restore again.'
  ],
  ['UserLambdaValidationException', LAMBDA],
  ['UnexpectedLambdaException', LAMBDA],
  ['InvalidLambdaResponseException', LAMBDA],
  [
    'UserNotFoundException',
    'They were deleted while the restore ran. Run the restore again.'
  ],
  [
    'TooManyRequestsException',
    `Sign-ins and other tools use the same quotas; lower \`quota-share\`. ${RUN_AGAIN}`
  ],
  ['InternalErrorException', `Cognito failed. ${RUN_AGAIN}`],
  [
    'ImportFailed',
    'The import job refused the row. Its log in CloudWatch says why. Run the restore again with `restore-method: api`.'
  ],
  ['ImportJobFailed', `The import job failed. ${RUN_AGAIN}`],
  ['ImportStopped', `The import job was stopped. ${RUN_AGAIN}`],
  ['ImportNotStarted', `The import job never began. ${RUN_AGAIN}`],
  [
    'ImportAltered',
    'They came out of an import job with another address than in the snapshot, and were left alone. The report names them.'
  ],
  ['interrupted', RUN_AGAIN]
])
