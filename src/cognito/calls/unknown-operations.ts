import { RawCommand } from './raw-command.ts'

/*
 * Operations that the SDK (3.1169.0) lacks. Once it has commands of these names,
 * they take the place of this file.
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

export class ListCIMDPoliciesCommand extends RawCommand {
  constructor(input: PageRequest) {
    super('ListCIMDPolicies', input)
  }
}

export class DescribeCIMDPolicyCommand extends RawCommand {
  constructor(input: { UserPoolId: string; CIMDPolicyId: string }) {
    super('DescribeCIMDPolicy', input)
  }
}

export class ListPointInTimeRecoveriesCommand extends RawCommand {
  constructor(input: PageRequest) {
    super('ListPointInTimeRecoveries', input)
  }
}

export class InitiatePointInTimeRecoveryCommand extends RawCommand {
  constructor(input: { UserPoolId: string; RestoreTimestamp: Date }) {
    super('InitiatePointInTimeRecovery', input)
  }
}

export class DescribePointInTimeRecoveryCommand extends RawCommand {
  constructor(input: RestorationRequest) {
    super('DescribePointInTimeRecovery', input)
  }
}

export class StartPointInTimeRecoveryCommand extends RawCommand {
  constructor(input: RestorationRequest) {
    super('StartPointInTimeRecovery', input)
  }
}

export class CancelPointInTimeRecoveryCommand extends RawCommand {
  constructor(input: RestorationRequest) {
    super('CancelPointInTimeRecovery', input)
  }
}
