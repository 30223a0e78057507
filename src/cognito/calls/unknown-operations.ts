import { ListTermsCommand } from '@aws-sdk/client-cognito-identity-provider'

/*
 * Operations that the SDK (3.1169.0) lacks. Each is sent as another one whose
 * target and body are replaced before it is signed. Once the SDK has commands of
 * these names, they take the place of this file.
 */

/** A page of a pool's listing, as the service model of the operations says. */
interface PageRequest {
  UserPoolId: string
  MaxResults?: number
  NextToken?: string | undefined
}

/** CIMD: client ID metadata document, which a client is known by. */
export interface CIMDPolicyType {
  UserPoolId: string
  CIMDPolicyId: string
  ClientId?: string
  PolicyName: string
  CacheDuration?: number
  URLPatterns?: string[]
  CreationDate?: Date
  LastModifiedDate?: Date
}

/** A recovery of the pool to a point in time. */
export interface RestorationDescriptionType {
  RestoreId?: string
  RestoreStatus?: string
  RestoreTimestamp?: Date
}

class UnknownCommand extends ListTermsCommand {
  constructor(operation: string, input: PageRequest) {
    super(input)
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
        request.body = Buffer.from(JSON.stringify(input))
        return next(args)
      },
      { name: 'sendOperationMiddleware', step: 'serialize', priority: 'low' }
    )
  }
}

export class ListCIMDPoliciesCommand extends UnknownCommand {
  constructor(input: PageRequest) {
    super('ListCIMDPolicies', input)
  }
}

export class DescribeCIMDPolicyCommand extends UnknownCommand {
  constructor(input: { UserPoolId: string; CIMDPolicyId: string }) {
    super('DescribeCIMDPolicy', input)
  }
}

export class ListPointInTimeRecoveriesCommand extends UnknownCommand {
  constructor(input: PageRequest) {
    super('ListPointInTimeRecoveries', input)
  }
}
