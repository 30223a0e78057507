import {
  AwsCallError,
  StoppedCallError,
  UserError,
  type ErrorCode
} from '../shared/errors.ts'

/*
 * A sentence for each error of the five operations of the service model. Which
 * condition gets which name, the model doesn't say.
 */

type Refusal = [code: ErrorCode, sentence: string]

const PLAN: Refusal = [
  'recovery-refused',
  "The pool's feature plan has no point-in-time recovery: it takes ESSENTIALS, or PLUS. Restore a snapshot instead."
]
const NOT_HERE: Refusal = [
  'recovery-refused',
  'Cognito has no point-in-time recovery here: a replica takes it in its primary Region only. Some older pools never do: ask AWS Support.'
]
const AT_ONCE: Refusal = [
  'recovery-refused',
  'Cognito was changing the pool or a recovery at the same time. Wait a minute, and run it again.'
]
const TOO_MANY: Refusal = [
  'aws',
  'Cognito took no more requests about recoveries for now. Run it again.'
]
const NOT_ALLOWED: Refusal = [
  'access-denied',
  'Cognito says that the role may not make this call (NotAuthorizedException). The templates in infra/ list the permissions of each mode.'
]
const BROKEN: Refusal = [
  'aws',
  'Cognito failed (InternalErrorException). Such answers mostly pass: run it again.'
]
const NO_RECOVERY: Refusal = [
  'recovery-refused',
  'The user pool has no recovery of the id in the input recovery-id. Run recovery: check, which names the active one.'
]
const WRONG_STATE: Refusal = [
  'recovery-refused',
  'Cognito does not take this call in the present state of the recovery. Run recovery: check to see it.'
]

/** What every operation may answer. */
const SHARED: Readonly<Record<string, Refusal>> = {
  FeatureUnavailableInTierException: PLAN,
  OperationNotEnabledException: NOT_HERE,
  ConcurrentModificationException: AT_ONCE,
  TooManyRequestsException: TOO_MANY,
  NotAuthorizedException: NOT_ALLOWED,
  InternalErrorException: BROKEN
}

const OF_ONE = {
  ...SHARED,
  ResourceNotFoundException: NO_RECOVERY,
  InvalidParameterException: WRONG_STATE
}

const REFUSALS: Readonly<Record<string, Readonly<Record<string, Refusal>>>> = {
  InitiatePointInTimeRecovery: {
    ...SHARED,
    InvalidParameterException: [
      'recovery-refused',
      'Cognito does not take this recovery point: see the conditions in the summary. Some pools never support recoveries: ask AWS Support.'
    ],
    LimitExceededException: [
      'recovery-refused',
      'A limit of recoveries is reached. In 24 hours a pool has 3 previews, an account 10 and an organization 15; a pool has 10 in 30 days. Active are 1 a pool, 5 an account and 10 an organization, and completed 1 a pool in 24 hours.'
    ]
  },
  DescribePointInTimeRecovery: OF_ONE,
  StartPointInTimeRecovery: OF_ONE,
  CancelPointInTimeRecovery: OF_ONE,
  ListPointInTimeRecoveries: {
    ...SHARED,
    InvalidParameterException: [
      'aws',
      'Cognito does not list the recoveries of this pool (InvalidParameterException). Ask AWS Support.'
    ]
  }
}

/**
 * The same failure with the sentence of this table; other errors as they are. The
 * pool itself was described before, so what is not found is a recovery.
 */
export function inWords(error: unknown): unknown {
  if (!(error instanceof AwsCallError)) return error
  const operation = error.action.replace(/^cognito-idp:/, '')
  const [code, sentence] = REFUSALS[operation]?.[error.awsCode] ?? []
  if (code === undefined || sentence === undefined) return error
  return new UserError(code, sentence, { cause: error })
}

/** Whether a call that failed may have had its effect all the same. */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof StoppedCallError) return error.mayHaveHappened
  // Cognito has answered, if not what can be read.
  if (error instanceof UserError && error.code === 'cognito-answer') return true
  const failure = inWords(error)
  return (
    error instanceof AwsCallError &&
    failure instanceof UserError &&
    (failure.code === 'network' || failure.code === 'aws') &&
    // By a throttle Cognito says that it did nothing.
    error.awsCode !== 'TooManyRequestsException'
  )
}
