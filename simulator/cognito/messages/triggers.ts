import type { Ledger } from '../../stats.ts'
import { CognitoError } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** The members of `LambdaConfigType` that an administrator's call can run. */
export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'CustomEmailSender'
  | 'CustomSMSSender'

/** The event that a trigger's function gets. */
export interface TriggerEvent {
  version: '1'
  /** The trigger and what set it off, e.g. `PreSignUp_AdminCreateUser`. */
  triggerSource: string
  region: string
  userPoolId: string
  userName: string
  callerContext: { awsSdkVersion: string; clientId: string }
  request: {
    userAttributes: Record<string, string>
    validationData?: Record<string, string>
    clientMetadata?: Record<string, string>
  }
  response: Record<string, unknown>
}

/** Replaces a function: its errors are the errors of the function. */
export type TriggerHandler = (event: TriggerEvent) => void

/** The cause of a trigger. */
export interface Occasion {
  /** The second half of the trigger's source, e.g. `AdminCreateUser`. */
  cause: string
  validationData?: Record<string, string> | undefined
  clientMetadata?: Record<string, string> | undefined
}

/**
 * The functions of the triggers of pools. A function without a handler runs
 * too, and accepts everything.
 *
 * Source: developer guide, "Customizing user pool workflows with Lambda
 * triggers".
 */
export class Triggers {
  readonly #region: string
  readonly #ledger: Ledger
  readonly #handlers = new Map<string, TriggerHandler>()

  constructor(region: string, ledger: Ledger) {
    this.#region = region
    this.#ledger = ledger
  }

  /** Has the pool run `handler`, assigning a function if there is none. */
  handle(pool: Pool, trigger: TriggerName, handler: TriggerHandler): void {
    pool.settings.lambdaConfig[trigger] ??= functionFor(trigger, pool)
    this.#handlers.set(keyOf(pool, trigger), handler)
  }

  /** Whether a function is assigned to the trigger. */
  has(pool: Pool, trigger: TriggerName): boolean {
    return Boolean(pool.settings.lambdaConfig[trigger])
  }

  /** Runs the function, if there is one; throws UserLambdaValidationException. */
  run(
    pool: Pool,
    trigger: TriggerName,
    user: Pick<User, 'username' | 'attributes'>,
    { cause, validationData, clientMetadata }: Occasion
  ): void {
    if (!this.has(pool, trigger)) return
    const triggerSource = `${trigger}_${cause}`
    this.#ledger.triggered(triggerSource)
    const event: TriggerEvent = {
      version: '1',
      triggerSource,
      region: this.#region,
      userPoolId: pool.id,
      userName: user.username,
      callerContext: {
        awsSdkVersion: 'aws-sdk-unknown-unknown',
        clientId: 'CLIENT_ID_NOT_APPLICABLE'
      },
      request: {
        userAttributes: Object.fromEntries(user.attributes),
        ...(validationData && { validationData }),
        ...(clientMetadata && { clientMetadata })
      },
      response: {}
    }
    try {
      this.#handlers.get(keyOf(pool, trigger))?.(event)
    } catch (error) {
      throw new CognitoError(
        'UserLambdaValidationException',
        `${trigger} failed with error ${error instanceof Error ? error.message : String(error)}.`
      )
    }
  }
}

const keyOf = (pool: Pool, trigger: TriggerName) => `${trigger} ${pool.id}`

/** Senders are configured with the version of their event, others by an ARN. */
function functionFor(trigger: TriggerName, pool: Pool): unknown {
  const LambdaArn = `${pool.arn.replace(':cognito-idp:', ':lambda:').replace(/userpool.*$/, 'function:')}${trigger}`
  return trigger === 'CustomEmailSender' || trigger === 'CustomSMSSender'
    ? { LambdaVersion: 'V1_0', LambdaArn }
    : LambdaArn
}
