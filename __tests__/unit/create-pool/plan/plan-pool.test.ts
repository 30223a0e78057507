import { describe, expect, test } from '@jest/globals'
import type { Maker } from '../../../../src/create-pool/parts/makers.ts'
import {
  client,
  definitionWith,
  MAKERS,
  partOf,
  planOf,
  sameAsBefore
} from '../../../fixtures/create-plan.ts'

describe('the plan of a new pool', () => {
  test('has a line for each part, in the order of the definition', () => {
    const plan = planOf({
      definition: definitionWith({
        userPool: { SchemaAttributes: [{ Name: 'custom:plan' }] },
        clients: [client('a', 'web'), client('b', 'mobile')],
        terms: [{ ClientId: 'a', TermsName: 'terms-of-use' }]
      }),
      choices: { leaveOut: ['client/web'] }
    })

    expect(plan.parts.map(({ part }) => part)).toEqual([
      'pool',
      'triggers',
      'schema/custom:plan',
      'mfa',
      'tags',
      'client/web',
      'client/mobile',
      'branding',
      'risk',
      'log-delivery',
      'terms/web/terms-of-use',
      'sessions'
    ])
  })

  test('has the calls in an order in which none lacks what it needs', () => {
    const definition = definitionWith({
      clients: [client('a', 'web'), client('b', 'mobile')],
      identityProviders: [{ ProviderName: 'Google' }],
      resourceServers: [{ Identifier: 'api' }],
      domains: [{ Domain: 'people' }],
      branding: { pool: {}, clients: [], managedLogin: [{ ClientId: 'a' }] },
      sessionConfiguration: { pool: {}, clients: [{ ClientId: 'a' }] }
    })
    const plan = planOf({
      definition,
      makers: {
        pool: parts =>
          parts.map(part => ({
            ...sameAsBefore(part, 'CreateUserPool'),
            steps: ['UpdateUserPool', 'CreateUserPool'].map(operation => ({
              part: 'pool',
              operation,
              input: {}
            }))
          }))
      }
    })

    expect(plan.steps.map(step => `${step.operation} ${step.part}`)).toEqual([
      'CreateUserPool pool',
      'CreateResourceServer resource-server/api',
      'CreateIdentityProvider identity-provider/Google',
      'CreateUserPoolDomain domain/people',
      'SetUserPoolMfaConfig mfa',
      'CreateUserPoolClient client/web',
      'CreateUserPoolClient client/mobile',
      'SetUICustomization branding',
      'CreateManagedLoginBranding managed-login/web',
      'SetRiskConfiguration risk',
      'SetUserPoolSessionConfiguration sessions',
      'SetUserPoolClientSessionConfiguration client-sessions/web',
      'SetLogDeliveryConfiguration log-delivery',
      'UpdateUserPool pool'
    ])
  })

  test('is a bug if an operation has no place in the order', () => {
    const tags: Maker = parts =>
      parts.map(part => sameAsBefore(part, 'DeleteUserPool'))
    expect(() => planOf({ makers: { tags } })).toThrow(
      'DeleteUserPool has no place in a plan.'
    )
    expect(() => planOf({ makers: { mfa: MAKERS.pool } })).toThrow(
      'A plan makes 2 pools.'
    )
  })

  test('says which parts wait until the users are restored', () => {
    const plan = planOf({
      definition: definitionWith({ replicas: [{ RegionName: 'us-east-1' }] })
    })
    expect(partOf(plan, 'replica/us-east-1')?.becomes).toBe('waits')
  })

  test('has the name of the old pool or another one', () => {
    expect(planOf().poolName).toBe('people')
    expect(planOf({ choices: { poolName: 'new' } }).poolName).toBe('new')
  })

  test('has a domain of which the makers know that it comes later', () => {
    const plan = planOf({
      choices: { domain: { prefix: 'new' } },
      makers: {
        domain: () => [
          {
            part: 'domain/new',
            verdict: 'changed',
            sentence: 'It is new.',
            steps: [],
            findings: [],
            announced: [{ part: 'domain/new', setting: '' }]
          }
        ]
      }
    })
    expect(plan.parts.at(-1)?.part).toBe('domain/new')
    expect(plan.announced).toContainEqual({ part: 'domain/new', setting: '' })
  })
})
