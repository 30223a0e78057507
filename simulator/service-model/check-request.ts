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

/** All breaches of the service's model in a request. */
export function checkRequest({
  service,
  operation,
  input,
  request
}: ModelledRequest): Breach[] {
  const model = modelOf(service)
  const described = model.operations[operation]
  if (described === undefined) return checkInput(model, operation, input)
  switch (model.protocol) {
    case 'json':
      return input === undefined
        ? [{ operation, path: '', rule: 'JSON' }]
        : checkInput(model, operation, input).filter(
            breach => !isCustomDomain(breach, input)
          )
    case 'query': {
      const form = formOf(request)
      return [
        ...queryBreaches(model, operation, form),
        ...checkInput(model, operation, queryInput(model, described, form))
      ]
    }
    case 'rest-xml':
      return [
        ...restBreaches(model, operation, described, request),
        ...checkInput(model, operation, restInput(model, described, request))
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
