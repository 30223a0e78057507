import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Ending } from '../../shared/ending.ts'
import type { Pacer } from './pacer.ts'
import { CallAbortedError, signalOf, signalOfTurn } from './stop-calls.ts'

/**
 * A limit of Cognito that waiting doesn't lift, such as 10,000 groups in a pool.
 * By its name the SDK takes it for a throttle and would retry it ten times, so it
 * passes the SDK under another name.
 */
export class HardLimitError extends Error {
  constructor(cause: Error) {
    super('A limit of Cognito was reached', { cause })
    this.name = 'HardLimitError'
  }
}

/**
 * Makes every attempt of every call of a client wait for its turn, retries too,
 * and reports throttles to the pacer. The wait ends when the call's own signal is
 * aborted. For a call that a cancelled run finishes, it ends at the last write.
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
      const signal = signalOfTurn(signalOf(context), ending)
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
  // After the retry, so each attempt passes here. Before the signature, which AWS
  // accepts for five minutes only.
  client.middlewareStack.addRelativeTo(takeTurn, {
    name: 'paceMiddleware',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware'
  })
}
