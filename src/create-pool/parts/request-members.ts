import {
  readStructures,
  STRUCTURES
} from '../../cognito/definition/structures.ts'
import { itemOf } from '../../compare/definition/setting-kind.ts'
import {
  isObject,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { joined } from '../../compare/definition/normalise.ts'
import type { MadePart } from './made-part.ts'
import { REQUEST_MODEL } from './request-model.ts'

const REQUESTS = readStructures(REQUEST_MODEL)

/**
 * What of some settings a request takes: the members that the pinned service
 * model has, at any depth. UserPoolId is neither taken nor unknown, because the
 * request gets that of the new pool when it is sent.
 *
 * @param shape a request such as `CreateUserPoolRequest`, or any structure of an
 *   answer
 * @param settings without what is only read, such as dates
 * @returns `unknown` has the paths of the other members, with `*` for an
 *   item of a list: `SmsConfiguration.New`
 * @throws Error for a shape that the model lacks
 */
export function takeMembers(
  shape: string,
  settings: JsonObject
): { taken: JsonObject; unknown: string[] } {
  if (structureOf(shape) === undefined) throw new Error(`No shape ${shape}.`)
  const unknown = new Set<string>()
  const { UserPoolId: _, ...members } = settings
  return { taken: takeObject(shape, members, ''), unknown: [...unknown] }

  function takeObject(kind: string, value: JsonObject, path: string) {
    const kinds = structureOf(kind)
    const taken: [string, Json][] = []
    for (const [member, inner] of Object.entries(value)) {
      const below = joined(path, member)
      const innerKind = kinds?.get(member)
      if (innerKind === undefined) {
        unknown.add(below)
        continue
      }
      const left = take(innerKind, inner, below)
      // Emptied, it would say something else: `{}` turns some settings on.
      if (!isEmptied(left, inner)) taken.push([member, left])
    }
    return Object.fromEntries(taken)
  }

  function take(kind: string, value: Json, path: string): Json {
    const inner = itemOf(kind)
    if (structureOf(inner) === undefined) return value
    if (kind.startsWith('[]') && Array.isArray(value)) {
      return (value as readonly Json[]).map(item =>
        take(inner, item, `${path}.*`)
      )
    }
    if (!isObject(value)) return value
    if (!kind.startsWith('{}')) return takeObject(kind, value, path)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        take(inner, item, joined(path, key))
      ])
    )
  }
}

/**
 * What the plan says of settings that no request takes.
 *
 * @param unknown paths of settings, as takeMembers returns them
 */
export function unknownSettings(
  part: string,
  unknown: readonly string[]
): Pick<MadePart, 'findings' | 'announced'> {
  const findings = [
    {
      id: `unknown-setting/${part}`,
      sentence: `This version can't set ${unknown.join(', ')}. Set it in the new pool by hand, or update this action.`,
      canAccept: true
    }
  ]
  return {
    findings: unknown.length === 0 ? [] : findings,
    // Lists are compared as a whole, or by keys.
    announced: unknown.map(path => ({
      part,
      setting: path.replace(/\.\*.*$/, '')
    }))
  }
}

function structureOf(name: string) {
  return REQUESTS.get(name) ?? STRUCTURES.get(name)
}

function isEmptied(left: Json, before: Json): boolean {
  return (
    isObject(left) &&
    isObject(before) &&
    Object.keys(left).length === 0 &&
    Object.keys(before).length > 0
  )
}
