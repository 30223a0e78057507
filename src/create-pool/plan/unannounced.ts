import type { DefinitionChange } from '../../compare/definition/compare-definitions.ts'
import type { ClientNames } from '../../compare/definition/client-names.ts'
import {
  isObject,
  textOf,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Announced } from '../parts/made-part.ts'
import { objectsIn } from './parts-in.ts'

/**
 * The differences between the old and the new pool that no plan has announced.
 *
 * @param changes of compareDefinitions: the old definition after replacements, then
 *   the new pool's, both named by withNamedClients
 */
export function unannounced(
  changes: readonly DefinitionChange[],
  announced: readonly Announced[]
): DefinitionChange[] {
  return changes.filter(
    change =>
      !settingsIn(change).every(setting =>
        announced.some(one => covers(one, { ...change, setting }))
      )
  )
}

/** What came or went as a whole is announced if each setting in it is. */
function settingsIn({ setting, before, after }: DefinitionChange): string[] {
  const [value, other] = [before, after].filter(one => one !== undefined)
  return other === undefined && isObject(value)
    ? leavesOf(setting, value)
    : [setting]
}

function leavesOf(setting: string, value: JsonObject): string[] {
  const members = Object.entries(value)
  if (members.length === 0) return [setting]
  return members.flatMap(([member, inner]) => {
    const path = `${setting}.${member}`
    return isObject(inner) ? leavesOf(path, inner) : [path]
  })
}

/** A setting covers what is below it, and no other whose name begins alike. */
function covers(
  { part, setting }: Announced,
  change: DefinitionChange
): boolean {
  if (part !== change.part) return false
  return (
    setting === '' ||
    setting === change.setting ||
    change.setting.startsWith(`${setting}.`)
  )
}

/**
 * A definition whose app clients have the names that the plan has for them. Without
 * that, a comparison might pair clients of one name in another way than the plan.
 *
 * @param names by the ids of this definition's clients
 */
export function withNamedClients(
  definition: JsonObject,
  names: ClientNames
): JsonObject {
  if (definition['clients'] === undefined) return definition
  return {
    ...definition,
    clients: objectsIn(definition['clients']).map(client => {
      const name = names.get(textOf(client['ClientId']))
      return name === undefined ? client : { ...client, ClientName: name }
    })
  }
}
