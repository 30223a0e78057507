import { expect, test } from '@jest/globals'
import { compareDefinitions } from '../../../../src/compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import type { Part } from '../../../../src/compare/definition/parts.ts'
import type { MadePart } from '../../../../src/create-pool/parts/made-part.ts'
import { madePool } from '../../../../src/create-pool/parts/pool.ts'
import { MAKE_POOL_PART } from '../../../../src/create-pool/parts/single-parts.ts'
import { oneLeafChanged, valueOf } from '../../../fixtures/model-values.ts'
import { HERE, partOf } from './making.ts'

const makePool = (part: Part) =>
  madePool(part, HERE, {
    poolName: 'people',
    schema: [],
    tags: {},
    missing: ['mfaConfig', 'tags', 'domains']
  })
const by = (kind: keyof typeof MAKE_POOL_PART) => (part: Part) =>
  MAKE_POOL_PART[kind](part, HERE)

/** The parts that one structure describes, and where each stands. */
const PARTS: readonly [
  kind: Part['kind'],
  shape: string,
  nest: (settings: JsonObject) => JsonObject,
  make: (part: Part) => MadePart
][] = [
  ['pool', 'UserPoolType', userPool => ({ userPool }), makePool],
  [
    'mfa',
    'GetUserPoolMfaConfigResponse',
    mfaConfig => ({ mfaConfig }),
    by('mfa')
  ],
  [
    'risk',
    'RiskConfigurationType',
    pool => ({ riskConfigurations: { pool } }),
    by('risk')
  ],
  [
    'log-delivery',
    'LogDeliveryConfigurationType',
    logDelivery => ({ logDelivery }),
    by('log-delivery')
  ],
  [
    'sessions',
    'GetUserPoolSessionConfigurationResponse',
    pool => ({ sessionConfiguration: { pool } }),
    by('sessions')
  ]
]

test.each(PARTS)(
  'read back as it was set, %s differs only in what is announced',
  (kind, shape, nest, make) => {
    const [first, second] = [valueOf(shape, 0), valueOf(shape, 1)]
    for (const { path, value } of oneLeafChanged(first, second)) {
      const { SchemaAttributes: _, ...old } = value as JsonObject
      const { steps, announced } = make(partOf(kind, old))
      const sent = steps.reduce((all, { input }) => ({ ...all, ...input }), {})
      const { PoolName, ...settings } = sent as JsonObject
      const set = { ...settings, ...(PoolName && { Name: PoolName }) }
      const { changes } = compareDefinitions(
        sideOf('eu-west-1_Ab12Cd34E', nest(old)),
        sideOf('eu-west-1_New000000', nest(set))
      )
      const unannounced = changes.filter(
        ({ part, setting }) =>
          part === kind &&
          !announced.some(
            one =>
              one.setting === setting || setting.startsWith(`${one.setting}.`)
          )
      )
      expect([path, unannounced]).toEqual([path, []])
    }
  }
)

function sideOf(userPoolId: string, sections: JsonObject) {
  const definition = { ...sections, notCaptured: [] }
  return { userPoolId, region: 'eu-west-1', definition, lacksClients: false }
}
