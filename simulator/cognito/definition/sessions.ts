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
 * minutes." The simulator doesn't have that other call.
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
    SSOSession: { MaxValidityMinutes: 60 }
  }
}
