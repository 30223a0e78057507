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
 * A pool's definition: Cognito's answers in the SDK's types, without secrets.
 * JSON.stringify turns it into the snapshot's pool.json. A missing section could
 * not be read; an empty section was read and is empty.
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
 * The sections that are read, and may fail, one by one. Each takes an operation
 * or two, so a missing permission costs only its section. `a.b` becomes the
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
