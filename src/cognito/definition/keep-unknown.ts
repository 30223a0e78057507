/**
 * Takes the paths of members that the service model doesn't know. A path is a
 * section of the definition and member names, such as `userPool.BrandNew`.
 */
export interface UnknownMembers {
  /** Of each of them that is in a known structure, kept or not. */
  seen(path: string): void
  /** Of those of which some text is left out. */
  leftOut(path: string): void
}

/** More levels than any answer has; a reader of a snapshot takes 64. */
const MAX_DEPTH = 48

const WORD = /^[A-Z_0-9]+$/

/** ArnType of the service model. */
const ARN =
  /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:[\w+=/,.@-]*:[0-9]*:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/

/** What AWS calls its members. A key of another form may be a text itself. */
const MEMBER_NAME = /^[A-Z][A-Za-z0-9]{0,63}$/

/** Whether a key has the form of a member's name. */
export function isMemberName(key: string): boolean {
  return MEMBER_NAME.test(key)
}

/**
 * What is kept of a member that the model doesn't know.
 *
 * @param path of the structure that it is in
 * @returns `undefined` where nothing is kept
 */
export function keepMember(
  key: string,
  value: unknown,
  path: string,
  unknown: UnknownMembers,
  depth = MAX_DEPTH
): unknown {
  if (!isMemberName(key)) {
    unknown.leftOut(path)
    return undefined
  }
  return keepUnknown(value, `${path}.${key}`, unknown, depth)
}

/** The same of a value that isn't what the model says of its member. */
export function keepUnknown(
  value: unknown,
  path: string,
  unknown: UnknownMembers,
  depth = MAX_DEPTH
): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') return value
  if (value === null) return undefined
  if (typeof value === 'string' && (WORD.test(value) || ARN.test(value))) {
    return value
  }
  if (typeof value !== 'object' || depth === 0) {
    unknown.leftOut(path)
    return undefined
  }
  const kept = Array.isArray(value)
    ? value
        .map(item => keepUnknown(item, path, unknown, depth - 1))
        .filter(item => item !== undefined)
    : mapMembers(value, (key, inner) =>
        keepMember(key, inner, path, unknown, depth - 1)
      )
  // What is empty now and wasn't before would say that there was nothing.
  const isEmptied = isEmpty(kept) && !isEmpty(value)
  return isEmptied ? undefined : kept
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}

/** The members of an object of which something is kept. */
export function mapMembers(
  value: object,
  keep: (key: string, inner: unknown) => unknown
): object {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, keep(key, inner)] as const)
      .filter(([, inner]) => inner !== undefined)
  )
}
