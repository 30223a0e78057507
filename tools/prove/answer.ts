import { AwsCallError } from '../../src/shared/errors.ts'

/** What a call is answered with that had its effect. */
export const ACCEPTED = 'accepted'

/** Names of failures that say nothing about the rule that a proof is after. */
const NO_ANSWERS = [
  'TooManyRequestsException',
  'ThrottlingException',
  'InternalErrorException',
  'InternalError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'RequestTimeout',
  'UnknownOperationException',
  'NotImplemented',
  'SyntaxError'
]

/**
 * How AWS answers a call that may be refused.
 *
 * @returns `accepted`, or the name of the refusal
 * @throws AwsCallError that is no answer to the question: a missing permission,
 *   a network that fails, a throttle that doesn't end
 */
export async function answerTo(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return ACCEPTED
  } catch (error) {
    if (error instanceof AwsCallError && isAnswer(error)) return error.awsCode
    throw error
  }
}

/** Whether a failure is the service's judgement on what was asked. */
export function isAnswer({ code, awsCode }: AwsCallError): boolean {
  const isOfService = ['aws', 'not-found', 'wrong-region'].includes(code)
  return isOfService && !NO_ANSWERS.includes(awsCode)
}
