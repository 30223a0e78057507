import type { ClientNames } from '../../compare/definition/client-names.ts'
import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import {
  partsOfSection,
  sectionAt,
  SECTIONS
} from '../../compare/definition/parts.ts'
import { isStandard } from '../../compare/definition/schema-part.ts'
import { UserError } from '../../shared/errors.ts'
import type { Announced } from '../parts/made-part.ts'
import type { LeftOut } from './leave-out.ts'
import { objectsIn } from './parts-in.ts'
import { withSection } from './replace-texts.ts'

/** A definition to make a pool from, and in what it differs from the old one. */
export interface Remaining {
  definition: JsonObject
  announced: Announced[]
}

/** Members of a pool that say what a part of another name says. */
const MEMBER_OF = [
  ['triggers', 'LambdaConfig'],
  ['tags', 'UserPoolTags']
] as const

/** Lists of attributes of an app client. */
const ATTRIBUTE_LISTS = ['ReadAttributes', 'WriteAttributes']

/**
 * The definition without the parts that are left out, and without the attributes
 * among them that app clients and identity providers name. Names of providers and
 * scopes stay: the maker of an app client asks what the new pool lacks.
 *
 * @throws UserError `input` where a client would be left without any attribute
 */
export function withoutLeftOut(
  definition: JsonObject,
  { parts: left }: LeftOut,
  clients: ClientNames
): Remaining {
  const announced: Announced[] = []
  const remaining = SECTIONS.reduce((before, section) => {
    const value = sectionAt(before, section)
    return value === undefined
      ? before
      : withSection(before, section.split('.'), keptOf(section, value))
  }, definition)
  return { definition: remaining, announced }

  function keptOf(section: string, value: Json): Json {
    if (section === 'userPool') return keptPool(value)
    const nameOf = (one: Json) => partsOfSection(section, one, clients)[0]?.name
    if (!Array.isArray(value)) {
      return left.has(nameOf(value) ?? '') ? null : value
    }
    return (value as readonly Json[])
      .filter(item => !left.has(nameOf([item]) ?? ''))
      .map(item => withoutAttributes(item, nameOf([item]) ?? ''))
  }

  function keptPool(value: Json): Json {
    if (!isObject(value)) return value
    const { SchemaAttributes, ...pool } = value
    const members = Object.entries(pool).filter(
      ([member]) =>
        !MEMBER_OF.some(([part, one]) => one === member && left.has(part))
    )
    return {
      ...Object.fromEntries(members),
      ...(SchemaAttributes !== undefined && {
        SchemaAttributes: objectsIn(SchemaAttributes).filter(
          ({ Name }) => !left.has(`schema/${textOf(Name)}`)
        )
      })
    }
  }

  function withoutAttributes(item: Json, part: string): Json {
    if (!isObject(item)) return item
    const kept = new Map(Object.entries(item))
    for (const member of ATTRIBUTE_LISTS) {
      const list = kept.get(member)
      if (!Array.isArray(list)) continue
      const others = (list as Json[]).filter(isKept)
      // Without its list, a client may read or write all standard attributes.
      if (list.length > 0 && others.length === 0) throw takesAll(part, member)
      keep(member, list, others)
    }
    const mapping = kept.get('AttributeMapping')
    if (isObject(mapping)) {
      const names = Object.entries(mapping)
      const others = names.filter(([name]) => isKept(name))
      keep('AttributeMapping', names, others, Object.fromEntries(others))
    }
    return Object.fromEntries(kept)

    function keep(
      setting: string,
      before: readonly unknown[],
      after: readonly unknown[],
      value: Json = after as Json[]
    ): void {
      if (after.length === before.length) return
      kept.set(setting, value)
      announced.push({ part, setting })
    }
  }

  /** Every pool has the standard attributes, with the limits of its choice. */
  function isKept(attribute: Json): boolean {
    const name = textOf(attribute)
    return isStandard(name) || !left.has(`schema/${name}`)
  }
}

function takesAll(part: string, member: string): UserError {
  return new UserError(
    'input',
    `The input leave-out names all of ${member} of ${part}, and without a list Cognito allows all standard attributes. Leave ${part} out, too, or keep an attribute.`
  )
}
