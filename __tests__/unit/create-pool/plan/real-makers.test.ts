import { describe, expect, test } from '@jest/globals'
import { MAKERS } from '../../../../src/create-pool/parts/makers.ts'
import {
  client,
  definitionWith,
  partOf,
  planOf
} from '../../../fixtures/create-plan.ts'

const SECRET = 'secret_value+of_the_old_client'

const definition = definitionWith({
  userPool: {
    SchemaAttributes: [
      { Name: 'email', AttributeDataType: 'String', Required: true },
      ...Array.from({ length: 26 }, (_, at) => ({
        Name: `custom:a${at}`,
        AttributeDataType: 'String',
        Mutable: true
      }))
    ],
    LambdaConfig: { PreSignUp: 'arn' }
  },
  tags: { team: 'a' },
  clients: [
    client('id1', 'mobile', {
      SupportedIdentityProviders: ['COGNITO', 'Okta'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'api/read']
    }),
    client('id2', 'agent', { ClientType: 'DCR' })
  ],
  identityProviders: [{ ProviderName: 'Okta', ProviderType: 'SAML' }],
  resourceServers: [
    { Identifier: 'api', Name: 'API', Scopes: [{ ScopeName: 'read' }] }
  ],
  domains: [{ Domain: 'people' }],
  branding: {
    pool: { CSS: '.a {}' },
    clients: [],
    managedLogin: [{ ClientId: 'id1', UseCognitoProvidedValues: true }]
  }
})

function plan(...leaveOut: string[]) {
  return planOf({
    definition,
    choices: {
      leaveOut,
      domain: 'keep',
      secrets: [{ of: 'client', name: 'id1', value: SECRET }]
    },
    makers: MAKERS
  })
}

describe('a plan by the makers of all kinds', () => {
  test('names the old client that a call makes, and gives it its secret', () => {
    const [step] = partOf(plan(), 'client/mobile')?.steps ?? []
    expect(step?.input).toMatchObject({
      ClientId: 'id1',
      ClientName: 'mobile',
      ClientSecret: SECRET
    })
  })

  test('has the secret in nothing that is shown', () => {
    const { steps: _, parts, ...others } = plan()
    const shown = parts.map(({ steps: __, ...part }) => part)
    expect(JSON.stringify([others, shown])).not.toContain(SECRET)
  })

  test('adds custom attributes in as few calls as Cognito takes', () => {
    const calls = plan().steps.filter(
      ({ operation }) => operation === 'AddCustomAttributes'
    )
    expect(
      calls.map(({ input }) => (input['CustomAttributes'] as unknown[]).length)
    ).toEqual([25, 1])
  })

  test('leaves names of parts that are left out out of app clients', () => {
    const planned = plan('identity-provider/Okta', 'resource-server/api')
    const mobile = partOf(planned, 'client/mobile')

    expect(mobile?.steps[0]?.input).toMatchObject({
      SupportedIdentityProviders: ['COGNITO'],
      AllowedOAuthScopes: ['openid']
    })
    expect(mobile?.announced).toEqual(
      expect.arrayContaining([
        { part: 'client/mobile', setting: 'SupportedIdentityProviders' },
        { part: 'client/mobile', setting: 'AllowedOAuthScopes' }
      ])
    )
  })

  test('makes no look without a domain', () => {
    expect(partOf(plan(), 'branding')?.steps).toHaveLength(1)
    expect(partOf(plan('domain'), 'branding')?.steps).toEqual([])
  })

  test('makes the pool without the tags that are left out', () => {
    const tagsOf = ({ steps }: ReturnType<typeof plan>) =>
      steps[0]?.input['UserPoolTags']
    expect(tagsOf(plan())).toEqual({ team: 'a' })
    expect(tagsOf(plan('tags'))).toEqual({})
  })

  test('begins with the pool and ends with its deletion protection', () => {
    const { steps } = plan()
    expect(steps[0]?.operation).toBe('CreateUserPool')
    expect(steps.at(-1)).toMatchObject({
      operation: 'UpdateUserPool',
      input: { DeletionProtection: 'ACTIVE' }
    })
  })

  test('says of triggers that they wait, and makes no client that registered', () => {
    expect(partOf(plan(), 'triggers')?.becomes).toBe('waits')
    expect(partOf(plan(), 'client/agent')?.steps).toEqual([])
  })
})
