import { describe, expect, test } from '@jest/globals'
import { takeOverText } from '../../../src/report/take-over.ts'
import type { NewPoolFacts } from '../../../src/shared/new-pool-facts.ts'
import { FULL_CREATE_POOL } from '../../fixtures/full-outcomes.ts'

const POOL = 'eu-central-1_New123456'

const textFor = (changes: Partial<NewPoolFacts>) =>
  takeOverText({
    ...FULL_CREATE_POOL,
    pool: { id: POOL },
    clientIds: new Map([
      ['old-1', 'new-1'],
      ['old-2', 'new-2']
    ]),
    clientNames: new Map([
      ['old-1', 'Web app'],
      ['old-2', 'web-app']
    ]),
    partsThere: new Set([
      'pool',
      'schema/email',
      'client/Web app',
      'identity-provider/Google',
      'resource-server/https://api.example.com/'
    ]),
    ...changes
  })

describe('import blocks of Terraform', () => {
  const blocksOf = (changes: Partial<NewPoolFacts> = {}) =>
    [
      ...(textFor({ takeOver: 'terraform', ...changes }) ?? '').matchAll(
        /^import \{\n {2}to = (\S+)\n {2}id = (.+)\n\}$/gm
      )
    ].map(([, to, id]) => [to, id])

  test('have the id of each resource in the form of its kind', () => {
    expect(blocksOf()).toEqual([
      ['aws_cognito_user_pool.pool', `"${POOL}"`],
      ['aws_cognito_user_pool_client.web_app', `"${POOL}/new-1"`],
      ['aws_cognito_user_pool_client.web-app', `"${POOL}/new-2"`],
      ['aws_cognito_identity_provider.google', `"${POOL}:Google"`],
      [
        'aws_cognito_resource_server.https_api_example_com_',
        `"${POOL}|https://api.example.com/"`
      ]
    ])
  })

  test('have a valid name for each, and no other twice', () => {
    const clientNames = new Map([
      ['old-1', '1 app'],
      ['old-2', '1_app']
    ])
    expect(blocksOf({ clientNames }).slice(1, 3)).toEqual([
      ['aws_cognito_user_pool_client._1_app', `"${POOL}/new-1"`],
      ['aws_cognito_user_pool_client._1_app2', `"${POOL}/new-2"`]
    ])
  })

  test('take an id for no template and no end of a text', () => {
    const partsThere = new Set(['identity-provider/a"${b}%{c}\\'])
    expect(blocksOf({ partsThere }).at(-1)).toEqual([
      'aws_cognito_identity_provider.a_b_c_',
      `"${POOL}:a\\"$\${b}%%{c}\\\\"`
    ])
  })
})

test('resources to import of CloudFormation have identifiers by their members', () => {
  const text = textFor({ takeOver: 'cloudformation' }) ?? ''
  const id = (member: string, value: string) => ({
    UserPoolId: POOL,
    [member]: value
  })
  expect(JSON.parse(text)).toEqual([
    {
      ResourceType: 'AWS::Cognito::UserPool',
      LogicalResourceId: 'UserPool',
      ResourceIdentifier: { UserPoolId: POOL }
    },
    {
      ResourceType: 'AWS::Cognito::UserPoolClient',
      LogicalResourceId: 'UserPoolClientWebapp',
      ResourceIdentifier: id('ClientId', 'new-1')
    },
    {
      ResourceType: 'AWS::Cognito::UserPoolClient',
      LogicalResourceId: 'UserPoolClientwebapp',
      ResourceIdentifier: id('ClientId', 'new-2')
    },
    {
      ResourceType: 'AWS::Cognito::UserPoolIdentityProvider',
      LogicalResourceId: 'UserPoolIdentityProviderGoogle',
      ResourceIdentifier: id('ProviderName', 'Google')
    },
    {
      ResourceType: 'AWS::Cognito::UserPoolResourceServer',
      LogicalResourceId: 'UserPoolResourceServerhttpsapiexamplecom',
      ResourceIdentifier: id('Identifier', 'https://api.example.com/')
    }
  ])
})

test('nothing is said unless it is asked for and the pool was read', () => {
  expect(textFor({ takeOver: undefined })).toBeUndefined()
  const asked = { takeOver: 'terraform' } as const
  expect(textFor({ ...asked, partsThere: undefined })).toBeUndefined()
  expect(textFor({ ...asked, clientIds: undefined })).toBeUndefined()
})
