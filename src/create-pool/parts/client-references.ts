import {
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Making } from './made-part.ts'

const PROVIDERS = 'SupportedIdentityProviders'
const SCOPES = 'AllowedOAuthScopes'

/** Cognito takes no flow without a scope, and no URL without flows. */
const WITH_SCOPES = [
  'AllowedOAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'CallbackURLs',
  'DefaultRedirectURI',
  'LogoutURLs'
]

/**
 * The request for an app client without the providers and scopes that the new
 * pool lacks, which Cognito would refuse.
 *
 * @returns `lost` has the members in which something is missing; `later` the scopes
 *   that come with dynamic client registration
 */
export function withoutMissing(
  input: JsonObject,
  making: Making
): { kept: JsonObject; lost: string[]; later: string[] } {
  const lacks = (part: string) => making.lacks?.(part) ?? false
  const providers = textsIn(input[PROVIDERS])
  const scopes = textsIn(input[SCOPES])
  const keptProviders = providers.filter(
    name => !lacks(`identity-provider/${name}`)
  )
  const keptScopes = scopes.filter(
    scope => !comesLater(scope) && !lacks(`resource-server/${serverOf(scope)}`)
  )
  const needScopes = WITH_SCOPES.filter(member => input[member] !== undefined)
  const lost = [
    ...(keptProviders.length < providers.length ? [PROVIDERS] : []),
    ...(keptScopes.length < scopes.length
      ? [SCOPES, ...(keptScopes.length === 0 ? needScopes : [])]
      : [])
  ]
  const { [PROVIDERS]: _, [SCOPES]: __, ...others } = input
  return {
    kept: {
      ...without(others, lost),
      ...(keptProviders.length > 0 && { [PROVIDERS]: keptProviders }),
      ...(keptScopes.length > 0 && { [SCOPES]: keptScopes })
    },
    lost,
    later: scopes.filter(comesLater)
  }
}

function without(input: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(input).filter(([member]) => !members.includes(member))
  )
}

/** Of a resource server that comes with dynamic client registration. */
export function comesLater(scope: string): boolean {
  return scope.startsWith('aws.cognito/')
}

/** The identifier of the resource server. A scope's own name has no slash. */
function serverOf(scope: string): string {
  return scope.slice(0, Math.max(scope.lastIndexOf('/'), 0))
}

function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(textOf) : []
}
