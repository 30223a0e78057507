import type { AppClient } from './clients.ts'
import type { Branding } from './branding.ts'
import type { Domain } from './domains.ts'
import type { IdentityProvider } from './identity-providers.ts'
import type { ResourceServer } from './resource-servers.ts'
import type { RiskConfiguration } from './risk.ts'
import type { SessionConfiguration } from './sessions.ts'
import type { Terms } from './terms.ts'
import type { UiCustomization } from './ui-customization.ts'

/**
 * What belongs to a pool beside its settings, users and groups, and what other
 * calls than DescribeUserPool tell.
 */
export interface PoolDefinition {
  /** By id. */
  readonly clients: Map<string, AppClient>
  /** When each secret of an app client was made, in seconds; by its id. */
  readonly clientSecrets: Map<string, number[]>
  /** By name. */
  readonly identityProviders: Map<string, IdentityProvider>
  /** By identifier. */
  readonly resourceServers: Map<string, ResourceServer>
  /** One with a prefix and one of the customer's own, at most. */
  readonly domains: Domain[]
  /** By the id of an app client, or {@link everyClient}. */
  readonly uiCustomizations: Map<string, UiCustomization>
  readonly riskConfigurations: Map<string, RiskConfiguration>
  /** By the id of an app client. */
  readonly brandings: Map<string, Branding>
  /** By id. */
  readonly terms: Map<string, Terms>
  /** `LogConfigurationType`s; undefined if none were ever set. */
  logConfigurations: object[] | undefined
  sessions: SessionConfiguration
}

/** Stands for all the app clients that have nothing of their own. */
export const everyClient = 'ALL'

export function emptyDefinition(): PoolDefinition {
  return {
    clients: new Map(),
    clientSecrets: new Map(),
    identityProviders: new Map(),
    resourceServers: new Map(),
    domains: [],
    uiCustomizations: new Map(),
    riskConfigurations: new Map(),
    brandings: new Map(),
    terms: new Map(),
    logConfigurations: undefined,
    // The defaults: API reference, GetUserPoolSessionConfiguration.
    sessions: {
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 }
    }
  }
}
