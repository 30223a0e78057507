/** A service as somebody publishes it, by name. */
export interface Published {
  operations: ReadonlySet<string>
  /** The members of each structure. */
  structures: ReadonlyMap<string, readonly string[]>
}

/** The parts of botocore's `service-2.json` that this file reads. */
export interface BotocoreModel {
  operations: Readonly<Record<string, unknown>>
  shapes: Readonly<
    Record<
      string,
      { type: string; members?: Readonly<Record<string, unknown>> }
    >
  >
}

export function namesInBotocore({
  operations,
  shapes
}: BotocoreModel): Published {
  return {
    operations: new Set(Object.keys(operations)),
    structures: new Map(
      Object.entries(shapes)
        .filter(([, { type }]) => type === 'structure')
        .map(([name, { members = {} }]) => [name, Object.keys(members)])
    )
  }
}

/** The kinds of structures and errors in the SDK's schemas. */
const STRUCTURES: readonly unknown[] = [3, -3]

/**
 * @param client all that a client's package exports: `…Command`, and schemas `…$`,
 *   whose fifth item has the names of the members
 */
export function namesInClient(
  client: Readonly<Record<string, unknown>>
): Published {
  const operations = new Set<string>()
  const structures = new Map<string, readonly string[]>()
  for (const [name, exported] of Object.entries(client)) {
    const [, operation] = /^([A-Z]\w*)Command$/.exec(name) ?? []
    if (operation !== undefined) operations.add(operation)
    if (!name.endsWith('$') || !Array.isArray(exported)) continue
    const [kind, , , , members] = exported as unknown[]
    if (STRUCTURES.includes(kind) && Array.isArray(members)) {
      structures.set(name.slice(0, -1), members as string[])
    }
  }
  return { operations, structures }
}

/**
 * The operations, and the members of known structures as `Structure.Member`, that
 * only the newer has. A new structure shows by what leads to it.
 */
export function newsIn(pinned: Published, newest: Published): string[] {
  const operations = [...newest.operations].filter(
    name => !pinned.operations.has(name)
  )
  const members = [...newest.structures].flatMap(([structure, names]) => {
    const known = pinned.structures.get(structure)
    return known === undefined
      ? []
      : names
          .filter(name => !known.includes(name))
          .map(name => `${structure}.${name}`)
  })
  return [...operations, ...members].sort()
}
