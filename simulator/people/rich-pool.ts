import type { CognitoState } from '../cognito/operation.ts'
import { operations } from '../cognito/operations.ts'
import { Members } from '../cognito/protocol/members.ts'

/**
 * Makes a pool with parts of every kind, by the operations that a customer
 * would use. For tests that make such a pool anew.
 *
 * @returns its id
 */
export function seedRichPool(state: CognitoState): string {
  const { region, accountId } = state.account
  const call = (operation: string, request: object) =>
    operations.get(operation)?.(new Members(request), state) as Made
  const { UserPool } = call('CreateUserPool', settings(region, accountId))
  const UserPoolId = UserPool.Id
  const perform = (operation: string, request: object) =>
    call(operation, { UserPoolId, ...request })
  perform('AddCustomAttributes', { CustomAttributes: customAttributes })
  for (const server of servers) perform('CreateResourceServer', server)
  for (const provider of providers(state))
    perform('CreateIdentityProvider', provider)
  perform('CreateUserPoolDomain', {
    Domain: `rich-${UserPoolId.slice(-9).toLowerCase()}`,
    ManagedLoginVersion: 2
  })
  perform('SetUserPoolMfaConfig', {
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration: {
      SmsAuthenticationMessage: 'Your code is {####}',
      SmsConfiguration: sms(region, accountId)
    },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: {
      RelyingPartyId: 'shop.example.com',
      UserVerification: 'preferred'
    }
  })
  const [web = '', mobile = '', rotating = ''] = clients.map(
    client => perform('CreateUserPoolClient', client).UserPoolClient.ClientId
  )
  perform('AddUserPoolClientSecret', { ClientId: rotating })
  perform('SetUICustomization', { CSS: css, ImageFile: pixel })
  perform('SetUICustomization', { ClientId: mobile, CSS: css })
  perform('CreateManagedLoginBranding', {
    ClientId: web,
    Settings: { components: { form: { borderRadius: 8 } } },
    Assets: [
      {
        Category: 'FORM_LOGO',
        ColorMode: 'LIGHT',
        Extension: 'PNG',
        Bytes: pixel
      }
    ]
  })
  perform('CreateManagedLoginBranding', {
    ClientId: mobile,
    UseCognitoProvidedValues: true
  })
  perform('SetRiskConfiguration', risk)
  perform('SetRiskConfiguration', { ClientId: web, ...risk })
  perform('CreateTerms', {
    ClientId: web,
    TermsName: 'privacy-policy',
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: { 'cognito:default': 'https://shop.example.com/privacy' }
  })
  perform('CreateCIMDPolicy', {
    ClientId: mobile,
    PolicyName: 'partners',
    CacheDuration: 86_400,
    URLPatterns: ['https://*.partner.example.com/client.json']
  })
  perform('SetUserPoolSessionConfiguration', {
    UserSessionTracking: 'ENABLED',
    TokenSession: { MaxPerUser: 5 }
  })
  perform('SetUserPoolClientSessionConfiguration', {
    ClientId: web,
    SSOSession: { MaxValidityMinutes: 15 }
  })
  perform('SetLogDeliveryConfiguration', {
    LogConfigurations: [
      {
        LogLevel: 'ERROR',
        EventSource: 'userNotification',
        CloudWatchLogsConfiguration: {
          LogGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:cognito`
        }
      }
    ]
  })
  return UserPoolId
}

interface Made {
  UserPool: { Id: string }
  UserPoolClient: { ClientId: string }
}

const sms = (region: string, accountId: string) => ({
  SnsCallerArn: `arn:aws:iam::${accountId}:role/cognito-sms`,
  ExternalId: 'shop',
  SnsRegion: region
})

const settings = (region: string, accountId: string) => ({
  PoolName: 'rich',
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  Policies: {
    PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 3 },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] }
  },
  DeletionProtection: 'ACTIVE',
  LambdaConfig: {
    PreSignUp: `arn:aws:lambda:${region}:${accountId}:function:pre-sign-up`,
    PreTokenGenerationConfig: {
      LambdaVersion: 'V2_0',
      LambdaArn: `arn:aws:lambda:${region}:${accountId}:function:tokens`
    }
  },
  AutoVerifiedAttributes: ['email'],
  AliasAttributes: ['email', 'preferred_username'],
  UsernameConfiguration: { CaseSensitive: false },
  VerificationMessageTemplate: {
    DefaultEmailOption: 'CONFIRM_WITH_LINK',
    EmailMessage: 'Your code is {####}',
    EmailSubject: 'Your code',
    EmailMessageByLink: 'Please {##click here##}',
    EmailSubjectByLink: 'Your link',
    SmsMessage: 'Your code is {####}'
  },
  UserAttributeUpdateSettings: {
    AttributesRequireVerificationBeforeUpdate: ['email']
  },
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: `arn:aws:ses:${region}:${accountId}:identity/example.com`,
    From: 'Shop <shop@example.com>'
  },
  SmsConfiguration: sms(region, accountId),
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: false,
    InviteMessageTemplate: {
      EmailMessage: '{username}, {####}',
      EmailSubject: 'Welcome'
    }
  },
  AccountRecoverySetting: {
    RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }]
  },
  Schema: [
    {
      Name: 'email',
      AttributeDataType: 'String',
      Required: true,
      Mutable: true
    }
  ],
  UserPoolTags: { team: 'identity' }
})

const customAttributes = [
  { Name: 'plan', AttributeDataType: 'String', Mutable: true },
  {
    Name: 'level',
    AttributeDataType: 'Number',
    NumberAttributeConstraints: { MinValue: '0', MaxValue: '100' }
  },
  { Name: 'address', AttributeDataType: 'String', Mutable: true },
  {
    Name: 'internal',
    AttributeDataType: 'String',
    Mutable: true,
    DeveloperOnlyAttribute: true
  }
]

const servers = ['https://api.example.com', 'https://stock.example.com'].map(
  Identifier => ({
    Identifier,
    Name: 'server',
    Scopes: [
      { ScopeName: 'read', ScopeDescription: 'Read' },
      { ScopeName: 'write', ScopeDescription: 'Write' }
    ]
  })
)

const providers = ({ secrets }: CognitoState) => [
  {
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {
      client_id: 'shop.apps.googleusercontent.com',
      client_secret: secrets.generate(),
      authorize_scopes: 'email openid'
    },
    AttributeMapping: { email: 'email', username: 'sub' }
  },
  {
    ProviderName: 'saml-idp',
    ProviderType: 'SAML',
    ProviderDetails: {
      MetadataURL: 'https://idp.example.com/saml/metadata',
      EncryptedResponses: 'true'
    },
    AttributeMapping: { 'custom:plan': 'plan' },
    IdpIdentifiers: ['corp.example.com']
  },
  {
    ProviderName: 'oidc-idp',
    ProviderType: 'OIDC',
    ProviderDetails: {
      client_id: 'shop',
      client_secret: secrets.generate(),
      attributes_request_method: 'GET',
      oidc_issuer: 'https://login.example.com',
      authorize_scopes: 'openid email'
    },
    AttributeMapping: { email: 'email' }
  }
]

/** In this order: web, mobile, one of two secrets, a managed one, a machine. */
const clients = [
  {
    ClientName: 'web',
    GenerateSecret: true,
    ReadAttributes: ['email', 'custom:plan', 'custom:address'],
    WriteAttributes: ['email'],
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    SupportedIdentityProviders: ['COGNITO', 'Google', 'saml-idp', 'oidc-idp'],
    CallbackURLs: ['https://shop.example.com/in'],
    LogoutURLs: ['https://shop.example.com/out'],
    DefaultRedirectURI: 'https://shop.example.com/in',
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'https://api.example.com/read'],
    AllowedOAuthFlowsUserPoolClient: true,
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 30,
    IdTokenValidity: 30,
    RefreshTokenValidity: 7,
    TokenValidityUnits: {
      AccessToken: 'minutes',
      IdToken: 'minutes',
      RefreshToken: 'days'
    }
  },
  { ClientName: 'mobile', EnableTokenRevocation: false },
  { ClientName: 'rotating', GenerateSecret: true },
  {
    ClientName: 'managed',
    GenerateSecret: true,
    PublishSecretsInAWSSecretsManager: true
  },
  {
    ClientName: 'machine',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['https://stock.example.com/write'],
    AllowedOAuthFlowsUserPoolClient: true
  }
]

const css = '.banner-customizable { background-color: #0b3d91; }'

/** A picture of one pixel, in Base64. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const risk = {
  CompromisedCredentialsRiskConfiguration: {
    EventFilter: ['SIGN_IN'],
    Actions: { EventAction: 'BLOCK' }
  },
  RiskExceptionConfiguration: { BlockedIPRangeList: ['198.51.100.0/24'] }
}
