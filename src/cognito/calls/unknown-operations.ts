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

export const RESTORE_STATUSES = [
  'PREVIEW_GENERATING',
  'PREVIEW_GENERATED',
  'PREVIEW_CANCELLED',
  'PREVIEW_GENERATION_FAILED',
  'PREVIEW_EXPIRED',
  'RESTORING',
  'RESTORE_COMPLETED',
  'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
  'AWS_ABORTED'
] as const
export type RestoreStatusType = (typeof RESTORE_STATUSES)[number]

/** A recovery of the pool to a point in time. */
export interface RestorationDescriptionType {
  RestoreId?: string
  /** One of RESTORE_STATUSES, or one that AWS added since. */
  RestoreStatus?: string
  RestoreTimestamp?: Date
}

export interface RestorationType extends RestorationDescriptionType {
  TriggerTimestamp?: Date
  RestorePreview?: RestorePreviewType[]
}

export interface RestorePreviewType {
  /** `Users`, `Groups`, `User MFAs` or `Passkeys`. */
  Entity?: string
  CreateCount?: number
  UpdateCount?: number
  DeleteCount?: number
}

interface RestorationRequest {
  UserPoolId: string
  RestoreId: string
}

class UnknownCommand extends ListTermsCommand {
  constructor(operation: string, input: { UserPoolId: string }) {
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

export class InitiatePointInTimeRecoveryCommand extends UnknownCommand {
  constructor(input: { UserPoolId: string; RestoreTimestamp: Date }) {
    super('InitiatePointInTimeRecovery', input)
  }
}

export class DescribePointInTimeRecoveryCommand extends UnknownCommand {
  constructor(input: RestorationRequest) {
    super('DescribePointInTimeRecovery', input)
  }
}

export class StartPointInTimeRecoveryCommand extends UnknownCommand {
  constructor(input: RestorationRequest) {
    super('StartPointInTimeRecovery', input)
  }
}

export class CancelPointInTimeRecoveryCommand extends UnknownCommand {
  constructor(input: RestorationRequest) {
    super('CancelPointInTimeRecovery', input)
  }
}
