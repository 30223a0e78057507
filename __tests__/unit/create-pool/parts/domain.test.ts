import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { madeDomains } from '../../../../src/create-pool/parts/domain.ts'
import type { Making } from '../../../../src/create-pool/parts/made-part.ts'
import { HERE, idsOf, OTHER_ACCOUNT } from './making.ts'
import { namedPart } from './named-part.ts'

const domain = (name: string, settings: JsonObject = {}) =>
  namedPart('domain', name, { Domain: name, ...settings })

const CERTIFICATE =
  'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-4234-9234-123456789012'
const PREFIX = domain('acme', {
  AWSAccountId: '111122223333',
  Status: 'ACTIVE',
  Version: '20261101',
  CustomDomainConfig: {},
  ManagedLoginVersion: 2
})
const CUSTOM = domain('login.example.com', {
  CloudFrontDistribution: 'd111111abcdef8.cloudfront.net',
  CustomDomainConfig: { CertificateArn: CERTIFICATE },
  ManagedLoginVersion: 2
})

const made = (choice: Making['domain'], making = HERE) =>
  madeDomains([PREFIX, CUSTOM], { ...making, domain: choice })

describe('the domains of a pool', () => {
  test('are not made where none is wanted', () => {
    for (const part of made('none')) {
      expect(part).toMatchObject({ verdict: 'changed', steps: [] })
      expect(part.announced).toEqual([{ part: part.part, setting: '' }])
    }
  })

  test('are kept, without the empty configuration of a prefix', () => {
    const [prefix, custom] = made('keep')

    expect(prefix).toMatchObject({ verdict: 'same', announced: [] })
    expect(prefix?.steps).toEqual([
      {
        part: 'domain/acme',
        operation: 'CreateUserPoolDomain',
        input: { Domain: 'acme', ManagedLoginVersion: 2 }
      }
    ])
    expect(custom?.steps.map(({ input }) => input)).toEqual([
      {
        Domain: 'login.example.com',
        CustomDomainConfig: { CertificateArn: CERTIFICATE },
        ManagedLoginVersion: 2
      }
    ])
    expect(idsOf(custom ?? { findings: [] })).toEqual([
      'dns/domain/login.example.com'
    ])
  })

  test('need a certificate of the other account', () => {
    const [, custom] = made('keep', OTHER_ACCOUNT)

    expect(idsOf(custom ?? { findings: [] })).toContain(
      'certificate/domain/login.example.com'
    )
  })

  test('can not be made without the ARN of the certificate', () => {
    const [custom] = madeDomains([domain('login.example.com')], {
      ...HERE,
      domain: 'keep'
    })

    expect(custom?.findings[0]).toMatchObject({
      id: 'certificate/domain/login.example.com',
      canAccept: false
    })
  })

  test('fail over once there is a replica', () => {
    const Failover = { SecondaryRegion: 'us-east-1' }
    const settings = { ...CUSTOM.settings, Routing: { Failover } }
    const [custom] = madeDomains([{ ...CUSTOM, settings }], {
      ...HERE,
      domain: 'keep'
    })

    expect(custom?.steps[0]?.input).not.toHaveProperty('Routing')
    expect(custom?.announced).toEqual([
      { part: 'domain/login.example.com', setting: 'Routing' }
    ])
  })

  test('give way to the prefix that is wanted, with the same login pages', () => {
    const parts = made({ prefix: 'acme-2' })

    expect(parts.map(({ part }) => part)).toEqual([
      'domain/acme',
      'domain/login.example.com',
      'domain/acme-2'
    ])
    expect(parts.flatMap(({ steps }) => steps)).toEqual([
      {
        part: 'domain/acme-2',
        operation: 'CreateUserPoolDomain',
        input: { Domain: 'acme-2', ManagedLoginVersion: 2 }
      }
    ])
    for (const { part, announced } of parts) {
      expect(announced).toEqual([{ part, setting: '' }])
    }
  })

  test('stay where the wanted prefix is that of the old pool', () => {
    const [custom, prefix] = made({ prefix: 'acme' })

    expect(custom).toMatchObject({
      part: 'domain/login.example.com',
      steps: []
    })
    expect(prefix).toMatchObject({ part: 'domain/acme', verdict: 'same' })
  })

  test('come new to a pool that had none', () => {
    const parts = madeDomains([], { ...HERE, domain: { prefix: 'acme' } })

    expect(parts.flatMap(({ steps }) => steps)).toMatchObject([
      { input: { Domain: 'acme' } }
    ])
  })
})
