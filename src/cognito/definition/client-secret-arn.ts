import type { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { textOf } from '../calls/lean-client.ts'

/**
 * Takes `ClientSecretArn` out of what Cognito answers to a command: "Amazon
 * Cognito returns this ARN instead of ClientSecret for app clients whose secret it
 * manages in Secrets Manager" (UserPoolClientType). The SDK (3.1169.0) doesn't know
 * the member and drops it; once it does, this can go.
 *
 * @returns what tells the ARN when the command was answered
 */
export function keepSecretArn(
  command: DescribeUserPoolClientCommand
): () => unknown {
  let arn: unknown
  command.middlewareStack.add(
    next => async args => {
      const result = await next(args)
      const http = result.response as { statusCode: number; body: unknown }
      if (http.statusCode === 200) {
        const body = await textOf(http.body as AsyncIterable<Buffer>)
        http.body = Buffer.from(body)
        arn = secretArnIn(body)
      }
      return result
    },
    { name: 'keepSecretArnMiddleware', step: 'deserialize', priority: 'low' }
  )
  return () => arn
}

/** What isn't JSON is left to the SDK. */
function secretArnIn(body: string): unknown {
  try {
    const answer = JSON.parse(body) as {
      UserPoolClient?: { ClientSecretArn?: unknown }
    } | null
    return answer?.UserPoolClient?.ClientSecretArn
  } catch {
    return undefined
  }
}
