import type {
  DomainDescriptionType,
  LogDeliveryConfigurationType,
  ResourceServerType,
  RiskConfigurationType,
  TermsType,
  UICustomizationType,
  UserPoolReplicaType,
  UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import type { CapturedClient } from './clients.ts'
import type { CapturedProvider } from './identity-providers.ts'
import type { CapturedBranding } from './managed-login.ts'
import type { CapturedMfaConfig } from './pool-settings.ts'
import type { NotCaptured } from './read-sections.ts'
import type { ClientSessions, PoolSessions } from './sessions.ts'

/**
 * A pool's definition: the answers of Cognito as far as the SDK knows them, its
 * secrets left out, as data that JSON.stringify turns into the snapshot's pool.json. A section
 * that could not be read is absent; one that is empty was read and is empty.
 */
export interface CapturedDefinition {
  /** Has the schema, policies, triggers, sign-in and message settings. */
  userPool: UserPoolType
  mfaConfig?: CapturedMfaConfig
  clients?: CapturedClient[]
  identityProviders?: CapturedProvider[]
  resourceServers?: ResourceServerType[]
  domains?: DomainDescriptionType[]
  branding?: {
    /** The classic hosted UI, of the pool and of clients with their own. */
    pool?: UICustomizationType | null
    clients?: UICustomizationType[]
    managedLogin?: CapturedBranding[]
  }
  riskConfigurations?: {
    pool?: RiskConfigurationType | null
    clients?: RiskConfigurationType[]
  }
  logDelivery?: LogDeliveryConfigurationType | null
  terms?: TermsType[]
  tags?: Record<string, string>
  replicas?: UserPoolReplicaType[]
  sessionConfiguration?: {
    pool?: PoolSessions | null
    clients?: ClientSessions[]
  }
  notCaptured: NotCaptured[]
}

/**
 * What is read and may fail by itself: each by an operation or two of its own,
 * so that a permission that lacks takes nothing else with it. `a.b` becomes the
 * field `b` of the section `a`.
 */
export interface Sections {
  mfaConfig: CapturedMfaConfig
  clients: CapturedClient[]
  /** By client id; goes into the clients before they are stored. */
  'clients.hasClientSecret': ReadonlyMap<string, boolean>
  identityProviders: CapturedProvider[]
  resourceServers: ResourceServerType[]
  domains: DomainDescriptionType[]
  'branding.pool': UICustomizationType | null
  'branding.clients': UICustomizationType[]
  'branding.managedLogin': CapturedBranding[]
  'riskConfigurations.pool': RiskConfigurationType | null
  'riskConfigurations.clients': RiskConfigurationType[]
  logDelivery: LogDeliveryConfigurationType | null
  terms: TermsType[]
  tags: Record<string, string>
  replicas: UserPoolReplicaType[]
  'sessionConfiguration.pool': PoolSessions | null
  'sessionConfiguration.clients': ClientSessions[]
}
