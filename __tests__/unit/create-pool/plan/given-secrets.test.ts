import { describe, expect, test } from '@jest/globals'
import type { GivenSecret } from '../../../../src/create-pool/request.ts'
import {
  client,
  definitionWith,
  ingredientsOf
} from '../../../fixtures/create-plan.ts'

const VALUE = 'secret_value+of_the_old_client'

const definition = definitionWith({
  clients: [
    client('a', 'mobile', { secrets: [{}], x: 1 }),
    client('b', 'mobile', { x: 2 }),
    client('c', 'spa', { hasClientSecret: false }),
    client('d', 'jobs', {
      hasClientSecret: false,
      AllowedOAuthFlows: ['client_credentials']
    }),
    client('e', 'unknown', { hasClientSecret: 'unknown' }),
    client('f', 'agent', { ClientType: 'DCR' }),
    // Its name is the id of another one.
    client('g', 'a')
  ],
  identityProviders: [
    { ProviderName: 'Google', ProviderType: 'Google' },
    { ProviderName: 'Okta', ProviderType: 'SAML' }
  ]
})

const NAMES =
  'that is none of the parts that take one: client/mobile, client/mobile #2, client/jobs, client/unknown, client/a, provider/Google'

function secret(line: string, value = VALUE): GivenSecret {
  const [of, name = ''] = line.split('/')
  return { of: of === 'client' ? 'client' : 'provider', name, value }
}

function secretOf(given: readonly GivenSecret[], ...leaveOut: string[]) {
  const choices = { secrets: [...given], leaveOut }
  const { making } = ingredientsOf({ definition, choices })
  return making.secretOf.bind(making)
}

function messageOf(given: readonly GivenSecret[], ...leaveOut: string[]) {
  try {
    secretOf(given, ...leaveOut)
  } catch (error) {
    return String(error)
  }
  return undefined
}

describe('a value of the input secrets', () => {
  test.each([
    ['client/mobile', 'mobile', 'a'],
    ['client/mobile #2', 'mobile #2', 'b'],
    ['client/b', 'mobile #2', 'b'],
    ['client/jobs', 'jobs', 'd'],
    ['client/unknown', 'unknown', 'e'],
    // An id is meant before a name.
    ['client/a', 'mobile', 'a']
  ])('%s goes to the app client that it names', (line, name, id) => {
    const find = secretOf([secret(line)])
    expect(find('client', name, id)).toBe(VALUE)
    expect(find('client', 'spa', 'c')).toBeUndefined()
  })

  test('goes to the identity provider that it names', () => {
    const find = secretOf([secret('provider/Google', 'short')])
    expect(find('provider', 'Google')).toBe('short')
    expect(find('client', 'Google')).toBeUndefined()
    expect(find('provider', 'Other')).toBeUndefined()
  })

  test.each([
    ['client/moblie', NAMES],
    ['client/agent', NAMES],
    ['provider/Gogle', NAMES],
    ['client/spa', 'it had no secret in the old pool'],
    ['provider/Okta', 'it had no secret in the old pool']
  ])('for %s is refused: %s', (line, reason) => {
    const message = messageOf([secret(line)])
    expect(message).toContain(`a line for ${line}, but ${reason}.`)
    expect(message).not.toContain(VALUE)
  })

  test('is refused for a part that is left out', () => {
    expect(messageOf([secret('client/b')], 'client/mobile #2')).toContain(
      'it is left out'
    )
  })

  test('is refused if another line has one for the same client', () => {
    const lines = [secret('client/mobile'), secret('client/a')]
    expect(messageOf(lines)).toContain(
      'a line for client/a, but another line has its secret'
    )
  })
})
