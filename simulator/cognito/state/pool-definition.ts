/**
 * The parts of a pool that other calls than DescribeUserPool return: all but
 * its settings, users and groups.
 */
export interface PoolDefinition {
  /** By id. */
  readonly clients: Map<string, AppClient>
  /** When each secret of an app client was created, in seconds; by its id. */
  readonly clientSecrets: Map<string, number[]>
  /** By name. */
  readonly identityProviders: Map<string, IdentityProvider>
  /** By identifier. */
  readonly resourceServers: Map<string, ResourceServer>
  /** At most one with a prefix, and one custom domain. */
  readonly domains: Domain[]
  /** By the id of an app client, or {@link everyClient}. */
  readonly uiCustomizations: Map<string, UiCustomization>
  readonly riskConfigurations: Map<string, RiskConfiguration>
  /** By the id of an app client. */
  readonly brandings: Map<string, Branding>
  /** By id. */
  readonly cimdPolicies: Map<string, CimdPolicy>
  /** By id. */
  readonly terms: Map<string, Terms>
  /** `LogConfigurationType`s; undefined if none were ever set. */
  logConfigurations: object[] | undefined
  sessions: SessionConfiguration
  /** By the id of an app client; only where it was set. */
  readonly clientSessions: Map<string, { MaxValidityMinutes: number }>
}

/** Stands for all app clients without their own configuration. */
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
    cimdPolicies: new Map(),
    terms: new Map(),
    logConfigurations: undefined,
    // The defaults: API reference, GetUserPoolSessionConfiguration.
    sessions: {
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 }
    },
    clientSessions: new Map()
  }
}

/** An app client: the members of the API's `UserPoolClientType`. */
export interface AppClient extends Dates {
  ClientId: string
  ClientName: string
  ClientSecret?: string
  /** Replaces the secret where Secrets Manager keeps it. */
  ClientSecretArn?: string
  [member: string]: unknown
}

export const providerTypes = [
  'SAML',
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SignInWithApple',
  'OIDC'
] as const
export type ProviderType = (typeof providerTypes)[number]

/** An identity provider: the members of the API's `IdentityProviderType`. */
export interface IdentityProvider extends Dates {
  ProviderName: string
  ProviderType: ProviderType
  /** As in the request, with every secret. */
  ProviderDetails: Record<string, string>
  AttributeMapping?: Record<string, string>
  AcrMapping?: Record<string, string>
  IdpIdentifiers?: string[]
}

/** The members of the API's `ResourceServerType`. */
export interface ResourceServer {
  Identifier: string
  Name: string
  Scopes: { ScopeName: string; ScopeDescription: string }[]
}

/** A domain for the sign-in pages of a pool. */
export interface Domain {
  Domain: string
  ManagedLoginVersion: number
  /** Absent: the domain is a prefix of one that belongs to Cognito. */
  CustomDomainConfig?: Record<string, unknown>
  Routing?: unknown
  /** In milliseconds since the epoch. */
  activeAt: number
  /** Its CloudFront distribution. */
  cloudFront: string
}

/** The members of the API's `UICustomizationType`. */
export interface UiCustomization extends Dates {
  ClientId: string
  ImageUrl?: string
  CSS?: string
  CSSVersion: string
}

/** The members of the API's `RiskConfigurationType`. */
export interface RiskConfiguration {
  LastModifiedDate: number
  [member: string]: unknown
}

/** The members of the API's `ManagedLoginBrandingType`. */
export interface Branding extends Dates {
  ManagedLoginBrandingId: string
  UseCognitoProvidedValues: boolean
  Settings?: unknown
  Assets?: unknown
}

/** The members of the API's `TermsType`. */
export interface Terms extends Dates {
  TermsId: string
  ClientId: string
  TermsName: string
  TermsSource: 'LINK'
  Enforcement: 'NONE'
  /** Addresses by language. */
  Links: Record<string, string>
}

/** The most sessions of a user, if the pool counts them. */
export interface SessionConfiguration {
  UserSessionTracking: 'ENABLED' | 'DISABLED'
  TokenSession: { MaxPerUser: number }
}

/** The dates of creation and of the last change, in seconds since the epoch. */
export interface Dates {
  CreationDate: number
  LastModifiedDate: number
}

/** The members of the API's `CIMDPolicyType`. */
export interface CimdPolicy extends Dates {
  CIMDPolicyId: string
  ClientId: string
  PolicyName: string
  CacheDuration?: number
  URLPatterns: string[]
}
