import { expect, test } from '@jest/globals'
import {
  compareDefinitions,
  type DefinitionSide
} from '../../../../src/compare/definition/compare-definitions.ts'
import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../../../src/compare/definition/json.ts'
import { partsOfSection } from '../../../../src/compare/definition/parts.ts'
import { madeDomains } from '../../../../src/create-pool/parts/domain.ts'
import type { MadePart } from '../../../../src/create-pool/parts/made-part.ts'
import {
  isNamedPart,
  madeNamedPart
} from '../../../../src/create-pool/parts/named-parts.ts'
import { oneLeafChanged, valueOf } from '../../../fixtures/model-values.ts'
import { HERE } from './making.ts'

const MAKING = {
  ...HERE,
  domain: 'keep',
  tracksSessions: true,
  secretOf: () => 'a_secret_that_is_given_to_it'
} as const

const OF_CLIENT = { ClientId: 'old' }

/** Sections, the shape of their items, and what these have in all cases. */
const SECTIONS: readonly (readonly [string, string, JsonObject])[] = [
  ['clients', 'UserPoolClientType', { ...OF_CLIENT, ClientSecret: null }],
  ['identityProviders', 'IdentityProviderType', { ProviderName: 'Partner' }],
  ['resourceServers', 'ResourceServerType', { ManagedBy: null }],
  ['domains', 'DomainDescriptionType', {}],
  ['branding.clients', 'UICustomizationType', OF_CLIENT],
  ['branding.managedLogin', 'ManagedLoginBrandingType', OF_CLIENT],
  ['terms', 'TermsType', OF_CLIENT],
  [
    'sessionConfiguration.clients',
    'GetUserPoolClientSessionConfigurationResponse',
    OF_CLIENT
  ],
  ['cimdPolicies', 'CIMDPolicyType', OF_CLIENT]
]

test.each(SECTIONS)(
  'read back as it was made, an item of %s differs only in what is announced',
  (section, shape, always) => {
    const [first, second] = [valueOf(shape, 0), valueOf(shape, 1)]
    const values = [{ path: 'nothing', value: first }]
    for (const { path, value } of [
      ...values,
      ...oneLeafChanged(first, second)
    ]) {
      const old = withoutNull({ ...(value as JsonObject), ...always })
      const made = madeOf(section, old)
      const { changes } = compareDefinitions(
        sideOf('old', section, [old]),
        sideOf('new', section, answersOf(made))
      )
      const unannounced = changes.filter(
        ({ part, setting }) =>
          !made.announced.some(
            one =>
              one.part === part &&
              (one.setting === '' ||
                one.setting === setting ||
                setting.startsWith(`${one.setting}.`))
          )
      )
      expect([path, unannounced]).toEqual([path, []])
    }
  }
)

function madeOf(section: string, old: JsonObject): MadePart {
  const names = new Map([['old', textOf(old['ClientName']) || 'mobile']])
  const parts = partsOfSection(section, [old], names)
  const [made] =
    section === 'domains'
      ? madeDomains(parts, MAKING)
      : parts.filter(isNamedPart).map(part => madeNamedPart(part, MAKING))
  if (made === undefined) throw new Error(`Nothing is made of ${section}.`)
  return made
}

/** What Cognito answers once the steps were sent. */
function answersOf({ steps }: MadePart): JsonObject[] {
  if (steps.length === 0) return []
  const members = steps.flatMap(one => Object.entries(one.input))
  const input: JsonObject = Object.fromEntries(members)
  const { GenerateSecret, ClientSecret, ImageFile, ...answer } = input
  const { ProviderDetails: details } = answer
  const isClient = 'EnableTokenRevocation' in answer
  return [
    {
      ...answer,
      ...('ClientId' in answer && { ClientId: 'new' }),
      ...(isClient && {
        ClientId: 'new',
        hasClientSecret: GenerateSecret === true || ClientSecret !== undefined
      }),
      ...(ImageFile !== undefined && { logo: ImageFile }),
      ...(isObject(details) && withoutSecrets(details))
    }
  ]
}

/** As a capture stores the details: a secret by its name only. */
function withoutSecrets(details: JsonObject): JsonObject {
  const { client_secret, private_key: _, ...ProviderDetails } = details
  const removedProviderDetails =
    client_secret === undefined ? [] : ['client_secret']
  return { ProviderDetails, removedProviderDetails }
}

function withoutNull(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== null)
  )
}

/** A pool with one app client besides, which both pools have. */
function sideOf(
  userPoolId: string,
  section: string,
  items: JsonObject[]
): DefinitionSide {
  const value = section
    .split('.')
    .reduceRight<Json>((inner, member) => ({ [member]: inner }), items)
  const clients = [{ ClientId: userPoolId, ClientName: 'mobile' }]
  const [top = ''] = section.split('.')
  const at = isObject(value) ? value : { [top]: value }
  const definition = { clients, ...at, notCaptured: [] }
  return { userPoolId, region: 'eu-west-1', definition, lacksClients: false }
}
