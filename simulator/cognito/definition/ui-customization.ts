import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { UiCustomization } from '../state/pool-definition.ts'
import { everyClient } from '../state/pool-definition.ts'
import { isActive } from './domains.ts'
import { clientIdShape, clientOf } from './clients.ts'
import { datesNow } from './list.ts'

/**
 * The domain has to be ACTIVE (aws/aws-cdk#6953).
 *
 * Source: API reference, SetUICustomization.
 */
export const setUiCustomization: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { domains, uiCustomizations } = pool.definition
  const ClientId = clientOrEvery(request, pool)
  if (!domains.some(domain => isActive(domain, state)))
    throw invalidParameter(
      'There has to be an existing domain associated with this user pool'
    )
  const CSS = request.optionalString('CSS', { max: 131072 })
  const image = request.optionalString('ImageFile')
  const customization: UiCustomization = {
    ClientId,
    // The address of the image: no call returns the image itself.
    ...(image !== undefined && {
      ImageUrl: `https://d111111abcdef8.cloudfront.net/${pool.id}/${ClientId}/20261101000000/assets/images/image.jpg`
    }),
    ...(CSS !== undefined && { CSS }),
    CSSVersion: '20261101000000',
    ...datesNow(state, uiCustomizations.get(ClientId))
  }
  uiCustomizations.set(ClientId, customization)
  return { UICustomization: { UserPoolId: pool.id, ...customization } }
}

/**
 * "Returns user-pool level branding information if no app client branding is
 * applied, or if you don't specify an app client ID. Returns an empty object if
 * you haven't applied hosted UI branding to either the client or the user
 * pool."
 *
 * Source: API reference, GetUICustomization.
 */
export const getUiCustomization: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { uiCustomizations } = pool.definition
  const found =
    uiCustomizations.get(clientOrEvery(request, pool)) ??
    uiCustomizations.get(everyClient)
  return { UICustomization: found ? { UserPoolId: pool.id, ...found } : {} }
}

/** The id of the client that a request names, or that of every client. */
function clientOrEvery(request: Members, pool: Pool): string {
  const id = request.optionalString('ClientId', clientIdShape) ?? everyClient
  return id === everyClient ? id : clientOf(request, pool).ClientId
}
