import { describe, expect, test } from '@jest/globals'
import {
  compareDefinitions,
  type DefinitionSide
} from '../../../../src/compare/definition/compare-definitions.ts'
import type {
  Json,
  JsonObject
} from '../../../../src/compare/definition/json.ts'
import { LEFT_OUT } from '../../../../src/compare/definition/left-out.ts'
import {
  ALWAYS_SHOWN,
  hasRule,
  KEYED,
  type Kind
} from '../../../../src/compare/definition/rules.ts'
import { oneLeafChanged, valueOf } from '../../../fixtures/model-values.ts'

/** Each shape that describes something of a pool, and where it stands. */
const SHAPES: readonly [shape: string, kind: Kind, section: string][] = [
  ['UserPoolType', 'pool', 'userPool'],
  ['GetUserPoolMfaConfigResponse', 'mfa', 'mfaConfig'],
  ['UserPoolClientType', 'client', 'clients'],
  ['IdentityProviderType', 'identity-provider', 'identityProviders'],
  ['ResourceServerType', 'resource-server', 'resourceServers'],
  ['DomainDescriptionType', 'domain', 'domains'],
  ['UICustomizationType', 'branding', 'branding.pool'],
  ['ManagedLoginBrandingType', 'managed-login', 'branding.managedLogin'],
  ['RiskConfigurationType', 'risk', 'riskConfigurations.pool'],
  ['LogDeliveryConfigurationType', 'log-delivery', 'logDelivery'],
  ['TermsType', 'terms', 'terms'],
  ['UserPoolReplicaType', 'replica', 'replicas'],
  [
    'GetUserPoolSessionConfigurationResponse',
    'sessions',
    'sessionConfiguration.pool'
  ],
  [
    'GetUserPoolClientSessionConfigurationResponse',
    'client-sessions',
    'sessionConfiguration.clients'
  ],
  ['CIMDPolicyType', 'cimd-policy', 'cimdPolicies']
]

const LISTS: readonly string[] = [
  'clients',
  'identityProviders',
  'resourceServers',
  'domains',
  'branding.managedLogin',
  'terms',
  'replicas',
  'sessionConfiguration.clients',
  'cimdPolicies'
]

/** Members of the snapshot's own. */
const ADDED: Readonly<Record<string, JsonObject>> = {
  'branding.pool': { logo: 'bG9nbw==' },
  clients: { secrets: [{}] }
}

function definitionWith(changed?: {
  section: string
  value: Json
}): JsonObject {
  const definition: Record<string, Json> = { tags: { key: 'value' } }
  for (const [shape, , section] of SHAPES) {
    const value =
      changed?.section === section ? changed.value : valueOf(shape, 0)
    const whole = { ...(value as JsonObject), ...ADDED[section] }
    put(definition, section, LISTS.includes(section) ? [whole] : whole)
  }
  return definition
}

function put(into: Record<string, Json>, path: string, value: Json): void {
  const [section = path, field] = path.split('.')
  if (field === undefined) into[section] = value
  else into[section] = { ...(into[section] as JsonObject), [field]: value }
}

function side(
  definition: JsonObject,
  userPoolId = 'eu-west-1_same'
): DefinitionSide {
  return { userPoolId, region: 'eu-west-1', definition, lacksClients: false }
}

function leaves() {
  return SHAPES.flatMap(([shape, kind, section]) =>
    [...oneLeafChanged(valueOf(shape, 0), valueOf(shape, 1))].map(
      ({ path, value }) => ({ shape, kind, section, path, value })
    )
  )
}

/** Limits hold for one data type alone. */
function withType(path: string, pool: Json): Json {
  const type = /\.(String|Number)AttributeConstraints/.exec(path)?.[1]
  if (type === undefined) return pool
  const { SchemaAttributes: list, ...others } = pool as JsonObject
  const attributes = (list as JsonObject[]).map(attribute => ({
    ...attribute,
    AttributeDataType: type
  }))
  return { ...others, SchemaAttributes: attributes }
}

function isKey(kind: Kind, path: string): boolean {
  return KEYED.some(
    rule =>
      rule.kind === kind &&
      rule.by.some(member => path === `${rule.path}.*.${member}`)
  )
}

/** Settings of a pool that stand in parts of their own. */
function ruleOf(kind: Kind, path: string): [Kind, string] {
  const [first, ...rest] = path.split('.')
  if (kind !== 'pool') return [kind, path]
  if (first === 'LambdaConfig') return ['triggers', rest.join('.')]
  if (first === 'SchemaAttributes') return ['schema', rest.slice(1).join('.')]
  return [kind, path]
}

describe('changing one member of the API alone', () => {
  test.each(leaves())(
    '$shape $path',
    ({ shape, kind, section, path, value }) => {
      const [before, after] = [valueOf(shape, 0), value].map(whole =>
        side(definitionWith({ section, value: withType(path, whole) }))
      ) as [DefinitionSide, DefinitionSide]
      const { changes, newHere } = compareDefinitions(before, after)
      const [ruleKind, rulePath] = ruleOf(kind, path)
      const leftOut = LEFT_OUT.find(
        rule =>
          rule.kind === ruleKind &&
          (rule.path === rulePath || rulePath.startsWith(`${rule.path}.`)) &&
          rule.unlessSamePool !== true
      )
      const isName = leftOut?.reason.startsWith('names the part') === true
      if (isName || isKey(ruleKind, rulePath)) {
        expect(changes).not.toHaveLength(0)
        expect(changes.map(({ what }) => what)).not.toContain('changed')
      } else if (leftOut !== undefined) {
        expect(changes).toEqual([])
      } else {
        const seen = changes.length + newHere.length
        expect([path, seen]).toEqual([path, 1])
        if (newHere.length > 0) {
          expect(hasRule(ALWAYS_SHOWN, ruleKind, rulePath)).toBe(true)
        }
      }
    }
  )

  test('a definition compared with itself has no change', () => {
    const before = side(definitionWith())
    expect(compareDefinitions(before, before)).toMatchObject({
      changes: [],
      newHere: []
    })
  })
})
