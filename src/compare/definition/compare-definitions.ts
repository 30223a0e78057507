import { nameClients } from './client-names.ts'
import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from './json.ts'
import { isEmpty, joined, normalise } from './normalise.ts'
import { partsOfSection, sectionAt, SECTIONS, type Part } from './parts.ts'
import { ALWAYS_SHOWN, hasRule, LEFT_OUT, type Kind } from './rules.ts'
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
 * see rules.ts.
 *
 * @param isKnown whether the pinned model of the API has a setting; what it lacks
 *   and one side shows is new, not changed
 */
export function compareDefinitions(
  a: DefinitionSide,
  b: DefinitionSide,
  isKnown: (kind: Kind, path: string) => boolean
): DefinitionComparison {
  const isSamePool = a.userPoolId === b.userPoolId
  const clientNames = nameClients(clientsIn(a), clientsIn(b), isSamePool)
  const found: DefinitionComparison = {
    changes: [],
    newHere: [],
    notCompared: notCaptured(a, b),
    clientsByName: !isSamePool && clientsIn(a).length > 0
  }
  const captured = SECTIONS.filter(
    section => has(a, section) && has(b, section)
  )
  for (const section of captured) {
    const [before, after] = [a, b].map((side, at) =>
      partsOfSection(
        section,
        sectionAt(side.definition, section) ?? null,
        clientNames[at] ?? new Map()
      )
    )
    comparePartLists(before ?? [], after ?? [])
  }
  return found

  function comparePartLists(
    before: readonly Part[],
    after: readonly Part[]
  ): void {
    const left = new Map(before.map(part => [part.name, part]))
    const right = new Map(after.map(part => [part.name, part]))
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      comparePart(name, left.get(name), right.get(name))
    }
  }

  function comparePart(
    part: string,
    before: Part | undefined,
    after: Part | undefined
  ): void {
    const any = before ?? after
    if (any === undefined) return
    const { kind } = any
    if (!any.isSingle && (before === undefined || after === undefined)) {
      addWholePart(any, before === undefined ? 'added' : 'gone')
      return
    }
    const isLeftOut = leftOutOf(kind, before, after)
    const [left, right] = [[a, before] as const, [b, after] as const].map(
      ([{ region }, side]) =>
        normalise(side?.settings ?? {}, '', { kind, region, isLeftOut })
    )
    compareValues({ part, kind, path: '' }, left ?? {}, right ?? {})
  }

  function addWholePart(
    { kind, name: part, ofClient, settings }: Part,
    what: 'added' | 'gone'
  ): void {
    const other = what === 'added' ? a : b
    if (kind === 'schema' && isStandard(part.slice('schema/'.length))) {
      found.newHere.push({ part, setting: '' })
      return
    }
    // What belongs to a client that came or went isn't counted once more.
    const names = clientNames[what === 'added' ? 0 : 1]
    const isOther = kind !== 'client' && ofClient !== undefined
    const hasClient = ofClient !== undefined && hasName(other, names, ofClient)
    if (isOther && !hasClient) return
    if (kind === 'client' && settings['ClientType'] === 'DCR') {
      if (other.lacksClients) return
    }
    found.changes.push({ part, setting: '', what })
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
    at: { part: string; kind: Kind; path: string },
    before: Json | undefined,
    after: Json | undefined
  ): void {
    if (isObject(before) && isObject(after)) {
      const members = new Set([...Object.keys(before), ...Object.keys(after)])
      for (const member of members) {
        const path = joined(at.path, member)
        compareValues({ ...at, path }, before[member], after[member])
      }
      return
    }
    if (canonical(before) === canonical(after)) return
    const { part, kind, path: setting } = at
    if (before !== undefined && after !== undefined) {
      found.changes.push({ part, setting, what: 'changed', before, after })
    } else if (
      !isKnown(kind, setting) ||
      hasRule(ALWAYS_SHOWN, kind, setting)
    ) {
      found.newHere.push({ part, setting })
    } else if (before === undefined) {
      found.changes.push({ part, setting, what: 'added', after: after ?? null })
    } else {
      found.changes.push({ part, setting, what: 'gone', before })
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

/** Sections that only one side has, and what either says it left out. */
function notCaptured(a: DefinitionSide, b: DefinitionSide): string[] {
  const onOneSide = SECTIONS.filter(
    section => has(a, section) !== has(b, section)
  )
  const listed = [a, b].flatMap(({ definition }) => {
    const list = definition['notCaptured']
    return Array.isArray(list)
      ? (list as Json[]).filter(isObject).map(({ section }) => textOf(section))
      : []
  })
  return [...new Set([...onOneSide, ...listed])].sort()
}
