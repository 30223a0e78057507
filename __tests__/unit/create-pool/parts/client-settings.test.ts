import { describe, expect, test } from '@jest/globals'
import {
  madeCimdPolicy,
  madeClientSessions,
  madeTerms
} from '../../../../src/create-pool/parts/client-settings.ts'
import {
  isNamedPart,
  madeNamedPart
} from '../../../../src/create-pool/parts/named-parts.ts'
import { madeResourceServer } from '../../../../src/create-pool/parts/resource-server.ts'
import { HERE } from './making.ts'
import { namedPart } from './named-part.ts'

const ClientId = 'old0mobile'

const TERMS = namedPart(
  'terms',
  'mobile/terms-of-use',
  {
    TermsId: '12345678-1234-4234-9234-123456789012',
    ClientId,
    TermsName: 'terms-of-use',
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: { 'cognito:default': 'https://example.com/terms' }
  },
  'mobile'
)

test('Terms are those of the client', () => {
  const made = madeTerms(TERMS, HERE)

  expect(made).toMatchObject({ verdict: 'same', findings: [], announced: [] })
  expect(made.steps).toEqual([
    {
      part: 'terms/mobile/terms-of-use',
      operation: 'CreateTerms',
      input: {
        ClientId,
        TermsName: 'terms-of-use',
        TermsSource: 'LINK',
        Enforcement: 'NONE',
        Links: { 'cognito:default': 'https://example.com/terms' }
      }
    }
  ])
})

test('What belongs to a client that the new pool lacks is not made', () => {
  const making = { ...HERE, lacks: (part: string) => part === 'client/mobile' }
  const made = [TERMS]
    .filter(isNamedPart)
    .map(part => madeNamedPart(part, making))

  expect(made).toMatchObject([
    {
      steps: [],
      announced: [{ part: 'terms/mobile/terms-of-use', setting: '' }]
    }
  ])
})

test('A policy whose client is gone is impossible', () => {
  const part = namedPart('cimd-policy', '/agents', { PolicyName: 'agents' })

  expect(madeCimdPolicy(part, HERE)).toMatchObject({
    verdict: 'impossible',
    steps: []
  })
})

describe('the sessions of a client', () => {
  const sessions = (MaxValidityMinutes: number) =>
    namedPart('client-sessions', 'mobile', {
      ClientId,
      SSOSession: { MaxValidityMinutes }
    })

  test('need no call where they last as long as by default', () => {
    expect(madeClientSessions(sessions(60), HERE)).toMatchObject({
      verdict: 'same',
      steps: []
    })
  })

  test('are set in a pool that counts sessions', () => {
    const making = { ...HERE, tracksSessions: true }

    expect(madeClientSessions(sessions(10), making).steps).toEqual([
      {
        part: 'client-sessions/mobile',
        operation: 'SetUserPoolClientSessionConfiguration',
        input: { ClientId, SSOSession: { MaxValidityMinutes: 10 } }
      }
    ])
  })

  test('are lost in a pool that does not count sessions', () => {
    expect(madeClientSessions(sessions(10), HERE)).toMatchObject({
      verdict: 'changed',
      steps: [],
      announced: [{ part: 'client-sessions/mobile', setting: 'SSOSession' }]
    })
  })
})

describe('a resource server', () => {
  const server = { Identifier: 'https://api.example.com', Name: 'API' }

  test('comes with its scopes', () => {
    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Reads' }]
    const part = namedPart('resource-server', server.Identifier, {
      UserPoolId: 'eu-west-1_Ab12Cd34E',
      ...server,
      Scopes
    })

    expect(madeResourceServer(part, HERE).steps).toMatchObject([
      { operation: 'CreateResourceServer', input: { ...server, Scopes } }
    ])
  })

  test('of Cognito is not made', () => {
    const part = namedPart('resource-server', server.Identifier, {
      ...server,
      ManagedBy: 'COGNITO'
    })

    expect(madeResourceServer(part, HERE)).toMatchObject({
      verdict: 'changed',
      steps: []
    })
  })
})
