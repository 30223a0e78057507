import type { Json, JsonObject } from '../../compare/definition/json.ts'
import { LEFT_OUT } from '../../compare/definition/left-out.ts'
import { sectionAt, SECTIONS } from '../../compare/definition/parts.ts'
import { UserError } from '../../shared/errors.ts'
import { replaceIn, type Replacement } from '../../shared/replacements.ts'

/** A definition after replacements. */
export interface ReplacedDefinition {
  definition: JsonObject
  /** Of each replacement, how many texts it has changed. */
  replaced: number[]
}

/** The member of an asset that holds a file, in which no text is to be found. */
const FILE = 'Bytes'

/**
 * Members of a section's items that stay: what no new pool takes over, such as
 * ids, ARNs, dates and states, and a file. The ids of app clients tell them apart.
 */
const NOT_TAKEN: ReadonlySet<string> = new Set([
  'ClientId',
  'logo',
  ...LEFT_OUT.filter(
    ({ reason, ifBothHave }) =>
      ifBothHave === undefined && !reason.startsWith('names the part')
  ).map(({ path }) => path)
])

/**
 * Replaces in all texts of a definition that a new pool takes over. Names of
 * members, and so keys of tags, stay.
 *
 * @param definition `pool.json` with `clients`
 * @throws UserError `input` for a replacement that changes no text
 */
export function replaceTexts(
  definition: JsonObject,
  replacements: readonly Replacement[]
): ReplacedDefinition {
  const replaced = replacements.map(() => 0)
  const changed = SECTIONS.reduce((before, section) => {
    const value = sectionAt(before, section)
    return value === undefined
      ? before
      : withSection(before, section.split('.'), inSection(section, value))
  }, definition)
  const unused = replacements.flatMap(({ from }, at) =>
    replaced[at] === 0 ? [`number ${at + 1} (${from})`] : []
  )
  if (unused.length > 0) throw changesNothing(unused)
  return { definition: changed, replaced }

  function inSection(section: string, value: Json): Json {
    if (section === 'tags') return inValue(value)
    return Array.isArray(value) ? value.map(inItem) : inItem(value)
  }

  function inItem(item: Json): Json {
    return inMembers(item, member => NOT_TAKEN.has(member))
  }

  function inValue(value: Json): Json {
    if (typeof value === 'string') {
      return replaceIn(value, replacements, at => {
        replaced[at] = (replaced[at] ?? 0) + 1
      })
    }
    if (Array.isArray(value)) return (value as readonly Json[]).map(inValue)
    return inMembers(value, () => false)
  }

  function inMembers(value: Json, stays: (member: string) => boolean): Json {
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([member, inner]) => [
        member,
        member === FILE || stays(member) ? inner : inValue(inner)
      ])
    )
  }
}

/** The definition with another value at a section's path. */
export function withSection(
  definition: JsonObject,
  [first = '', ...below]: readonly string[],
  value: Json
): JsonObject {
  const inner = definition[first] as JsonObject
  return {
    ...definition,
    [first]: below.length === 0 ? value : withSection(inner, below, value)
  }
}

/** @param unused with its text, which the input of the workflow shows anyway */
function changesNothing(unused: readonly string[]): UserError {
  return new UserError(
    'input',
    `The input replace has replacements that change no text of the definition: ${unused.join(', ')}. Correct or remove them.`
  )
}
