import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { stillToSend } from '../../../../src/create-pool/apply/still-to-send.ts'

describe('what a half-made pool still lacks', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'CreateResourceServer',
      { Identifier: 'api', Name: 'API' },
      { resourceServers: [{ Identifier: 'api' }] }
    ],
    [
      'CreateIdentityProvider',
      { ProviderName: 'Google' },
      { identityProviders: [{ ProviderName: 'Google' }] }
    ],
    [
      'CreateUserPoolDomain',
      { Domain: 'login' },
      { domains: [{ Domain: 'login' }] }
    ],
    [
      'CreateManagedLoginBranding',
      { ClientId: 'new' },
      { branding: { managedLogin: [{ ClientId: 'new' }] } }
    ],
    [
      'CreateTerms',
      { ClientId: 'new', TermsName: 'terms-of-use' },
      { terms: [{ ClientId: 'new', TermsName: 'terms-of-use' }] }
    ],
    [
      'CreateCIMDPolicy',
      { ClientId: 'new', PolicyName: 'all' },
      { cimdPolicies: [{ ClientId: 'new', PolicyName: 'all' }] }
    ]
  ])('is not what %s made', (operation, input, definition) => {
    expect(stillToSend(operation, input, definition)).toBeUndefined()
    const other = Object.fromEntries(
      Object.keys(input).map(member => [member, 'other'])
    )
    expect(stillToSend(operation, other, definition)).toBe(other)
  })

  test('is unknown where the role may not read it', () => {
    expect(() => stillToSend('CreateTerms', {}, {})).toThrow(
      expect.objectContaining({ code: 'half-made' })
    )
  })

  test('are the custom attributes that are not there, by name and reader', () => {
    const attributes = [
      { Name: 'plan' },
      { Name: 'plan', DeveloperOnlyAttribute: true },
      { Name: 'name' }
    ]
    const userPool = {
      SchemaAttributes: [
        { Name: 'name' },
        { Name: 'custom:plan', DeveloperOnlyAttribute: false }
      ]
    }
    const input = { CustomAttributes: attributes }
    const left = stillToSend('AddCustomAttributes', input, { userPool })
    expect(left).toEqual({ CustomAttributes: attributes.slice(1) })
    const all = {
      SchemaAttributes: [
        ...userPool.SchemaAttributes,
        { Name: 'dev:custom:plan', DeveloperOnlyAttribute: true },
        { Name: 'custom:name' }
      ]
    }
    expect(
      stillToSend('AddCustomAttributes', input, { userPool: all })
    ).toBeUndefined()
  })

  test('are all calls that set something', () => {
    const input = { CSS: '' }
    expect(stillToSend('SetUICustomization', input, {})).toBe(input)
  })
})
