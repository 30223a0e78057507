import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Ending } from '../../shared/ending.ts'

/** The context of one call in the SDK's middleware. */
interface CallContext {
  __smithy_context?: { abortSignal?: AbortSignal }
}

/**
 * Replaces the SDK's AbortError and says whether the call may have had effect.
 */
export class CallAbortedError extends Error {
  /** Whether an attempt was sent that Cognito didn't refuse. */
  readonly mayHaveHappened: boolean

  constructor(mayHaveHappened = false) {
    super('The call was given up')
    this.name = 'AbortError'
    this.mayHaveHappened = mayHaveHappened
  }
}

/**
 * Ends every call with the run. A call with its own signal, such as a read,
 * ends with that signal. A cancelled run waits for any other call until
 * `lastAnswer`, to know what it did. The error of an aborted call says whether
 * the call may have had an effect: it had none if it still waited for its turn,
 * or if Cognito refused every attempt so far.
 *
 * Apply it after paceClient and leanClient.
 */
export function stopCalls(
  client: CognitoIdentityProviderClient,
  ending: Ending | undefined
): void {
  if (ending !== undefined) {
    const send = client.send.bind(client) as Send
    const sendAtMost: Send = (command, options) =>
      send(command, {
        ...options,
        abortSignal: options?.abortSignal ?? ending.lastAnswer
      })
    client.send = sendAtMost as typeof client.send
  }
  /** Calls that sent an attempt whose effect isn't known. */
  const inDoubt = new WeakSet<object>()
  const { middlewareStack } = client
  middlewareStack.add(
    (next, context) => async args => {
      try {
        return await next(args)
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'AbortError') {
          throw error
        }
        throw new CallAbortedError(inDoubt.has(context))
      }
    },
    { name: 'stopMiddleware', step: 'initialize', priority: 'high' }
  )
  middlewareStack.addRelativeTo(
    <Args, Answer>(next: (args: Args) => Promise<Answer>, context: object) =>
      async (args: Args): Promise<Answer> => {
        // The SDK would notice the abort, but not that nothing was sent.
        if (signalOf(context)?.aborted === true) throw new CallAbortedError()
        try {
          return await next(args)
        } catch (error) {
          if (!isRefusal(error) && !isUnsent(error)) inDoubt.add(context)
          throw error
        }
      },
    {
      name: 'attemptMiddleware',
      relation: 'after',
      toMiddleware: 'paceMiddleware'
    }
  )
}

type Send = (
  command: unknown,
  options?: { abortSignal?: AbortSignal }
) => Promise<unknown>

/** The signal that a call was given. */
export function signalOf(context: object): AbortSignal | undefined {
  return (context as CallContext).__smithy_context?.abortSignal
}

/**
 * The signal that ends a call's wait for its turn: its own, or the last write for
 * a call that a cancelled run finishes.
 */
export function signalOfTurn(
  own: AbortSignal | undefined,
  ending: Ending | undefined
): AbortSignal | undefined {
  return own === ending?.lastAnswer ? ending?.lastWrite : own
}

/** Whether the call wasn't sent because it had no credentials. */
function isUnsent(error: unknown): boolean {
  return (error as { mayHaveHappened?: boolean }).mayHaveHappened === false
}

/** Whether Cognito answered that it did nothing. */
function isRefusal(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
  const status = $metadata?.httpStatusCode
  return status !== undefined && status >= 400 && status < 500
}
