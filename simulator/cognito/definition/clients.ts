import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { limitExceeded, resourceNotFound } from '../protocol/errors.ts'
import type { Members, StringShape } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { AppClient } from '../state/pool-definition.ts'
import { newClientId } from '../state/secrets.ts'
import { checkClient, readSecret } from './client-rules.ts'
import { datesNow, listPage } from './list.ts'

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
  'TokenValidityUnits',
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
  'AuthSessionValidity',
  'RefreshTokenRotation'
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
    ...request.kept(settings),
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
          kept.has(name) || !(settings as readonly string[]).includes(name)
      )
    ) as AppClient),
    ClientName:
      request.optionalString('ClientName', clientNameShape) ?? old.ClientName,
    AllowedOAuthFlowsUserPoolClient: false,
    EnablePropagateAdditionalUserContextData: false,
    ...request.kept(settings),
    ...datesNow(state, old)
  }
  checkClient(request, pool, pool.definition.clientSecrets.has(old.ClientId))
  pool.definition.clients.set(old.ClientId, client)
  return { UserPoolClient: { UserPoolId: pool.id, ...client } }
}

/** Source: API reference, DescribeUserPoolClient. */
export const describeUserPoolClient: Operation = (request, state) => {
  const pool = poolOf(request, state)
  return { UserPoolClient: { UserPoolId: pool.id, ...clientOf(request, pool) } }
}

/** Source: API reference, ListUserPoolClients. */
export const listUserPoolClients: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const type = request.choice('ClientType', ['REGULAR', 'DCR'])
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListUserPoolClients',
    // No client here comes from a dynamic registration.
    items:
      type === 'DCR' ? new Map<string, AppClient>() : pool.definition.clients,
    keyOf: client => client.ClientId,
    results: [1, 60],
    filter: type ?? ''
  })
  return {
    UserPoolClients: items.map(({ ClientId, ClientName }) => ({
      ClientId,
      UserPoolId: pool.id,
      ClientName
    })),
    ...next
  }
}

/** The app client that a request names; throws ResourceNotFoundException. */
export function clientOf(request: Members, pool: Pool): AppClient {
  const id = request.string('ClientId', clientIdShape)
  const client = pool.definition.clients.get(id)
  if (client === undefined)
    throw resourceNotFound(`User pool client ${id} does not exist.`)
  return client
}
