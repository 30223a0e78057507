import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { limitExceeded, resourceNotFound } from '../protocol/errors.ts'
import type { Members, StringShape } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { AppClient } from '../state/pool-definition.ts'
import { newClientId } from '../state/secrets.ts'
import { checkClient, readSecret } from './client-rules.ts'
import { readUnits } from './client-validity.ts'
import { datesNow } from './list.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxClients = 1000

export const clientIdShape: StringShape = {
  min: 1,
  max: 128,
  pattern: /^[\w+]+$/
}

const clientNameShape: StringShape = {
  min: 1,
  max: 128,
  pattern: /^[\w\s+=,.@-]+$/
}

/** Settings of an app client that are shown as they were given. */
const settings = [
  'RefreshTokenValidity',
  'AccessTokenValidity',
  'IdTokenValidity',
  'ReadAttributes',
  'WriteAttributes',
  'ExplicitAuthFlows',
  'SupportedIdentityProviders',
  'CallbackURLs',
  'LogoutURLs',
  'DefaultRedirectURI',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes',
  'AllowedOAuthFlowsUserPoolClient',
  'AnalyticsConfiguration',
  'PreventUserExistenceErrors',
  'EnableTokenRevocation',
  'EnablePropagateAdditionalUserContextData',
  'AuthSessionValidity'
] as const

/** Source: API reference, CreateUserPoolClient and its example. */
export const createUserPoolClient: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { clients, clientSecrets } = pool.definition
  const ClientName = request.string('ClientName', clientNameShape)
  checkClient(
    request,
    pool,
    request.boolean('GenerateSecret') || request.has('ClientSecret')
  )
  if (clients.size >= maxClients)
    throw limitExceeded(
      `The number of app clients exceeds the limit of ${maxClients}.`
    )
  const secret = readSecret(request, state.secrets)
  const client: AppClient = {
    ClientName,
    ClientId: newClientId(state.random),
    ...(secret !== undefined && shownSecret(secret, request, pool, state)),
    ...datesNow(state),
    AllowedOAuthFlowsUserPoolClient: false,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: 3,
    ...readSettings(request),
    // "You can't set RefreshTokenValidity to 0. If you do, Amazon Cognito
    // overrides the value with the default value of 30 days."
    RefreshTokenValidity:
      (request.optionalInteger('RefreshTokenValidity', 0, 315_360_000) ?? 0) ||
      30,
    ClientType: 'REGULAR'
  }
  clients.set(client.ClientId, client)
  if (secret !== undefined)
    clientSecrets.set(client.ClientId, [client.CreationDate])
  return { UserPoolClient: { UserPoolId: pool.id, ...client } }
}

/**
 * AWS fills in the grace period (hashicorp/terraform-provider-aws#45646), and takes
 * rotation along with ALLOW_REFRESH_TOKEN_AUTH: that is inferred.
 */
function readSettings(request: Members): Record<string, unknown> {
  const rotation = request.structure('RefreshTokenRotation')
  rotation?.string('Feature')
  return {
    TokenValidityUnits: readUnits(request),
    ...request.kept(settings),
    ...(rotation && {
      RefreshTokenRotation: {
        Feature: rotation.choice('Feature', ['ENABLED', 'DISABLED']),
        RetryGracePeriodSeconds:
          rotation.optionalInteger('RetryGracePeriodSeconds', 0, 60) ?? 0
      }
    })
  }
}

/**
 * "Amazon Cognito returns this ARN instead of ClientSecret for app clients
 * whose secret it manages in Secrets Manager", which "applies only when
 * GenerateSecret is true". The documentation doesn't say how Cognito names the
 * secret.
 */
function shownSecret(
  secret: string,
  request: Members,
  pool: Pool,
  { account, random }: CognitoState
): Pick<AppClient, 'ClientSecret' | 'ClientSecretArn'> {
  const isManaged =
    request.boolean('GenerateSecret') &&
    request.boolean('PublishSecretsInAWSSecretsManager')
  if (!isManaged) return { ClientSecret: secret }
  const { region, accountId } = account
  return {
    ClientSecretArn: `arn:aws:secretsmanager:${region}:${accountId}:secret/cognito/${pool.id}/${newClientId(random)}`
  }
}

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its
 * default value." Cloud Control's users saw three members stay: they do here.
 *
 * Source: API reference, UpdateUserPoolClient; go-to-k/cdk-real-drift.
 */
export const updateUserPoolClient: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const old = clientOf(request, pool)
  const kept = new Set<string>([
    'RefreshTokenValidity',
    'EnableTokenRevocation',
    'AuthSessionValidity'
  ])
  const client: AppClient = {
    ...(Object.fromEntries(
      Object.entries(old).filter(
        ([name]) =>
          kept.has(name) ||
          !['RefreshTokenRotation', ...settings].includes(name)
      )
    ) as AppClient),
    ClientName:
      request.optionalString('ClientName', clientNameShape) ?? old.ClientName,
    AllowedOAuthFlowsUserPoolClient: false,
    EnablePropagateAdditionalUserContextData: false,
    ...readSettings(request),
    ...datesNow(state, old)
  }
  checkClient(request, pool, pool.definition.clientSecrets.has(old.ClientId))
  pool.definition.clients.set(old.ClientId, client)
  return { UserPoolClient: { UserPoolId: pool.id, ...client } }
}

/** The app client that a request names; throws ResourceNotFoundException. */
export function clientOf(request: Members, pool: Pool): AppClient {
  const id = request.string('ClientId', clientIdShape)
  const client = pool.definition.clients.get(id)
  if (client === undefined)
    throw resourceNotFound(`User pool client ${id} does not exist.`)
  return client
}
