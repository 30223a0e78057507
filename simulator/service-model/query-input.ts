import type { Breach } from './check.ts'
import type { OperationModel, ServiceModel } from './model.ts'

/**
 * Reads a form of the AWS query protocol, where `Tags.member.1.Key` is a member
 * of an item of a list. A field that leads nowhere keeps its whole name, which
 * no model has as a member.
 *
 * Source: Smithy, "AWS query protocol".
 */
export function queryInput(
  model: ServiceModel,
  { input }: OperationModel,
  form: URLSearchParams
): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [field, text] of form) {
    if (field === 'Action' || field === 'Version') continue
    if (input === undefined || !put(model, root, input, field, text)) {
      root[field] = text
    }
  }
  return root
}

/** These fields of the protocol are not in the model of any operation. */
export function queryBreaches(
  model: ServiceModel,
  operation: string,
  form: URLSearchParams
): Breach[] {
  const breaches: Breach[] = []
  if (form.get('Version') !== model.apiVersion) {
    breaches.push({
      operation,
      path: 'Version',
      rule: `the version ${model.apiVersion}`
    })
  }
  const names = [...form.keys()]
  if (new Set(names).size < names.length) {
    breaches.push({ operation, path: '', rule: 'each field once' })
  }
  return breaches
}

/** Puts a text where its field's name leads; false if that is nowhere. */
function put(
  model: ServiceModel,
  into: Record<string, unknown>,
  shapeName: string,
  field: string,
  text: string
): boolean {
  const [head = '', ...rest] = field.split('.')
  const shape = model.shapes[shapeName]
  const [name, member] =
    Object.entries(shape?.members ?? {}).find(
      ([own, { locationName = own }]) => locationName === head
    ) ?? []
  if (name === undefined || member === undefined) return false
  const inner = model.shapes[member.shape]
  if (inner?.type === 'list') {
    const steps = inner.flattened === true ? rest : rest.slice(1)
    const [index = '', ...tail] = steps
    if (!/^[1-9]\d*$/.test(index)) return false
    if (inner.flattened !== true && rest[0] !== 'member') return false
    const items = (into[name] ??= []) as unknown[]
    const at = Number(index) - 1
    const itemShape = inner.member?.shape ?? ''
    if (model.shapes[itemShape]?.type !== 'structure') {
      items[at] = toValue(model.shapes[itemShape]?.type, text)
      return tail.length === 0
    }
    const item = (items[at] ??= {}) as Record<string, unknown>
    return put(model, item, itemShape, tail.join('.'), text)
  }
  if (inner?.type === 'structure') {
    const part = (into[name] ??= {}) as Record<string, unknown>
    return put(model, part, member.shape, rest.join('.'), text)
  }
  if (rest.length > 0) return false
  into[name] = toValue(inner?.type, text)
  return true
}

/**
 * The value of a text in a form, a header or an address. An invalid text stays
 * a text, and the check refuses it.
 */
export function toValue(type: string | undefined, text: string): unknown {
  switch (type ?? 'string') {
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text
    default:
      return text
  }
}
