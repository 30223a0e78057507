import { describe, expect, test } from '@jest/globals'
import type { Kind } from '../../../../src/compare/definition/rules.ts'
import { LEFT_MEMBERS } from '../../../../src/create-pool/parts/left-members.ts'
import {
  madeMaximalParts,
  MAXIMAL_PARTS
} from '../../../fixtures/maximal-requests.ts'
import { shapeOf } from '../../../fixtures/model-values.ts'

const made = madeMaximalParts()

/** The shapes of the answers that parts are made from. */
const SHAPES: readonly (readonly [Kind, string])[] = [
  ['client', 'UserPoolClientType'],
  ['identity-provider', 'IdentityProviderType'],
  ['resource-server', 'ResourceServerType'],
  ['domain', 'DomainDescriptionType'],
  ['branding', 'UICustomizationType'],
  ['managed-login', 'ManagedLoginBrandingType'],
  ['terms', 'TermsType'],
  ['client-sessions', 'GetUserPoolClientSessionConfigurationResponse'],
  ['cimd-policy', 'CIMDPolicyType']
]

describe.each(SHAPES)('of a %s', (kind, shape) => {
  const names = MAXIMAL_PARTS.filter(part => part.kind === kind).map(
    one => one.name
  )
  const steps = made
    .filter(({ part }) => names.includes(part))
    .flatMap(one => one.steps)
  const left = Object.keys(LEFT_MEMBERS[kind] ?? {})

  test('each member is either sent, or left for a reason', () => {
    const sent = new Set(steps.flatMap(({ input }) => Object.keys(input)))
    const members = Object.keys(shapeOf(shape).members ?? {})

    expect(members.filter(member => !sent.has(member)).sort()).toEqual(
      left.filter(member => members.includes(member)).sort()
    )
  })

  test('no member is unknown', () => {
    const findings = made
      .filter(({ part }) => names.includes(part))
      .flatMap(one => one.findings)

    expect(findings.filter(({ id }) => id.startsWith('unknown-'))).toEqual([])
  })
})
