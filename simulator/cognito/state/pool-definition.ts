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

/** An app client: the members of the API's `UserPoolClientType`. */
export interface AppClient extends Dates {
  ClientId: string
  ClientName: string
  ClientSecret?: string
  /** In place of the secret where Secrets Manager keeps it. */
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
  /** As they were given, with every secret. */
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

/** A domain on which Cognito shows the sign-in pages of a pool. */
export interface Domain {
  Domain: string
  ManagedLoginVersion: number
  /** Absent: the domain is a prefix of one that belongs to Cognito. */
  CustomDomainConfig?: Record<string, unknown>
  Routing?: unknown
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

/** How many sessions Cognito lets a user have, if it counts them at all. */
export interface SessionConfiguration {
  UserSessionTracking: 'ENABLED' | 'DISABLED'
  TokenSession: { MaxPerUser: number }
}

/** When something was created and changed, as a timestamp of the protocol. */
export interface Dates {
  CreationDate: number
  LastModifiedDate: number
}
