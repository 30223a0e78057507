import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig
} from '@aws-sdk/client-cognito-identity-provider'
import { clientConfig, type AwsContext } from '../../aws/client-config.ts'
import { lacksAllow } from '../../aws/denials.ts'
import { callAws } from '../../aws/errors.ts'
import { createGetFile, type GetFile } from '../../aws/get-file.ts'
import { createPutFile, type PutFile } from '../../aws/put-file.ts'
import { StoppedCallError, type Explanation } from '../../shared/errors.ts'
import type { Clock } from '../../shared/world.ts'
import { leanClient } from './lean-client.ts'
import { HardLimitError, paceClient } from './pace-client.ts'
import { createPacer, type Pace, type PacerOptions } from './pacer.ts'
import type { QuotaCategory } from './quota-categories.ts'
import { stopCalls } from './stop-calls.ts'

/** The way to call Cognito. */
export interface CognitoCalls {
  /**
   * Makes one call. All calls of this room go through here. Each attempt waits
   * for its turn in its quota category.
   *
   * @param operation its API name, such as ListUsers
   * @throws AwsCallError; StoppedCallError if the run was stopped
   */
  call<T>(
    operation: string,
    send: (client: CognitoIdentityProviderClient) => Promise<T>
  ): Promise<T>
}

/** A user pool and the way to call Cognito about it. */
export interface PoolCalls extends CognitoCalls {
  readonly userPoolId: string
}

export interface PoolClient extends PoolCalls {
  /**
   * For calls that a run can do without. An endpoint that lacks an operation may
   * answer with an error that looks temporary, so these calls give up on it after
   * a few attempts. Throttles and outages are retried as elsewhere.
   */
  readonly optional: PoolCalls
  /**
   * Sets the account's quota of a category, in requests a second. Call it before
   * the category's first call.
   */
  learnQuota(category: QuotaCategory, perSecond: number): void
  /** How often this run may call an operation. */
  paceOf(operation: string): Pace
  /**
   * Calls that change a pool and got no answer before the run ended, counted by
   * operation: it isn't known whether they had an effect.
   */
  readonly unanswered: ReadonlyMap<string, number>
  /** Sends a file to an address that Cognito gave. */
  readonly putFile: PutFile
  /** Fetches a public file from an address that Cognito gave. */
  readonly getFile: GetFile
}

/** How often an optional call is made to an endpoint that may not know it. */
const UNKNOWN_ATTEMPTS = 4

/** Whether an operation changes nothing. */
export function isRead(operation: string): boolean {
  return /^(List|Describe|Get|AdminGet|AdminList)/.test(operation)
}

/** Cognito in one account and Region. Its own calls are about no known pool. */
export interface Cognito extends CognitoCalls {
  /** Connects to a user pool, at the pace that all calls share. */
  pool(userPoolId: string): PoolClient
}

/** Connects to a user pool. Makes no call yet. */
export function connectPool(
  context: AwsContext,
  userPoolId: string,
  pace: PacerOptions,
  clock: Clock
): PoolClient {
  return connectCognito(context, pace, clock).pool(userPoolId)
}

/** Connects to Cognito. Makes no call yet. */
export function connectCognito(
  context: AwsContext,
  pace: PacerOptions,
  clock: Clock
): Cognito {
  const { ending } = context
  const pacer = createPacer(pace, clock)
  const unanswered = new Map<string, number>()
  const onFailure = (operation: string, error: unknown): never => {
    const isInDoubt = error instanceof StoppedCallError && error.mayHaveHappened
    if (isInDoubt && !isRead(operation)) {
      unanswered.set(operation, (unanswered.get(operation) ?? 0) + 1)
    }
    throw error
  }
  const connect = (config: CognitoIdentityProviderClientConfig) => {
    const client = new CognitoIdentityProviderClient(config)
    const isMade = leanClient(client, pacer, ending)
    paceClient(client, pacer, ending, isMade)
    stopCalls(client, ending)
    return client
  }
  const callsBy = (
    client: CognitoIdentityProviderClient,
    userPoolId?: string
  ): CognitoCalls => ({
    call: (operation, send) =>
      callAws(
        context,
        `cognito-idp:${operation}`,
        (awsCode, error) =>
          explain(context, userPoolId, operation, awsCode, error),
        () => send(client).catch(unwrapHardLimit)
      ).catch((error: unknown) => onFailure(operation, error))
  })
  const client = connect(clientConfig(context))
  const optional = connect(clientConfig(context, UNKNOWN_ATTEMPTS))
  return {
    ...callsBy(client),
    pool: userPoolId => ({
      userPoolId,
      ...callsBy(client, userPoolId),
      optional: { userPoolId, ...callsBy(optional, userPoolId) },
      learnQuota: (category, perSecond) => {
        pacer.learn(category, perSecond)
      },
      paceOf: operation => pacer.paceOf(operation),
      unanswered,
      putFile: createPutFile(context),
      getFile: createGetFile(context)
    })
  }
}

function unwrapHardLimit(error: unknown): never {
  throw error instanceof HardLimitError ? error.cause : error
}

function explain(
  context: AwsContext,
  userPoolId: string | undefined,
  operation: string,
  awsCode: string,
  error: Error
): Explanation | undefined {
  if (operation === 'CreateUserImportJob') {
    const explanation = explainImportJob(awsCode, error)
    if (explanation !== undefined) return explanation
  }
  if (awsCode === 'LimitExceededException') {
    if (
      /^CreateUserPool|^Create(Identity|Resource|Managed|Terms)/.test(operation)
    ) {
      return {
        code: 'aws',
        message: `${operation} would exceed a limit of Cognito. Raise it in Service Quotas, then run the job again.`
      }
    }
    return {
      code: 'aws',
      message: `A limit of Cognito is reached, which ${operation} would pass, such as 10,000 groups a pool or 100 groups a user. Ask AWS for a higher one, or remove what isn't needed.`
    }
  }
  if (
    operation === 'CreateUserPoolDomain' &&
    awsCode === 'InvalidParameterException'
  ) {
    return {
      code: 'aws',
      message:
        'Cognito does not take the domain. A prefix may be taken in another account; a custom domain needs a certificate in us-east-1. Set the input domain to another prefix, or to none.'
    }
  }
  const isAboutPool = userPoolId !== undefined
  if (!isAboutPool || awsCode !== 'ResourceNotFoundException') return undefined
  const poolRegion = regionOfPool(userPoolId)
  const place = `region ${context.region}, taken from ${context.regionSource}`
  return poolRegion === context.region
    ? {
        code: 'not-found',
        message: `There is no user pool ${userPoolId} in this account in ${place}. Check the input user-pool-id and the account that the role belongs to.`
      }
    : {
        code: 'wrong-region',
        message: `There is no user pool ${userPoolId} in ${place}; its id says ${poolRegion}. Set the input aws-region to ${poolRegion}.`
      }
}

function explainImportJob(
  awsCode: string,
  error: Error
): Explanation | undefined {
  switch (awsCode) {
    case 'LimitExceededException':
      return {
        code: 'aws',
        message:
          'The user pool has had its 1,000 import jobs, which is all that Cognito allows. Set the input restore-method to api.'
      }
    case 'InvalidParameterException':
    case 'PreconditionNotMetException':
      return {
        code: 'aws',
        message: `Cognito takes no import job with the role of the input import-role-arn (${awsCode}). The role must trust cognito-idp.amazonaws.com and allow logs:CreateLogGroup, logs:CreateLogStream, logs:DescribeLogStreams and logs:PutLogEvents.`
      }
    case 'AccessDeniedException':
      if (!lacksAllow(error.message)) return undefined
      return {
        code: 'access-denied',
        message:
          'The role may not create an import job. Add two actions to its policy: cognito-idp:CreateUserImportJob on the user pool, and iam:PassRole on the role of the input import-role-arn. The templates in infra/ list the permissions of each mode.'
      }
    default:
      return undefined
  }
}

/** The Region at the beginning of a user pool id. */
export function regionOfPool(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'))
}
