import { isObject, textOf, type Json, type JsonObject } from './json.ts'
import { sectionAt, SECTIONS } from './parts.ts'
import type { Kind } from './rules.ts'

/** The path of a part's settings in the definition, where it isn't its section. */
const PATH_OF: Readonly<Partial<Record<Kind, string>>> = {
  triggers: 'userPool.LambdaConfig',
  schema: 'userPool.SchemaAttributes'
}

/** The section that stands for all but the app clients. */
const WHOLE = 'definition'

/**
 * What can't be compared because one side didn't capture it. A side that lacks a
 * setting for that reason says nothing of the pool.
 */
export class NotCaptured {
  readonly #paths: ReadonlySet<string>
  readonly #sections: ReadonlySet<string>

  /** @param definitions of both sides, `pool.json` with `clients` */
  constructor(definitions: readonly [JsonObject, JsonObject]) {
    const listed = definitions.flatMap(listedIn)
    this.#paths = new Set(listed)
    const isWhole = this.#paths.has(WHOLE)
    this.#sections = new Set(
      SECTIONS.filter(
        section =>
          (isWhole && section !== 'clients') ||
          definitions.some(one => sectionAt(one, section) === undefined)
      )
    )
  }

  /** Sections and settings that one side has not and the other has, by path. */
  list(definitions: readonly [JsonObject, JsonObject]): string[] {
    const onOneSide = [...this.#sections].filter(section =>
      definitions.some(one => sectionAt(one, section) !== undefined)
    )
    return [...new Set([...onOneSide, ...this.#paths])].sort()
  }

  /** Whether a section can't be compared at all. */
  hasSection(section: string): boolean {
    return this.#sections.has(section)
  }

  /** Whether parts may be missing from a section that was captured. */
  lacksParts(section: string): boolean {
    return this.#paths.has(section)
  }

  /**
   * Whether a setting, or something in it, was left out.
   *
   * @param members of the API from the part down, without keys
   */
  lacks(kind: Kind, section: string, members: readonly string[]): boolean {
    const path = [PATH_OF[kind] ?? section, ...members].join('.')
    return [...this.#paths].some(
      one =>
        // Of the section itself, whole parts are missing, and no settings.
        one !== section &&
        (one === path || isBelow(one, path) || isBelow(path, one))
    )
  }
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(`${other}.`)
}

function listedIn(definition: JsonObject): string[] {
  const list = definition['notCaptured']
  return Array.isArray(list)
    ? (list as Json[]).filter(isObject).map(({ section }) => textOf(section))
    : []
}
