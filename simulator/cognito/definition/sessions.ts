import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import { clientOf } from './clients.ts'

/** Source: API reference, GetUserPoolSessionConfiguration. */
export const getUserPoolSessionConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  return { UserPoolId: pool.id, ...pool.definition.sessions }
}

/** Source: API reference, SetUserPoolSessionConfiguration. */
export const setUserPoolSessionConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  if (pool.settings.tier === 'LITE') throw unavailableInTier('Session tracking')
  const tracking = request.choice('UserSessionTracking', [
    'ENABLED',
    'DISABLED'
  ])
  const MaxPerUser = request
    .structure('TokenSession')
    ?.optionalInteger('MaxPerUser', 1, 100)
  if (tracking === undefined || MaxPerUser === undefined)
    throw invalidParameter('Every member of the request is required.')
  pool.definition.sessions = {
    UserSessionTracking: tracking,
    TokenSession: { MaxPerUser }
  }
  return { UserPoolId: pool.id, ...pool.definition.sessions }
}

/**
 * "If you have never called SetUserPoolClientSessionConfiguration for the app
 * client, this operation returns the default SSO session maximum validity of 60
 * minutes."
 *
 * Source: API reference, GetUserPoolClientSessionConfiguration.
 */
export const getUserPoolClientSessionConfiguration: Operation = (
  request,
  state
) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  return {
    UserPoolId: pool.id,
    ClientId,
    SSOSession: pool.definition.clientSessions.get(ClientId) ?? {
      MaxValidityMinutes: 60
    }
  }
}

/**
 * "Every request parameter is required, and session tracking must be enabled
 * for the user pool." The error where it isn't is inferred.
 *
 * Source: botocore's service model, SetUserPoolClientSessionConfiguration.
 */
export const setUserPoolClientSessionConfiguration: Operation = (
  request,
  state
) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  const MaxValidityMinutes = request
    .requiredStructure('SSOSession')
    .optionalInteger('MaxValidityMinutes', 0, 129_600)
  if (MaxValidityMinutes === undefined)
    throw invalidParameter('Every member of the request is required.')
  if (pool.settings.tier === 'LITE') throw unavailableInTier('Session tracking')
  if (pool.definition.sessions.UserSessionTracking !== 'ENABLED')
    throw invalidParameter(
      'User session tracking is not enabled for the user pool.'
    )
  const SSOSession = { MaxValidityMinutes }
  pool.definition.clientSessions.set(ClientId, SSOSession)
  return { UserPoolId: pool.id, ClientId, SSOSession }
}
