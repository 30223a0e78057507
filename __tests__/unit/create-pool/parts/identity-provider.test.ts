import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { madeIdentityProvider } from '../../../../src/create-pool/parts/identity-provider.ts'
import { HERE, idsOf, OTHER_REGION } from './making.ts'
import { namedPart } from './named-part.ts'

const given = { ...HERE, secretOf: () => 'a secret of the provider' }

function provider(
  ProviderType: string,
  settings: JsonObject = {},
  ProviderName = 'Partner'
) {
  return namedPart('identity-provider', ProviderName, {
    ProviderName,
    ProviderType,
    ProviderDetails: { client_id: 'id' },
    removedProviderDetails: ProviderType === 'SAML' ? [] : ['client_secret'],
    ...settings
  })
}

describe('an identity provider', () => {
  test('takes its settings over, with the secret that is given', () => {
    const made = madeIdentityProvider(
      provider('OIDC', {
        UserPoolId: 'eu-west-1_Ab12Cd34E',
        AttributeMapping: { 'custom:plan': 'plan' },
        IdpIdentifiers: ['partner.example.com']
      }),
      given
    )

    expect(made.steps).toEqual([
      {
        part: 'identity-provider/Partner',
        operation: 'CreateIdentityProvider',
        input: {
          ProviderName: 'Partner',
          ProviderType: 'OIDC',
          ProviderDetails: {
            client_id: 'id',
            client_secret: 'a secret of the provider'
          },
          AttributeMapping: { 'custom:plan': 'plan' },
          IdpIdentifiers: ['partner.example.com']
        }
      }
    ])
    expect(idsOf(made)).toEqual(['redirect-uri/identity-provider/Partner'])
    expect(made.announced).toEqual([])
  })

  test.each(['Google', 'Facebook', 'LoginWithAmazon', 'OIDC'])(
    'of type %s is not made without its client secret',
    type => {
      const [finding] = madeIdentityProvider(provider(type), HERE).findings

      expect(finding).toMatchObject({
        id: 'provider-secret/identity-provider/Partner',
        canAccept: false
      })
    }
  )

  test('of Apple takes a private key, which no answer has', () => {
    const apple = provider('SignInWithApple', { removedProviderDetails: [] })

    expect(madeIdentityProvider(apple, HERE).findings[0]).toMatchObject({
      id: 'provider-secret/identity-provider/Partner',
      canAccept: false
    })
    expect(madeIdentityProvider(apple, given).steps[0]?.input).toMatchObject({
      ProviderDetails: { private_key: 'a secret of the provider' }
    })
  })

  test('by OIDC without a secret needs none', () => {
    const open = provider('OIDC', { removedProviderDetails: [] })

    expect(idsOf(madeIdentityProvider(open, HERE))).toEqual([
      'redirect-uri/identity-provider/Partner'
    ])
    expect(madeIdentityProvider(open, given).announced).toEqual([
      {
        part: 'identity-provider/Partner',
        setting: 'removedProviderDetails'
      }
    ])
  })

  test('by SAML leaves out the certificate that Cognito makes', () => {
    const details = {
      MetadataFile: '<xml/>',
      SSORedirectBindingURI: 'https://partner.example.com/sso'
    }
    const made = madeIdentityProvider(
      provider('SAML', {
        ProviderDetails: { ...details, ActiveEncryptionCertificate: 'MII' }
      }),
      HERE
    )

    expect(made.steps[0]?.input['ProviderDetails']).toEqual(details)
    expect(idsOf(made)).toEqual(['saml-audience/identity-provider/Partner'])
  })

  test.each(['OIDC', 'SAML'])('of %s says that it needs a domain', type => {
    const sentence = (domain: typeof HERE.domain) =>
      madeIdentityProvider(provider(type), {
        ...given,
        domain,
        target: OTHER_REGION.target
      }).findings[0]?.sentence
    expect(sentence('none')).toMatch(/^The pool needs a domain/)
    expect(sentence('keep')).toMatch(/^At the provider/)
  })

  test('keeps its redirect URI with the domain of the same Region', () => {
    const made = madeIdentityProvider(provider('OIDC'), {
      ...given,
      domain: 'keep'
    })
    const elsewhere = madeIdentityProvider(provider('OIDC'), {
      ...given,
      target: OTHER_REGION.target,
      domain: 'keep'
    })

    expect(idsOf(made)).toEqual([])
    expect(made.verdict).toBe('same')
    expect(idsOf(elsewhere)).toEqual(['redirect-uri/identity-provider/Partner'])
  })

  test.each(['ab', 'my_partner', 'my partner', '_partner', 'a'.repeat(33)])(
    'named %s is one that Cognito takes no more',
    name => {
      const made = madeIdentityProvider(provider('OIDC', {}, name), given)

      expect(made).toMatchObject({ verdict: 'impossible', steps: [] })
      expect(made.findings).toMatchObject([
        { id: `provider-name/identity-provider/${name}`, canAccept: false }
      ])
    }
  )

  test('whose details the snapshot lacks is not complete', () => {
    const lacking = (name: string) =>
      madeIdentityProvider(
        provider('SAML', { removedProviderDetails: [name] }),
        HERE
      )

    expect(lacking('NewDetail').findings.at(0)).toMatchObject({
      id: 'unknown-setting/identity-provider/Partner',
      canAccept: true
    })
    expect(lacking('NewDetail').announced).toEqual([
      {
        part: 'identity-provider/Partner',
        setting: 'removedProviderDetails'
      }
    ])
    expect(lacking('MetadataURL').findings.at(0)).toMatchObject({
      id: 'unknown-setting/identity-provider/Partner',
      canAccept: false
    })
  })
})
