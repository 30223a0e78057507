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

/** What the SDK's middleware knows of a call. */
interface CallContext {
  commandName?: string
  __smithy_context?: { commandInstance?: object }
}

/**
 * Makes every attempt of every call of a client wait for its turn, retries too,
 * and reports throttles to the pacer. The wait ends when the call's own signal is
 * aborted. For a call that a cancelled run finishes, it ends at the last write.
 *
 * @param isMade whether this attempt of a command has had its turn: see leanClient
 */
export function paceClient(
  client: CognitoIdentityProviderClient,
  pacer: Pacer,
  ending?: Ending,
  isMade: (command: object) => boolean = () => false
): void {
  const takeTurn =
    <Args, Answer>(
      next: (args: Args) => Promise<Answer>,
      context: CallContext
    ) =>
    async (args: Args): Promise<Answer> => {
      const operation = String(context.commandName).replace(/Command$/, '')
      const signal = signalOfTurn(signalOf(context), ending)
      const command = context.__smithy_context?.commandInstance
      const hadTurn = command !== undefined && isMade(command)
      if (!hadTurn && !(await pacer.turn(operation, signal))) {
        throw new CallAbortedError()
      }
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
