import { describe, expect, test } from '@jest/globals'
import {
  client,
  definitionWith,
  ingredientsOf,
  partOf,
  planOf
} from '../../../fixtures/create-plan.ts'

const definition = definitionWith({
  userPool: {
    LambdaConfig: { PreSignUp: 'arn' },
    UserPoolTags: { team: 'a' },
    SchemaAttributes: [{ Name: 'email' }, { Name: 'custom:plan' }]
  },
  tags: { team: 'a' },
  clients: [
    client('id1', 'mobile', { ReadAttributes: ['email', 'custom:plan'] }),
    client('id2', 'web')
  ],
  identityProviders: [
    {
      ProviderName: 'Google',
      AttributeMapping: { email: 'email', 'custom:plan': 'plan' }
    }
  ],
  domains: [{ Domain: 'people' }, { Domain: 'login.example.com' }],
  terms: [{ ClientId: 'id1', TermsName: 'terms-of-use' }]
})

function leftOut(...leaveOut: string[]) {
  const choices = { leaveOut, domain: 'keep' } as const
  const plan = planOf({ definition, choices })
  return plan.parts
    .filter(({ becomes }) => becomes === 'left-out')
    .map(({ part }) => part)
}

function lacks(what: string, ...leaveOut: string[]) {
  const choices = { leaveOut, domain: 'keep' } as const
  return ingredientsOf({ definition, choices }).making.lacks?.(what)
}

describe('a part that the input leave-out names', () => {
  test('is not made, and its absence is announced', () => {
    const plan = planOf({ definition, choices: { leaveOut: ['client/web'] } })

    expect(partOf(plan, 'client/web')).toMatchObject({
      verdict: 'changed',
      becomes: 'left-out',
      steps: [],
      announced: [{ part: 'client/web', setting: '' }]
    })
    expect(plan.steps.map(({ part }) => part)).not.toContain('client/web')
  })

  test('is refused where it would let an app client write more', () => {
    const clients = [client('id1', 'mobile', { WriteAttributes: ['custom:a'] })]
    const userPool = { SchemaAttributes: [{ Name: 'custom:a' }] }
    const scene = { definition: definitionWith({ clients, userPool }) }
    const leaveOut = ['schema/custom:a']
    expect(() => planOf({ ...scene, choices: { leaveOut } })).toThrow(
      /WriteAttributes of client\/mobile/
    )
    const both = [...leaveOut, 'client/mobile']
    expect(() =>
      planOf({ ...scene, choices: { leaveOut: both } })
    ).not.toThrow()
  })

  test('takes along what belongs to its app client', () => {
    expect(leftOut('client/mobile')).toEqual([
      'client/mobile',
      'terms/mobile/terms-of-use'
    ])
  })

  test('may be named by the id of its app client', () => {
    expect(leftOut('client/id2')).toEqual(['client/web'])
    expect(leftOut('terms/id1/terms-of-use')).toEqual([
      'terms/mobile/terms-of-use'
    ])
  })

  test('may be all of its kind', () => {
    expect(leftOut('domain')).toEqual([
      'domain/people',
      'domain/login.example.com'
    ])
  })

  test('is in nothing that the other parts are made from', () => {
    const { definition: rest } = ingredientsOf({
      definition,
      choices: { leaveOut: ['triggers', 'tags', 'schema/custom:plan'] }
    })

    expect(rest['userPool']).toEqual({
      Id: 'eu-west-1_Source123',
      Name: 'people',
      SchemaAttributes: [{ Name: 'email' }]
    })
    expect(rest['tags']).toBeNull()
  })

  test('is known to the makers of parts that depend on it', () => {
    const names = ['identity-provider/Google', 'domain/people'] as const
    expect(lacks('identity-provider/Google', ...names)).toBe(true)
    expect(lacks('client/web', ...names)).toBe(false)
    expect(lacks('domain', ...names)).toBe(false)
    expect(lacks('domain', ...names, 'domain/login.example.com')).toBe(true)
  })

  test('is no attribute of app clients and providers any more', () => {
    const plan = planOf({
      definition,
      choices: { leaveOut: ['schema/custom:plan'] }
    })

    const mobile = partOf(plan, 'client/mobile')
    expect(mobile?.verdict).toBe('changed')
    expect(mobile?.steps[0]?.input['ReadAttributes']).toEqual(['email'])
    expect(mobile?.announced).toEqual([
      { part: 'client/mobile', setting: 'ReadAttributes' }
    ])
    const google = partOf(plan, 'identity-provider/Google')
    expect(google?.steps[0]?.input['AttributeMapping']).toEqual({
      email: 'email'
    })
    expect(partOf(plan, 'client/web')?.verdict).toBe('same')
  })

  test('must be there', () => {
    expect(() => leftOut('client/moblie')).toThrow(
      'The input leave-out names client/moblie, which is no part of the definition.'
    )
  })

  test("can't be the pool itself", () => {
    expect(() => leftOut('pool')).toThrow('names the pool itself')
  })
})

test('An app client keeps its number while another of its name is left out', () => {
  const twins = definitionWith({
    clients: [client('a', 'app', { x: 1 }), client('b', 'app', { x: 2 })]
  })
  const plan = planOf({
    definition: twins,
    choices: { leaveOut: ['client/app'] }
  })

  expect(plan.steps.map(({ part }) => part)).toContain('client/app #2')
})

test('What belongs to an app client that registered itself is not made', () => {
  const plan = planOf({
    definition: definitionWith({
      clients: [client('a', 'agent', { ClientType: 'DCR' })],
      terms: [{ ClientId: 'a', TermsName: 'terms-of-use' }]
    })
  })

  expect(partOf(plan, 'terms/agent/terms-of-use')).toMatchObject({
    becomes: 'left-out',
    sentence: 'Its app client is not made.'
  })
})
