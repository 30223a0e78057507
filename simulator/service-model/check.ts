import { javaPattern } from './java-pattern.ts'
import type { Member, ServiceModel, Shape } from './model.ts'

/**
 * A breach of a service model. It never holds a value or the key of a map:
 * these may be personal data.
 */
export interface Breach {
  operation: string
  /** Such as `UserAttributes[0].Value`; empty for the request as a whole. */
  path: string
  /** The broken rule, such as `at most 128 characters`. */
  rule: string
}

/**
 * Checks the input of a request against the service's model.
 *
 * @param input as read from the wire: objects for structures and maps, arrays
 *   for lists, numbers, booleans, strings, and bytes or base64 for blobs
 * @returns every breach; none if AWS's validation would let the request through
 */
export function checkInput(
  model: ServiceModel,
  operation: string,
  input: unknown
): Breach[] {
  const described = model.operations[operation]
  if (described === undefined) {
    return [{ operation, path: '', rule: 'an operation of the model' }]
  }
  const breaches: Breach[] = []
  const refuse = (path: string, rule: string) => {
    breaches.push({ operation, path, rule })
  }
  if (described.input !== undefined) checkValue(described.input, input, '')
  else if (!isObject(input)) refuse('', 'a structure')
  else checkMembers({ type: 'structure', members: {} }, input, '')
  return breaches

  function checkValue(name: string, value: unknown, path: string): void {
    const shape = model.shapes[name]
    if (shape === undefined) throw new Error(`The model has no shape ${name}.`)
    switch (shape.type) {
      case 'structure':
        if (shape.document === true) return
        if (!isObject(value)) refuse(path, 'a structure')
        else checkMembers(shape, value, path)
        return
      case 'list':
        if (!Array.isArray(value)) refuse(path, 'a list')
        else checkList(shape, value, path)
        return
      case 'map':
        if (!isObject(value)) refuse(path, 'a map')
        else checkMap(shape, value, path)
        return
      default:
        for (const rule of scalarBreaches(shape, value)) refuse(path, rule)
    }
  }

  function checkMembers(
    { members = {}, required = [], union = false }: Shape,
    value: Record<string, unknown>,
    path: string
  ): void {
    // null means absent: Smithy, "null values in structures".
    const set = Object.entries(value).filter(([, part]) => isSet(part))
    for (const name of required) {
      if (!isSet(value[name])) refuse(inside(path, name), 'a required member')
    }
    if (union && set.length !== 1) refuse(path, 'exactly one member of a union')
    for (const [name, part] of set) {
      const member = Object.hasOwn(members, name) ? members[name] : undefined
      if (member === undefined) refuse(inside(path, name), 'a known member')
      else checkValue(member.shape, part, inside(path, name))
    }
  }

  function checkList(shape: Shape, items: unknown[], path: string): void {
    for (const rule of sizeBreaches(shape, items.length, 'items')) {
      refuse(path, rule)
    }
    const { shape: name } = partOf(shape.member)
    for (const [index, item] of items.entries()) {
      checkValue(name, item, `${path}[${index}]`)
    }
  }

  function checkMap(
    shape: Shape,
    value: Record<string, unknown>,
    path: string
  ): void {
    const entries = Object.entries(value)
    for (const rule of sizeBreaches(shape, entries.length, 'entries')) {
      refuse(path, rule)
    }
    for (const [index, [key, part]] of entries.entries()) {
      checkValue(partOf(shape.key).shape, key, `${path}{${index}}.key`)
      checkValue(partOf(shape.value).shape, part, `${path}{${index}}`)
    }
  }
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function partOf(part: Member | undefined): Member {
  if (part === undefined) throw new Error('A list or map has no parts.')
  return part
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  )
}

function scalarBreaches(shape: Shape, value: unknown): string[] {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string'
        ? stringBreaches(shape, value)
        : ['a string']
    case 'boolean':
      return typeof value === 'boolean' ? [] : ['a boolean']
    case 'integer':
      return isWhole(value, 2 ** 31)
        ? rangeBreaches(shape, value)
        : ['a whole number of 32 bits']
    case 'long':
      return isWhole(value, 2 ** 63)
        ? rangeBreaches(shape, value)
        : ['a whole number of 64 bits']
    case 'float':
    case 'double':
      return typeof value === 'number' && Number.isFinite(value)
        ? rangeBreaches(shape, value)
        : ['a number']
    case 'timestamp':
      return isTime(value, shape.timestampFormat) ? [] : ['a timestamp']
    case 'blob': {
      const bytes = bytesOf(value)
      return bytes === undefined
        ? ['bytes']
        : sizeBreaches(shape, bytes, 'bytes')
    }
    default:
      throw new Error(`Nothing checks a ${shape.type} yet.`)
  }
}

function stringBreaches(shape: Shape, value: string): string[] {
  // By code points, not by the UTF-16 units of String.length: "the number of
  // Unicode scalar values" (Smithy, length trait). An emoji counts once.
  const characters = Array.from(value).length
  const breaches = sizeBreaches(shape, characters, 'characters')
  if (!value.isWellFormed()) breaches.push('text without half a character')
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    breaches.push('a value of the enumeration')
  }
  if (shape.pattern !== undefined && !javaPattern(shape.pattern).test(value)) {
    breaches.push(`the pattern ${shape.pattern}`)
  }
  return breaches
}

function sizeBreaches(
  { min = 0, max = Infinity }: Shape,
  size: number,
  unit: string
): string[] {
  if (size < min) return [`at least ${min} ${unit}`]
  return size > max ? [`at most ${max} ${unit}`] : []
}

function rangeBreaches(
  { min = -Infinity, max = Infinity }: Shape,
  value: number
): string[] {
  if (value < min) return [`at least ${min}`]
  return value > max ? [`at most ${max}`] : []
}

function isWhole(value: unknown, end: number): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) < end
}

/** JSON has seconds since 1970, a header and a query what their format says. */
function isTime(value: unknown, format: string | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'string') return false
  const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
  const isHttp = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(
    value
  )
  const hasForm = format === 'iso8601' ? isIso : isHttp
  return hasForm && !Number.isNaN(Date.parse(value))
}

/** The length of a blob, which is in base64 but for the body of a request. */
function bytesOf(value: unknown): number | undefined {
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'string') return undefined
  const isBase64 =
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
  return isBase64.test(value) ? Buffer.from(value, 'base64').length : undefined
}
