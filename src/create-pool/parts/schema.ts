import { bareName, isCustom } from '../../cognito/schema.ts'
import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import {
  isStandard,
  schemaSettings
} from '../../compare/definition/schema-part.ts'
import type { MadePart, Step } from './made-part.ts'
import { made } from './made.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

/** Cognito takes these for custom attributes: https://github.com/aws/aws-cdk/pull/14699 */
const NEVER_SENT = ['sub', 'email_verified', 'phone_number_verified']

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
const MOST_ADDED = 25

/**
 * An attribute of the schema. Standard ones come with the pool, by
 * schemaOfCreation.
 *
 * @param attribute a SchemaAttributeType, as DescribeUserPool gave it
 */
export function madeAttribute(attribute: JsonObject): MadePart {
  const name = textOf(attribute['Name'])
  const part = `schema/${name}`
  const { unknown } = takeMembers('SchemaAttributeType', attribute)
  const { findings, announced } = unknownSettings(part, unknown)
  if (isCustom(name)) {
    const isRequired = attribute['Required'] === true
    return made({
      part,
      sentence: isRequired
        ? 'It is not required, because Cognito lets no new custom attribute be.'
        : 'It is added as it was.',
      steps: [
        {
          part,
          operation: 'AddCustomAttributes',
          input: { CustomAttributes: [customAttribute(name, attribute)] }
        }
      ],
      findings,
      announced: isRequired
        ? [...announced, { part, setting: 'Required' }]
        : announced
    })
  }
  if (isStandard(name)) {
    const sentence = 'Every pool has it, and this one as it was.'
    return made({ part, sentence, steps: [], findings, announced })
  }
  return made({
    part,
    sentence: 'Cognito makes this standard attribute by itself.',
    steps: [],
    ...unknownSettings(part, [name]),
    announced: [{ part, setting: '' }]
  })
}

/** The standard attributes that a pool has to be made with: not as by default. */
export function schemaOfCreation(
  attributes: readonly JsonObject[]
): JsonObject[] {
  return attributes.filter(isSent).map(attribute => {
    const { Name: name = '', Required: required = false } = attribute
    return { Name: name, ...demands(attribute), Required: required }
  })
}

function isSent(attribute: JsonObject): boolean {
  const name = textOf(attribute['Name'])
  if (!isStandard(name) || NEVER_SENT.includes(name)) return false
  const settings = schemaSettings(attribute)
  return (
    settings['Required'] === true ||
    settings['Mutable'] === false ||
    Object.keys(settings).some(setting => /^(Min|Max)/.test(setting))
  )
}

function customAttribute(name: string, attribute: JsonObject): JsonObject {
  const { DeveloperOnlyAttribute: isDeveloperOnly } = attribute
  return {
    Name: bareName(name),
    ...demands(attribute),
    ...((name.startsWith('dev:') || isDeveloperOnly === true) && {
      DeveloperOnlyAttribute: true
    })
  }
}

/** Data type and limits, without limits of another data type. */
function demands(attribute: JsonObject): JsonObject {
  const { AttributeDataType: type = 'String', Mutable: mutable = true } =
    attribute
  const member = `${textOf(type)}AttributeConstraints`
  const constraints = attribute[member]
  return {
    AttributeDataType: type,
    Mutable: mutable,
    ...withoutEmpty(isObject(constraints) ? { [member]: constraints } : {})
  }
}

/** The steps that add custom attributes in as few calls as Cognito takes. */
export function joinAttributes(steps: readonly Step[]): Step[] {
  const attributes = steps.flatMap(
    ({ input }) => input['CustomAttributes'] as readonly Json[]
  )
  const calls = Math.ceil(attributes.length / MOST_ADDED)
  return Array.from({ length: calls }, (_, call) => ({
    part: 'schema',
    operation: 'AddCustomAttributes',
    input: {
      CustomAttributes: attributes.slice(
        call * MOST_ADDED,
        (call + 1) * MOST_ADDED
      )
    }
  }))
}
