import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import type { Part } from '../../../../src/compare/definition/parts.ts'
import type { Kind } from '../../../../src/compare/definition/rules.ts'
import { partOf } from './making.ts'

/** A part of a definition that has a name; empty: the only one of its kind. */
export function namedPart(
  kind: Kind,
  name: string,
  settings: JsonObject,
  ofClient?: string
): Part {
  return {
    ...partOf(kind, settings, name === '' ? kind : `${kind}/${name}`),
    isSingle: name === '',
    ...(ofClient !== undefined && { ofClient })
  }
}
