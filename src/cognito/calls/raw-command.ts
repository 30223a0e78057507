import {
  ListTermsCommand,
  type ListTermsCommandInput
} from '@aws-sdk/client-cognito-identity-provider'

/**
 * A call of any operation, with a request that goes out as it is: with members
 * and operations that the SDK (3.1169.0) lacks. It is sent as another command
 * whose target and body are replaced before it is signed.
 */
export class RawCommand extends ListTermsCommand {
  /**
   * @param operation its name in the API
   * @param input what JSON has: blobs in base64. Only at the top may be dates.
   */
  constructor(operation: string, input: object) {
    super(input as ListTermsCommandInput)
    this.middlewareStack.add(
      (next, context) => args => {
        // The pace of a call goes by its name.
        context.commandName = `${operation}Command`
        return next(args)
      },
      { name: 'nameOperationMiddleware', step: 'initialize', priority: 'high' }
    )
    this.middlewareStack.add(
      next => args => {
        const request = args.request as {
          headers: Record<string, string>
          body: Uint8Array
        }
        request.headers['x-amz-target'] =
          `AWSCognitoIdentityProviderService.${operation}`
        request.body = Buffer.from(JSON.stringify(inJson(input)))
        return next(args)
      },
      { name: 'sendOperationMiddleware', step: 'serialize', priority: 'low' }
    )
  }
}

/** In JSON 1.1 a date is a number of seconds since 1970. */
function inJson(input: object): object {
  const members = Object.entries(input).map(
    ([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.getTime() / 1000 : value
    ]
  )
  return Object.fromEntries(members) as object
}
