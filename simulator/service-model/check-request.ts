import type { WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import { checkInput, type Breach } from './check.ts'
import { modelOf, type ModelledService } from './model.ts'
import { queryBreaches, queryInput } from './query-input.ts'
import { restBreaches, restInput } from './rest-input.ts'

/** A request to a service that there is a model of. */
export interface ModelledRequest {
  service: ModelledService
  operation: string
  /** The JSON body, for a service that speaks JSON. */
  input: unknown
  request: WireRequest
}

/** What a request asks for, by the names of the service's model. */
export function inputOf({
  service,
  operation,
  input,
  request
}: ModelledRequest): unknown {
  const model = modelOf(service)
  const described = model.operations[operation]
  if (described === undefined || model.protocol === 'json') return input
  return model.protocol === 'query'
    ? queryInput(model, described, formOf(request))
    : restInput(model, described, request)
}

/** All breaches of the service's model in a request. */
export function checkRequest(asked: ModelledRequest): Breach[] {
  const { service, operation, request } = asked
  const model = modelOf(service)
  const described = model.operations[operation]
  const input = inputOf(asked)
  if (described === undefined) return checkInput(model, operation, input)
  switch (model.protocol) {
    case 'json':
      return input === undefined
        ? [{ operation, path: '', rule: 'JSON' }]
        : checkInput(model, operation, input).filter(
            breach => !isCustomDomain(breach, input)
          )
    case 'query':
      return [
        ...queryBreaches(model, operation, formOf(request)),
        ...checkInput(model, operation, input)
      ]
    case 'rest-xml':
      return [
        ...restBreaches(model, operation, described, request),
        ...checkInput(model, operation, input)
      ]
  }
}

/**
 * The model's pattern of a domain has no dots, and the same member takes a "fully
 * qualified domain name, such as auth.example.com".
 *
 * Source: API reference, CreateUserPoolDomain, `Domain`.
 */
function isCustomDomain(
  { operation, path, rule }: Breach,
  input: unknown
): boolean {
  const { Domain, CustomDomainConfig } = (input ?? {}) as Record<
    string,
    unknown
  >
  return (
    path === 'Domain' &&
    rule.startsWith('the pattern') &&
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(String(Domain)) &&
    (operation === 'DescribeUserPoolDomain' || CustomDomainConfig !== undefined)
  )
}

function formOf({ headers, body, query }: WireRequest): URLSearchParams {
  const type = header(headers, 'content-type') ?? ''
  return type.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString())
    : query
}
