import { nameClients } from './client-names.ts'
import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from './json.ts'
import { LEFT_OUT } from './left-out.ts'
import { isEmpty, joined, normalise } from './normalise.ts'
import { partsOfSection, sectionAt, SECTIONS, type Part } from './parts.ts'
import { NotCaptured } from './not-captured.ts'
import { ALWAYS_SHOWN, hasRule, type Kind } from './rules.ts'
import { hasKeys, settingKind } from './setting-kind.ts'
import { isStandard } from './schema-part.ts'

/** A pool's definition, from a snapshot or read just now. */
export interface DefinitionSide {
  userPoolId: string
  region: string
  /** `pool.json`, with the app clients in its section `clients`. */
  definition: JsonObject
  /** Whether app clients that registered themselves were left out. */
  lacksClients: boolean
}

export interface DefinitionChange {
  /** `pool`, `triggers`, `client/mobile`, `schema/custom:plan`, … */
  part: string
  /** Members of the API from the part down; empty: the part itself. */
  setting: string
  /** Of the value, as settingKind says; `undefined` of a part itself. */
  kind: string | undefined
  what: 'added' | 'gone' | 'changed'
  before?: Json
  after?: Json
}

export interface DefinitionComparison {
  changes: DefinitionChange[]
  /** What AWS, or this tool, shows for the first time: no change of the pool. */
  newHere: Pick<DefinitionChange, 'part' | 'setting'>[]
  /** Sections and settings that one side lacks because they weren't captured. */
  notCompared: string[]
  /** Whether app clients were matched by name: ids are those of two pools. */
  clientsByName: boolean
}

/**
 * How one definition differs from another. Equal means equal in what AWS keeps:
 * see rules.ts and left-out.ts. What one side didn't capture is not compared, and
 * what the pinned service model doesn't know is new where only one side has it.
 */
export function compareDefinitions(
  a: DefinitionSide,
  b: DefinitionSide
): DefinitionComparison {
  const isSamePool = a.userPoolId === b.userPoolId
  const clientNames = nameClients(clientsIn(a), clientsIn(b), isSamePool)
  const definitions = [a.definition, b.definition] as const
  const notCaptured = new NotCaptured(definitions)
  const found: DefinitionComparison = {
    changes: [],
    newHere: [],
    notCompared: notCaptured.list(definitions),
    clientsByName: !isSamePool && clientsIn(a).length > 0
  }
  for (const section of SECTIONS) {
    if (notCaptured.hasSection(section)) continue
    const [before, after] = [a, b].map(({ definition }, at) =>
      partsOfSection(
        section,
        sectionAt(definition, section) ?? null,
        clientNames[at] ?? new Map()
      )
    )
    comparePartLists(section, before ?? [], after ?? [])
  }
  return found

  function comparePartLists(
    section: string,
    before: readonly Part[],
    after: readonly Part[]
  ): void {
    const left = new Map(before.map(part => [part.key, part]))
    const right = new Map(after.map(part => [part.key, part]))
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      comparePart(section, left.get(key), right.get(key))
    }
  }

  function comparePart(
    section: string,
    before: Part | undefined,
    after: Part | undefined
  ): void {
    const any = before ?? after
    if (any === undefined) return
    const { kind, name: part } = any
    if (!any.isSingle && (before === undefined || after === undefined)) {
      addWholePart(section, any, before === undefined ? 'added' : 'gone')
      return
    }
    const isLeftOut = leftOutOf(kind, before, after)
    const [left, right] = [[a, before] as const, [b, after] as const].map(
      ([{ region }, side]) =>
        normalise(side?.settings ?? {}, '', { kind, region, isLeftOut })
    )
    const at = { section, part, kind, path: '', members: [] }
    compareValues(at, left ?? {}, right ?? {})
  }

  function addWholePart(
    section: string,
    { kind, name: part, ofClient, settings }: Part,
    what: 'added' | 'gone'
  ): void {
    const other = what === 'added' ? a : b
    if (notCaptured.lacksParts(section)) return
    if (kind === 'schema' && isStandard(part.slice('schema/'.length))) {
      found.newHere.push({ part, setting: '' })
      return
    }
    const names = clientNames[what === 'added' ? 0 : 1]
    // What belongs to a client that came or went isn't counted once more.
    const isOfOther =
      kind !== 'client' &&
      ofClient !== undefined &&
      !notCaptured.hasSection('clients') &&
      !hasName(other, names, ofClient)
    if (isOfOther) return
    const isRegistered = kind === 'client' && settings['ClientType'] === 'DCR'
    if (isRegistered && other.lacksClients) return
    found.changes.push({ part, setting: '', kind: undefined, what })
  }

  function hasName(
    side: DefinitionSide,
    names: ReadonlyMap<string, string>,
    name: string
  ): boolean {
    return clientsIn(side).some(
      client => names.get(textOf(client['ClientId'])) === name
    )
  }

  function compareValues(
    at: Place,
    before: Json | undefined,
    after: Json | undefined
  ): void {
    const { section, part, kind: ofPart, path: setting, members } = at
    const kind = settingKind(ofPart, members)
    if (isObject(before) && isObject(after)) {
      for (const member of new Set(
        [before, after].flatMap(one => Object.keys(one))
      )) {
        const below = {
          ...at,
          path: joined(setting, member),
          members: hasKeys(kind) ? members : [...members, member]
        }
        compareValues(
          below,
          ownMember(before, member),
          ownMember(after, member)
        )
      }
      return
    }
    if (canonical(before) === canonical(after)) return
    if (notCaptured.lacks(ofPart, section, members)) return
    const isOnOneSide = before === undefined || after === undefined
    if (kind === undefined && (isOnOneSide || isNumber(before, after))) {
      found.newHere.push({ part, setting })
    } else if (isOnOneSide && hasRule(ALWAYS_SHOWN, ofPart, setting)) {
      found.newHere.push({ part, setting })
    } else if (before === undefined) {
      const what = 'added'
      found.changes.push({ part, setting, kind, what, after: after ?? null })
    } else if (after === undefined) {
      found.changes.push({ part, setting, kind, what: 'gone', before })
    } else {
      const what = 'changed'
      found.changes.push({ part, setting, kind, what, before, after })
    }
  }

  function leftOutOf(
    kind: Kind,
    before: Part | undefined,
    after: Part | undefined
  ): (path: string) => boolean {
    const paths = LEFT_OUT.filter(rule => {
      if (rule.kind !== kind) return false
      if (rule.ifBothHave !== undefined) {
        return bothHave(rule.ifBothHave, before, after)
      }
      return rule.unlessSamePool !== true || !isSamePool
    }).map(({ path }) => path)
    return path => paths.includes(path)
  }

  /** @param what a section's kind, `pool.SETTING`, or a setting of the same part */
  function bothHave(
    what: string,
    before: Part | undefined,
    after: Part | undefined
  ): boolean {
    const section = { mfa: 'mfaConfig', tags: 'tags', domain: 'domains' }[what]
    if (section !== undefined) return has(a, section) && has(b, section)
    const ofPool = /^pool\.(.*)$/.exec(what)?.[1]
    return [[a, before] as const, [b, after] as const].every(([side, part]) => {
      const settings =
        ofPool === undefined
          ? part?.settings
          : sectionAt(side.definition, 'userPool')
      const value = isObject(settings)
        ? sectionAt(settings, ofPool ?? what)
        : undefined
      return !isEmpty(value)
    })
  }
}

function has({ definition }: DefinitionSide, section: string): boolean {
  return sectionAt(definition, section) !== undefined
}

function clientsIn({ definition }: DefinitionSide): JsonObject[] {
  const clients = definition['clients']
  return Array.isArray(clients) ? (clients as Json[]).filter(isObject) : []
}

/** A member of its own: a tag may be named like a method of all objects. */
function ownMember(object: JsonObject, member: string): Json | undefined {
  return Object.hasOwn(object, member) ? object[member] : undefined
}

/** A number of an unknown setting may be a date or a counter. */
function isNumber(before: Json | undefined, after: Json | undefined): boolean {
  return typeof before === 'number' || typeof after === 'number'
}

/** Where a value stands. */
interface Place {
  section: string
  part: string
  kind: Kind
  /** For people: with keys of lists and maps. */
  path: string
  /** Of the API, without such keys. */
  members: readonly string[]
}
