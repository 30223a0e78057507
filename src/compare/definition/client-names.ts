import { canonical, textOf, type JsonObject } from './json.ts'

/** App client ids of one side, each with a name that both sides know it by. */
export type ClientNames = ReadonlyMap<string, string>

/**
 * Names the app clients of two definitions so that the same name on both sides is
 * the same client. In one pool the client id says which is which. Another pool has
 * ids of its own, so the client's name decides; of several with one name, those
 * that are equal go together.
 *
 * @param a UserPoolClientTypes of one side; clients without an id have no name
 * @param isSamePool whether ids of both sides are ids of one pool
 */
export function nameClients(
  a: readonly JsonObject[],
  b: readonly JsonObject[],
  isSamePool: boolean
): [ClientNames, ClientNames] {
  return isSamePool ? nameById(a, b) : nameByName(a, b)
}

function nameById(
  a: readonly JsonObject[],
  b: readonly JsonObject[]
): [ClientNames, ClientNames] {
  const byId = new Map([...a, ...b].map(one => [idOf(one), nameOf(one)]))
  const uses = Map.groupBy(byId.values(), name => name)
  const unique = new UniqueNames()
  const names = new Map(
    [...byId].map(([id, name]) => {
      const isAlone = uses.get(name)?.length === 1
      return [id, unique.take(isAlone ? name : `${name} (${id})`, ` (${id})`)]
    })
  )
  return [names, names]
}

function nameByName(
  a: readonly JsonObject[],
  b: readonly JsonObject[]
): [ClientNames, ClientNames] {
  const ofA = new Map<string, string>()
  const ofB = new Map<string, string>()
  const unique = new UniqueNames()
  const [byA, byB] = [Map.groupBy(a, nameOf), Map.groupBy(b, nameOf)]
  for (const name of new Set([...byA.keys(), ...byB.keys()])) {
    const [left, right] = pair(byA.get(name) ?? [], byB.get(name) ?? [])
    const count = Math.max(left.length, right.length)
    for (let at = 0; at < count; at += 1) {
      const number = at === 0 ? '' : ` #${at + 1}`
      const taken = unique.take(`${name}${number}`, ' #')
      for (const [client, names] of [
        [left[at], ofA],
        [right[at], ofB]
      ] as const) {
        if (client !== undefined) names.set(idOf(client), taken)
      }
    }
  }
  return [ofA, ofB]
}

/** Anybody who may register a client chooses its name, so a name may look made. */
class UniqueNames {
  readonly #taken = new Set<string>()

  /** @param more is added until no other client has the name */
  take(wanted: string, more: string): string {
    let name = wanted
    while (this.#taken.has(name)) name += more
    this.#taken.add(name)
    return name
  }
}

/** Both lists in an order in which equal clients stand at equal places. */
function pair(
  a: readonly JsonObject[],
  b: readonly JsonObject[]
): [JsonObject[], JsonObject[]] {
  const left = Map.groupBy(a, contentOf)
  const right = Map.groupBy(b, contentOf)
  const equal: [JsonObject[], JsonObject[]] = [[], []]
  const others: [JsonObject[], JsonObject[]] = [[], []]
  for (const content of [
    ...new Set([...left.keys(), ...right.keys()])
  ].sort()) {
    const sides = [left.get(content) ?? [], right.get(content) ?? []] as const
    const twins = Math.min(sides[0].length, sides[1].length)
    for (const at of [0, 1] as const) {
      equal[at].push(...sides[at].slice(0, twins))
      others[at].push(...sides[at].slice(twins))
    }
  }
  return [
    [...equal[0], ...others[0]],
    [...equal[1], ...others[1]]
  ]
}

/** What a client is, but for what no other pool's client has. */
function contentOf(client: JsonObject): string {
  const {
    UserPoolId: _,
    ClientId: __,
    ClientSecretArn: ___,
    CreationDate: ____,
    LastModifiedDate: _____,
    secrets: ______,
    ...content
  } = client
  return canonical(content)
}

function idOf(client: JsonObject): string {
  return textOf(client['ClientId'])
}

function nameOf(client: JsonObject): string {
  return textOf(client['ClientName']) || idOf(client)
}
