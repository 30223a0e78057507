import { MODEL } from './model.ts'

/** The kinds of a structure's members, by their names; see model.ts. */
export type Structure = ReadonlyMap<string, string>

/** The structures of the pinned service model, by name. */
export const STRUCTURES = readStructures(MODEL)

/** Reads a table of structures: a line for each, in the form of MODEL. */
export function readStructures(model: string): ReadonlyMap<string, Structure> {
  return new Map(
    model
      .trim()
      .split('\n')
      .map(line => {
        const [name = '', ...members] = line.split(' ')
        return [name, new Map(members.map(toMember))]
      })
  )
}

function toMember(member: string): [name: string, kind: string] {
  const [name = '', kind = 'text'] = member.split(':')
  return [name, kind]
}
