import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Ending } from '../../shared/ending.ts'
import type { Pacer } from './pacer.ts'
import { CallAbortedError, signalOf } from './stop-calls.ts'

/**
 * A limit of Cognito's that waiting doesn't lift, such as 10,000 groups a pool.
 * The SDK takes it for a throttle by its name and would retry it ten times, so
 * it goes past the SDK under another.
 */
export class HardLimitError extends Error {
  constructor(cause: Error) {
    super('A limit of Cognito was reached', { cause })
    this.name = 'HardLimitError'
  }
}

/**
 * Makes every attempt of every call of a client, retries too, wait for its turn,
 * and tells the pacer of throttles. A turn is waited for until the call's own
 * signal is aborted; of a call that is to be finished, until the last write.
 */
export function paceClient(
  client: CognitoIdentityProviderClient,
  pacer: Pacer,
  ending?: Ending
): void {
  const takeTurn =
    <Args, Answer>(
      next: (args: Args) => Promise<Answer>,
      context: { commandName?: string }
    ) =>
    async (args: Args): Promise<Answer> => {
      const operation = String(context.commandName).replace(/Command$/, '')
      const own = signalOf(context)
      const signal = own === ending?.lastAnswer ? ending?.lastWrite : own
      if (!(await pacer.turn(operation, signal))) throw new CallAbortedError()
      try {
        return await next(args)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        if (error.name === 'TooManyRequestsException') {
          pacer.throttled(operation)
        }
        if (error.name === 'LimitExceededException') {
          throw new HardLimitError(error)
        }
        throw error
      }
    }
  // After the retry, so that each attempt passes it, and before the signature,
  // which AWS takes for five minutes only.
  client.middlewareStack.addRelativeTo(takeTurn, {
    name: 'paceMiddleware',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware'
  })
}
