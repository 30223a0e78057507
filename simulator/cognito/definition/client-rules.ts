import {
  CognitoError,
  invalidParameter,
  unavailableInTier
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { PoolDefinition } from '../state/pool-definition.ts'
import type { Secrets } from '../state/secrets.ts'
import { checkTokenValidity } from './client-validity.ts'
import { checkFlows, checkOAuth } from './oauth-rules.ts'

/** Scopes that every pool has. */
export const standardScopes = new Set([
  'phone',
  'email',
  'openid',
  'profile',
  'aws.cognito.signin.user.admin'
])

/** The name that stands for the users of the pool itself. */
const ownUsers = 'COGNITO'

/**
 * Checks the settings of an app client; throws the error of
 * CreateUserPoolClient and UpdateUserPoolClient.
 */
export function checkClient(
  request: Members,
  pool: Pool,
  hasSecret: boolean
): void {
  checkTokenValidity(request)
  checkOAuth(request)
  checkFlows(request, hasSecret)
  checkAuthFlows(request.strings('ExplicitAuthFlows'), pool)
  const { identityProviders } = pool.definition
  for (const name of request.strings('SupportedIdentityProviders'))
    if (name !== ownUsers && !identityProviders.has(name))
      throw invalidParameter(
        `The provider ${name} does not exist for User Pool ${pool.id}.`
      )
  for (const scope of request.strings('AllowedOAuthScopes'))
    if (!standardScopes.has(scope) && !isCustomScope(pool, scope))
      throw new CognitoError(
        'ScopeDoesNotExistException',
        `Invalid scope requested: ${scope}`
      )
  for (const list of ['ReadAttributes', 'WriteAttributes'])
    for (const name of request.strings(list))
      if (!pool.settings.schema.has(name))
        throw invalidParameter(
          `Invalid ${list.startsWith('Read') ? 'read' : 'write'} attributes specified while creating a client`
        )
  const uri = request.optionalString('DefaultRedirectURI')
  if (uri !== undefined && !request.strings('CallbackURLs').includes(uri))
    throw invalidParameter('DefaultRedirectURI must be one of CallbackURLs.')
  if (request.boolean('EnablePropagateAdditionalUserContextData') && !hasSecret)
    throw invalidParameter(
      'EnablePropagateAdditionalUserContextData requires a client secret.'
    )
}

/** The secret of a new client, generated or given; undefined if it has none. */
export function readSecret(
  request: Members,
  secrets: Secrets
): string | undefined {
  const given = readOwnSecret(request, secrets)
  const generate = request.boolean('GenerateSecret')
  if (generate && given !== undefined)
    throw invalidParameter(
      'ClientSecret can not be given where GenerateSecret is true.'
    )
  return generate ? secrets.generate() : given
}

/** The secret in a request; undefined if Cognito has to generate one. */
export function readOwnSecret(
  request: Members,
  secrets: Secrets
): string | undefined {
  const given = request.optionalString('ClientSecret', {
    min: 24,
    max: 64,
    pattern: /^[\w+]+$/,
    secret: true
  })
  if (given !== undefined) secrets.keep(given)
  return given
}

function checkAuthFlows(flows: string[], pool: Pool): void {
  const modern = flows.filter(flow => flow.startsWith('ALLOW_'))
  if (modern.length > 0 && modern.length < flows.length)
    throw invalidParameter(
      'ExplicitAuthFlows can not have values with and without ALLOW_ at the same time.'
    )
  if (flows.includes('ALLOW_USER_AUTH') && pool.settings.tier === 'LITE')
    throw unavailableInTier('ALLOW_USER_AUTH')
}

/** `identifier/scope` of a resource server of the pool. */
export function isCustomScope(
  pool: { definition: Pick<PoolDefinition, 'resourceServers'> },
  scope: string
): boolean {
  const at = scope.lastIndexOf('/')
  const server = pool.definition.resourceServers.get(scope.slice(0, at))
  const name = scope.slice(at + 1)
  return server?.Scopes.some(({ ScopeName }) => ScopeName === name) ?? false
}
