import type { BucketPlace } from './account.ts'

/** All that a test can choose about the account. */
export interface AccountOptions extends BucketPlace, FactOptions {}

/**
 * What other services of the account have, as far as Cognito asks them. By
 * default each identity and each role of the account is in order.
 */
export interface FactOptions {
  /** ARNs of identities that SES has not verified. */
  unverifiedIdentities?: readonly string[]
  /** ARNs of roles that don't trust Cognito, or not with this external id. */
  untrustingRoles?: readonly string[]
  /** ARNs of roles that may not publish to SNS. */
  powerlessRoles?: readonly string[]
  /** How long a prefix domain is CREATING, in milliseconds: 0 by default. */
  prefixDomainMs?: number
  /** How long a custom domain is CREATING: 0 by default. */
  customDomainMs?: number
}

export type AccountFacts = Readonly<Required<FactOptions>>

export function accountFacts(options: FactOptions): AccountFacts {
  return {
    unverifiedIdentities: options.unverifiedIdentities ?? [],
    untrustingRoles: options.untrustingRoles ?? [],
    powerlessRoles: options.powerlessRoles ?? [],
    prefixDomainMs: options.prefixDomainMs ?? 0,
    customDomainMs: options.customDomainMs ?? 0
  }
}
