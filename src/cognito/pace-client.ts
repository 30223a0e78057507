import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Pacer } from './pacer.ts'

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
 * and tells the pacer of throttles.
 */
export function paceClient(
  client: CognitoIdentityProviderClient,
  pacer: Pacer
): void {
  client.middlewareStack.add(
    (next, context) => async args => {
      const operation = String(context.commandName).replace(/Command$/, '')
      await pacer.turn(operation)
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
    },
    // Later than the retry in this step, so that it is passed by each attempt.
    { name: 'paceMiddleware', step: 'finalizeRequest', priority: 'low' }
  )
}
