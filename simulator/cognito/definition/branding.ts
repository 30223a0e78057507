import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import {
  CognitoError,
  invalidParameter,
  resourceNotFound
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { Branding } from '../state/pool-definition.ts'
import { newUuid } from '../state/secrets.ts'
import { clientOf } from './clients.ts'
import { datesNow } from './list.ts'

const categories = [
  'FAVICON_ICO',
  'FAVICON_SVG',
  'EMAIL_GRAPHIC',
  'SMS_GRAPHIC',
  'AUTH_APP_GRAPHIC',
  'PASSWORD_GRAPHIC',
  'PASSKEY_GRAPHIC',
  'PAGE_HEADER_LOGO',
  'PAGE_HEADER_BACKGROUND',
  'PAGE_FOOTER_LOGO',
  'PAGE_FOOTER_BACKGROUND',
  'PAGE_BACKGROUND',
  'FORM_BACKGROUND',
  'FORM_LOGO',
  'IDP_BUTTON_ICON'
] as const
const maxAssets = 40

/** Source: API reference, CreateManagedLoginBranding. */
export const createManagedLoginBranding: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { brandings } = pool.definition
  const client = clientOf(request, pool)
  const UseCognitoProvidedValues = request.boolean('UseCognitoProvidedValues')
  if (UseCognitoProvidedValues)
    if (request.has('Settings') || request.has('Assets'))
      throw invalidParameter(
        'Settings and Assets can not be given where UseCognitoProvidedValues is true.'
      )
  checkAssets(request)
  if (brandings.has(client.ClientId))
    throw new CognitoError(
      'ManagedLoginBrandingExistsException',
      'Managed login branding already exists for the app client.'
    )
  const branding: Branding = {
    ManagedLoginBrandingId: newUuid(state.random),
    UseCognitoProvidedValues,
    ...request.kept(['Settings', 'Assets']),
    ...datesNow(state)
  }
  brandings.set(client.ClientId, branding)
  return { ManagedLoginBranding: { UserPoolId: pool.id, ...branding } }
}

/**
 * The simulator lacks the defaults that `ReturnMergedResources` adds.
 * Source: API reference, DescribeManagedLoginBrandingByClient.
 */
export const describeManagedLoginBrandingByClient: Operation = (
  request,
  state
) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  request.boolean('ReturnMergedResources')
  const branding = pool.definition.brandings.get(ClientId)
  if (branding === undefined) throw noBranding()
  return { ManagedLoginBranding: { UserPoolId: pool.id, ...branding } }
}

/** Source: API reference, DescribeManagedLoginBranding. */
export const describeManagedLoginBranding: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const id = request.string('ManagedLoginBrandingId')
  for (const branding of pool.definition.brandings.values())
    if (branding.ManagedLoginBrandingId === id)
      return { ManagedLoginBranding: { UserPoolId: pool.id, ...branding } }
  throw noBranding()
}

const noBranding = () =>
  resourceNotFound('Managed login branding does not exist.')

/** `Bytes` are Base64 in the JSON protocol, and kept as they came. */
function checkAssets(request: Members): void {
  const assets = request.structures('Assets')
  if (assets.length > maxAssets)
    throw invalidParameter(`A style has ${maxAssets} assets at most.`)
  for (const asset of assets) {
    for (const name of ['Category', 'ColorMode', 'Extension'])
      asset.string(name)
    asset.choice('Category', categories)
    asset.choice('ColorMode', ['LIGHT', 'DARK', 'DYNAMIC'])
    asset.choice('Extension', ['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP'])
    asset.optionalString('Bytes', { secret: true })
  }
}
