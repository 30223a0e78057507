import { MODEL } from './model.ts'

/** The kinds of a structure's members, by their names; see model.ts. */
export type Structure = ReadonlyMap<string, string>

/** The structures of the pinned service model, by name. */
export const STRUCTURES: ReadonlyMap<string, Structure> = new Map(
  MODEL.trim()
    .split('\n')
    .map(line => {
      const [name = '', ...members] = line.split(' ')
      return [name, new Map(members.map(toMember))]
    })
)

function toMember(member: string): [name: string, kind: string] {
  const [name = '', kind = 'text'] = member.split(':')
  return [name, kind]
}
