import type { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { textOf } from '../calls/lean-client.ts'

/**
 * Reads `ClientSecretArn` from Cognito's answer to a command: "Amazon Cognito
 * returns this ARN instead of ClientSecret for app clients whose secret it
 * manages in Secrets Manager" (UserPoolClientType). The SDK (3.1169.0) drops
 * the member, because it doesn't know it. Remove this once the SDK does.
 *
 * @returns gives the ARN after the command was answered
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

/** The SDK reports an answer that isn't JSON. */
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
