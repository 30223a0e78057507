import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { clientConfig, type AwsContext } from '../client-config.ts'
import { callAws } from '../errors.ts'

/**
 * The account of a context's credentials. The call needs no permission (STS API
 * reference, GetCallerIdentity).
 *
 * @returns 12 digits; `''` if AWS doesn't say
 * @throws AwsCallError
 */
export async function callerAccount(context: AwsContext): Promise<string> {
  const client = new STSClient(clientConfig(context))
  const answer = await callAws(
    context,
    'sts:GetCallerIdentity',
    () => undefined,
    () =>
      client.send(
        new GetCallerIdentityCommand({}),
        context.signal && { abortSignal: context.signal }
      )
  )
  return answer.Account ?? ''
}
