import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Ending } from '../../shared/ending.ts'

/** What the SDK's middleware calls what belongs to one call. */
interface CallContext {
  __smithy_context?: { abortSignal?: AbortSignal }
}

/** Thrown in place of the SDK's, with what is known of the call. */
export class CallAbortedError extends Error {
  /** Whether an attempt was sent that wasn't refused. */
  readonly mayHaveHappened: boolean

  constructor(mayHaveHappened = false) {
    super('The call was given up')
    this.name = 'AbortError'
    this.mayHaveHappened = mayHaveHappened
  }
}

/**
 * Lets every call end with the run. One that has a signal of its own, as reads
 * do, ends with that. Any other is finished, so that the run knows what it did,
 * but not past the ending of a cancelled run. What is aborted says whether it may
 * have had its effect: a call that waited for its turn, or that Cognito has
 * refused at each attempt so far, has none.
 *
 * To be applied after paceClient.
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
  /** Calls with an attempt behind them whose effect isn't known. */
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
        // The SDK would find it out, but not that nothing was sent.
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

/** There were no credentials to send it with. */
function isUnsent(error: unknown): boolean {
  return (error as { mayHaveHappened?: boolean }).mayHaveHappened === false
}

/** An answer that says that nothing was done. */
function isRefusal(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
  const status = $metadata?.httpStatusCode
  return status !== undefined && status >= 400 && status < 500
}
