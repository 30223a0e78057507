import type {
  DomainDescriptionType,
  LogDeliveryConfigurationType,
  ResourceServerType,
  RiskConfigurationType,
  TermsType,
  UserPoolReplicaType,
  UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import type { CIMDPolicyType } from '../calls/unknown-operations.ts'
import type { SecretsOfClients } from './client-secrets.ts'
import type { CapturedClient } from './clients.ts'
import type { CapturedProvider } from './identity-providers.ts'
import type { Stored } from './keep.ts'
import type { NotCaptured } from './left-out.ts'
import type { CapturedLook } from './logo.ts'
import type { CapturedBranding } from './managed-login.ts'
import type { CapturedMfaConfig } from './pool-settings.ts'
import type { CapturedRecoveries } from './recoveries.ts'
import type { ClientSessions, PoolSessions } from './sessions.ts'

/**
 * A pool's definition: the answers of Cognito word for word, as far as the rule
 * against secrets keeps them (keep.ts). A section that could not be read is
 * absent; one that is empty was read and is empty.
 */
export interface CapturedDefinition extends Partial<Nested> {
  /** Has the schema, policies, triggers, sign-in and message settings. */
  userPool: Stored<UserPoolType>
  notCaptured: NotCaptured[]
}

interface Nested {
  mfaConfig: CapturedMfaConfig
  identityProviders: CapturedProvider[]
  resourceServers: Stored<ResourceServerType>[]
  domains: Stored<DomainDescriptionType>[]
  branding: {
    /** The classic hosted UI, of the pool and of clients with their own. */
    pool?: CapturedLook | null
    clients?: CapturedLook[]
    managedLogin?: CapturedBranding[]
  }
  riskConfigurations: {
    pool?: Stored<RiskConfigurationType> | null
    clients?: Stored<RiskConfigurationType>[]
  }
  logDelivery: Stored<LogDeliveryConfigurationType> | null
  terms: Stored<TermsType>[]
  cimdPolicies: Stored<CIMDPolicyType>[]
  tags: Record<string, string>
  replicas: Stored<UserPoolReplicaType>[]
  recoveries: CapturedRecoveries
  sessionConfiguration: {
    pool?: PoolSessions | null
    clients?: ClientSessions[]
  }
}

/** The app clients of a pool, which a snapshot holds apart from the rest. */
export interface CapturedClients {
  /** Sorted by id. */
  records: CapturedClient[]
  /** How many the pool has. */
  listed: number
  /** How many registered themselves and are over the limit. */
  leftOut: number
}

/**
 * What is read and may fail by itself: each by an operation or two of its own,
 * so that a permission that lacks takes nothing else with it. `a.b` becomes the
 * field `b` of the section `a`.
 */
export interface Sections {
  mfaConfig: CapturedMfaConfig
  clients: CapturedClient[]
  /** Goes into the clients before they are stored. */
  'clients.secrets': SecretsOfClients
  identityProviders: CapturedProvider[]
  resourceServers: Stored<ResourceServerType>[]
  domains: Stored<DomainDescriptionType>[]
  'branding.pool': CapturedLook | null
  'branding.clients': CapturedLook[]
  'branding.managedLogin': CapturedBranding[]
  'riskConfigurations.pool': Stored<RiskConfigurationType> | null
  'riskConfigurations.clients': Stored<RiskConfigurationType>[]
  logDelivery: Stored<LogDeliveryConfigurationType> | null
  terms: Stored<TermsType>[]
  cimdPolicies: Stored<CIMDPolicyType>[]
  tags: Record<string, string>
  replicas: Stored<UserPoolReplicaType>[]
  recoveries: CapturedRecoveries
  'sessionConfiguration.pool': PoolSessions | null
  'sessionConfiguration.clients': ClientSessions[]
}
