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
  const names = new Map([...a, ...b].map(one => [idOf(one), nameOf(one)]))
  const uses = new Map<string, number>()
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1)
  for (const [id, name] of names) {
    if (uses.get(name) !== 1) names.set(id, `${name} (${id})`)
  }
  return [names, names]
}

function nameByName(
  a: readonly JsonObject[],
  b: readonly JsonObject[]
): [ClientNames, ClientNames] {
  const names: [Map<string, string>, Map<string, string>] = [
    new Map<string, string>(),
    new Map<string, string>()
  ]
  const byName = [Map.groupBy(a, nameOf), Map.groupBy(b, nameOf)] as const
  for (const name of new Set([...byName[0].keys(), ...byName[1].keys()])) {
    const [ofA, ofB] = pair(
      byName[0].get(name) ?? [],
      byName[1].get(name) ?? []
    )
    for (const [side, clients] of [ofA, ofB].entries()) {
      clients.forEach((client, at) =>
        names[side]?.set(idOf(client), at === 0 ? name : `${name} #${at + 1}`)
      )
    }
  }
  return names
}

/** Both lists in an order in which equal clients stand at equal places. */
function pair(
  a: readonly JsonObject[],
  b: readonly JsonObject[]
): [JsonObject[], JsonObject[]] {
  const left = sorted(a)
  const right = sorted(b)
  const equal: [JsonObject[], JsonObject[]] = [[], []]
  const others: [JsonObject[], JsonObject[]] = [[], []]
  for (const one of left) {
    const at = right.findIndex(other => contentOf(other) === contentOf(one))
    const twin = at === -1 ? undefined : right.splice(at, 1)[0]
    if (twin === undefined) {
      others[0].push(one)
      continue
    }
    equal[0].push(one)
    equal[1].push(twin)
  }
  others[1].push(...right)
  return [
    [...equal[0], ...others[0]],
    [...equal[1], ...others[1]]
  ]
}

function sorted(clients: readonly JsonObject[]): JsonObject[] {
  return clients.toSorted((a, b) => (contentOf(a) < contentOf(b) ? -1 : 1))
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
