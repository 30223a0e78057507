import { readAddress } from '../s3/routes.ts'
import type { WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import type { Breach } from './check.ts'
import type { Member, OperationModel, ServiceModel } from './model.ts'
import { toValue } from './query-input.ts'

/**
 * Headers that belong to no operation: of the signature, of the SDK, and of a
 * body in chunks (S3 API reference, "Common request headers" and "Transferring
 * a payload in multiple chunks"; AWS SDKs and Tools guide for `amz-sdk-…`).
 */
const COMMON_HEADERS = new Set([
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'x-amz-user-agent',
  'x-amz-decoded-content-length',
  'x-amz-trailer'
])

/** The SDK names the operation in the address, for logs. */
const COMMON_PARAMETERS = new Set(['x-id'])

/**
 * Reads a request of the REST protocol with a path-style address: the parts of
 * the address, and the operation's query parameters and headers.
 */
export function restInput(
  model: ServiceModel,
  { input }: OperationModel,
  request: WireRequest
): Record<string, unknown> {
  const labels: Record<string, unknown> = readLabels(request.path)
  const asked: [string, unknown][] = []
  for (const [name, member] of membersOf(model, input)) {
    const { location, locationName = name } = member
    const type = model.shapes[member.shape]?.type
    const text = (value: string | null | undefined) => {
      if (typeof value === 'string') asked.push([name, toValue(type, value)])
    }
    if (location === 'uri') asked.push([name, labels[locationName]])
    else if (location === 'querystring') text(request.query.get(locationName))
    else if (location === 'header') {
      text(header(request.headers, locationName.toLowerCase()))
    } else if (location === 'headers') {
      asked.push([name, prefixed(request, locationName.toLowerCase())])
    } else if (request.body.length > 0) asked.push([name, request.body])
  }
  return Object.fromEntries(asked)
}

/**
 * A breach for each query parameter and header that belongs to no member of the
 * operation.
 */
export function restBreaches(
  model: ServiceModel,
  operation: string,
  described: OperationModel,
  request: WireRequest
): Breach[] {
  const members = membersOf(model, described.input)
  const at = (location: Member['location']) =>
    members
      .filter(([, member]) => member.location === location)
      .map(([name, { locationName = name }]) => locationName)
  const headers = new Set(at('header').map(name => name.toLowerCase()))
  const prefixes = at('headers').map(name => name.toLowerCase())
  const [, fixed = ''] = described.requestUri.split('?')
  const parameters = new Set([
    ...at('querystring'),
    ...new URLSearchParams(fixed).keys()
  ])
  const breaches: Breach[] = []
  const refuse = (path: string, rule: string) => {
    breaches.push({ operation, path, rule })
  }
  if (request.method !== described.method) {
    refuse('', `the method ${described.method}`)
  }
  for (const name of new Set(request.query.keys())) {
    if (!parameters.has(name) && !COMMON_PARAMETERS.has(name)) {
      refuse(`?${name}`, 'a known query parameter')
    }
    if (request.query.getAll(name).length > 1) {
      refuse(`?${name}`, 'a query parameter once')
    }
  }
  for (const name of Object.keys(request.headers)) {
    const isKnown =
      !name.startsWith('x-amz-') ||
      headers.has(name) ||
      COMMON_HEADERS.has(name) ||
      name.startsWith('x-amz-sdk-') ||
      prefixes.some(prefix => name.startsWith(prefix))
    if (!isKnown) refuse(name, 'a known header')
  }
  const takesBody = members.some(([, { location }]) => location === undefined)
  if (!takesBody && request.body.length > 0) refuse('', 'no body')
  return breaches
}

function membersOf(
  model: ServiceModel,
  input: string | undefined
): [string, Member][] {
  if (input === undefined) return []
  return Object.entries(model.shapes[input]?.members ?? {})
}

function readLabels(path: string): Record<string, string | undefined> {
  const { bucket, key } = readAddress(path)
  return { Bucket: bucket, Key: key }
}

function prefixed(
  { headers }: WireRequest,
  prefix: string
): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) =>
    name.startsWith(prefix)
  )
  return found.length === 0
    ? undefined
    : Object.fromEntries(
        found.map(([name, value]) => [name.slice(prefix.length), String(value)])
      )
}
