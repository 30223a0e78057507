import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { statusOf } from '../../aws/errors.ts'
import { isThrottle, mayPass } from '../../aws/retry.ts'
import { AwsCallError } from '../../shared/errors.ts'
import { sendInJson, type AnyCommand, type Answer } from './json-answer.ts'
import type { CognitoCalls } from './pool-client.ts'

/** Hides a failure after which the SDK would send the call again. */
class LostAnswerError extends Error {
  readonly failure: Error

  constructor(failure: Error) {
    super('The call may have had its effect')
    this.name = 'LostAnswerError'
    this.failure = failure
  }
}

/**
 * Makes a call that must not have its effect twice. It is sent again only after a
 * throttle, by which Cognito says that it did nothing.
 *
 * @returns the answer, or the failure that leaves open whether there was an effect
 * @throws AwsCallError if Cognito refused the call; StoppedCallError
 */
export async function callOnce(
  cognito: CognitoCalls,
  operation: string,
  command: AnyCommand
): Promise<{ answer: Answer } | { lost: AwsCallError }> {
  hideLostAnswers(command)
  const doubt = { isLeft: false }
  try {
    const answer = await cognito.call(operation, client =>
      sendInJson(client, command).catch((error: unknown) => {
        doubt.isLeft = error instanceof LostAnswerError
        throw error instanceof LostAnswerError ? error.failure : error
      })
    )
    return { answer }
  } catch (error) {
    if (doubt.isLeft && error instanceof AwsCallError) return { lost: error }
    throw error
  }
}

function hideLostAnswers(command: AnyCommand): void {
  const middlewareStack =
    command.middlewareStack as CognitoIdentityProviderClient['middlewareStack']
  middlewareStack.add(
    next => async args => {
      try {
        return await next(args)
      } catch (error) {
        const isLost = error instanceof Error && mayHaveHappened(error)
        throw isLost ? new LostAnswerError(error) : error
      }
    },
    // After the retry, so that each attempt passes here.
    { name: 'lostAnswerMiddleware', step: 'finalizeRequest', priority: 'low' }
  )
}

function mayHaveHappened(error: Error): boolean {
  if (error.name === 'AbortError' || isThrottle(error)) return false
  const status = statusOf(error)
  const isRefusal = status !== undefined && status >= 400 && status < 500
  return !isRefusal || mayPass(error)
}
