import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt, type Part } from '../../compare/definition/parts.ts'
import type { Kind } from '../../compare/definition/rules.ts'
import { madeDomains } from './domain.ts'
import type { MadePart, Making } from './made-part.ts'
import { isNamedPart, madeNamedPart } from './named-parts.ts'
import { madePool } from './pool.ts'
import { madeAttribute } from './schema.ts'
import { MAKE_POOL_PART } from './single-parts.ts'

/** What the parts of one kind are made from. */
export interface Ingredients {
  making: Making
  poolName: string
  /** After replacements, without what is left out. */
  definition: JsonObject
  /** Sections that the snapshot lacks, such as `mfaConfig`. */
  missing: readonly string[]
}

/** Makes all parts of a kind. Some depend on each other, such as domains. */
export type Maker = (
  parts: readonly Part[],
  ingredients: Ingredients
) => MadePart[]

export type Makers = Readonly<Record<Kind, Maker>>

const pool: Maker = (parts, { making, poolName, definition, missing }) => {
  const tags = definition['tags']
  return parts.map(part =>
    madePool(part, making, {
      poolName,
      schema: attributesIn(definition),
      tags: isObject(tags) ? tags : {},
      missing
    })
  )
}

/** An attribute is made from what Cognito answered, and not from what is compared. */
const schema: Maker = (parts, { definition }) => {
  const names = new Set(parts.map(({ name }) => name))
  return attributesIn(definition)
    .filter(({ Name }) => names.has(`schema/${textOf(Name)}`))
    .map(madeAttribute)
}

const named: Maker = (parts, { making }) =>
  parts.filter(isNamedPart).map(part => madeNamedPart(part, making))

/** With the old id of the client, so that it is known which one a call makes. */
const clients: Maker = (parts, { making }) =>
  parts.filter(isNamedPart).map(part => {
    const { ClientId = '' } = part.settings
    const made = madeNamedPart(part, making)
    return {
      ...made,
      steps: made.steps.map(step => ({
        ...step,
        input: { ...step.input, ClientId }
      }))
    }
  })

const single =
  (kind: keyof typeof MAKE_POOL_PART): Maker =>
  (parts, { making }) =>
    parts.map(part => MAKE_POOL_PART[kind](part, making))

/** How the parts of each kind are made. */
export const MAKERS: Makers = {
  pool,
  triggers: single('triggers'),
  schema,
  mfa: single('mfa'),
  tags: single('tags'),
  client: clients,
  'identity-provider': named,
  'resource-server': named,
  domain: (parts, { making }) => madeDomains(parts, making),
  branding: named,
  'managed-login': named,
  risk: single('risk'),
  'log-delivery': single('log-delivery'),
  terms: named,
  replica: single('replica'),
  sessions: single('sessions'),
  'client-sessions': named,
  'cimd-policy': named
}

function attributesIn(definition: JsonObject): JsonObject[] {
  const list = sectionAt(definition, 'userPool.SchemaAttributes')
  return Array.isArray(list) ? (list as Json[]).filter(isObject) : []
}
