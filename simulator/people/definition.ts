import { createCimdPolicy } from '../cognito/definition/cimd-policies.ts'
import { createUserPoolClient } from '../cognito/definition/clients.ts'
import { createUserPoolDomain } from '../cognito/definition/domains.ts'
import { createIdentityProvider } from '../cognito/definition/identity-providers.ts'
import { createResourceServer } from '../cognito/definition/resource-servers.ts'
import { setRiskConfiguration } from '../cognito/definition/risk.ts'
import { tagResource } from '../cognito/definition/tags.ts'
import { createTerms } from '../cognito/definition/terms.ts'
import { setUiCustomization } from '../cognito/definition/ui-customization.ts'
import { Members } from '../cognito/protocol/members.ts'
import type { CognitoState, Operation } from '../cognito/operation.ts'
import type { Pool } from '../cognito/state/pool.ts'
import { newClientId } from '../cognito/state/secrets.ts'

/**
 * Defines the seeded pool by the operations that a customer would use: the
 * providers of its federated people, a web app with a secret, a mobile app
 * without one, and the look of the pages.
 */
export function seedDefinition(pool: Pool, state: CognitoState): void {
  const perform = (operation: Operation, request: object) =>
    operation(new Members({ UserPoolId: pool.id, ...request }), state)

  for (const provider of providers(state))
    perform(createIdentityProvider, provider)
  perform(createResourceServer, resourceServer)
  const web = perform(createUserPoolClient, webApp) as CreatedClient
  perform(createUserPoolClient, { ClientName: 'mobile' })
  // All accounts share the prefixes: this one is as random as a pool's id.
  perform(createUserPoolDomain, {
    Domain: `customers-${newClientId(state.random).slice(0, 8)}`
  })
  perform(tagResource, { ResourceArn: pool.arn, Tags: tags })
  perform(setUiCustomization, { CSS: css })
  perform(setRiskConfiguration, risk)
  perform(createTerms, {
    ClientId: web.UserPoolClient.ClientId,
    TermsName: 'terms-of-use',
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: { 'cognito:default': 'https://shop.example.com/terms' }
  })
  perform(createCimdPolicy, {
    ClientId: web.UserPoolClient.ClientId,
    PolicyName: 'partners',
    URLPatterns: ['https://*.partner.example.com/client.json']
  })
}

interface CreatedClient {
  UserPoolClient: { ClientId: string }
}

const providers = (state: CognitoState) => [
  {
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {
      client_id: '123456789012.apps.googleusercontent.com',
      client_secret: state.secrets.generate(),
      authorize_scopes: 'email profile openid'
    },
    AttributeMapping: { email: 'email', username: 'sub' }
  },
  {
    ProviderName: 'saml-idp',
    ProviderType: 'SAML',
    ProviderDetails: {
      MetadataURL: 'https://idp.example.com/saml/metadata',
      IDPSignout: 'true'
    },
    AttributeMapping: {
      email:
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
    },
    IdpIdentifiers: ['corp.example.com']
  }
]

const resourceServer = {
  Identifier: 'https://api.example.com',
  Name: 'orders',
  Scopes: [
    { ScopeName: 'read', ScopeDescription: 'See orders' },
    { ScopeName: 'write', ScopeDescription: 'Place and change orders' }
  ]
}

const webApp = {
  ClientName: 'web',
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  SupportedIdentityProviders: ['COGNITO', 'Google', 'saml-idp'],
  CallbackURLs: ['https://shop.example.com/signed-in'],
  LogoutURLs: ['https://shop.example.com/'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'https://api.example.com/read'],
  AllowedOAuthFlowsUserPoolClient: true,
  PreventUserExistenceErrors: 'ENABLED'
}

const tags = { team: 'identity', 'cost-center': '4711', Überblick: 'já 🔑' }

const css = '.banner-customizable { background-color: #0b3d91; }'

const risk = {
  CompromisedCredentialsRiskConfiguration: {
    EventFilter: ['SIGN_IN'],
    Actions: { EventAction: 'BLOCK' }
  },
  RiskExceptionConfiguration: { BlockedIPRangeList: ['198.51.100.0/24'] }
}
