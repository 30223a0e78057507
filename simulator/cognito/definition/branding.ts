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
const maxAssetBytes = 1_000_000
const maxRequestBytes = 2 * 1024 * 1024

/** Source: API reference, CreateManagedLoginBranding. */
export const createManagedLoginBranding: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { brandings } = pool.definition
  const client = clientOf(request, pool)
  checkStyle(request)
  if (brandings.has(client.ClientId))
    throw new CognitoError(
      'ManagedLoginBrandingExistsException',
      'Managed login branding already exists for the app client.'
    )
  const branding: Branding = {
    ManagedLoginBrandingId: newUuid(state.random),
    UseCognitoProvidedValues: request.boolean('UseCognitoProvidedValues'),
    ...request.kept(['Settings', 'Assets']),
    ...datesNow(state)
  }
  brandings.set(client.ClientId, branding)
  return { ManagedLoginBranding: { UserPoolId: pool.id, ...branding } }
}

/**
 * "Preserves existing style settings that you don't specify." Of the assets, one
 * with another pair of category and color mode is added (measured by users of
 * Terraform's provider). Values that the customer chose end those of Cognito.
 *
 * Source: API reference, UpdateManagedLoginBranding.
 */
export const updateManagedLoginBranding: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { brandings } = pool.definition
  const id = request.string('ManagedLoginBrandingId')
  const [clientId, branding] =
    [...brandings].find(([, one]) => one.ManagedLoginBrandingId === id) ?? []
  if (clientId === undefined || branding === undefined) throw noBranding()
  checkStyle(request)
  const changed: Branding = {
    ...branding,
    UseCognitoProvidedValues: request.boolean(
      'UseCognitoProvidedValues',
      branding.UseCognitoProvidedValues &&
        !request.has('Settings') &&
        !request.has('Assets')
    ),
    ...request.kept(['Settings']),
    ...withAssets(branding, request),
    ...datesNow(state, branding)
  }
  brandings.set(clientId, changed)
  return { ManagedLoginBranding: { UserPoolId: pool.id, ...changed } }
}

function withAssets(
  branding: Branding,
  request: Members
): Pick<Branding, 'Assets'> {
  const { Assets: given = [] } = request.kept(['Assets']) as {
    Assets?: Asset[]
  }
  const kept = ((branding.Assets ?? []) as Asset[]).filter(
    old => !given.some(one => pairOf(one) === pairOf(old))
  )
  const Assets = [...kept, ...given]
  checkCount(Assets)
  return Assets.length > 0 ? { Assets } : {}
}

interface Asset {
  Category: string
  ColorMode: string
}

const pairOf = ({ Category, ColorMode }: Asset) => `${Category} ${ColorMode}`

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

/**
 * "This operation has a 2-megabyte request-size limit". `Bytes` are Base64 in
 * the JSON protocol, and kept as they came. A style with the values of Cognito
 * may have assets: Terraform's tests create one. The API reference denies it.
 */
function checkStyle(request: Members): void {
  if (request.boolean('UseCognitoProvidedValues') && request.has('Settings'))
    throw invalidParameter(
      'Settings can not be given where UseCognitoProvidedValues is true.'
    )
  const style = request.kept(['Settings', 'Assets'])
  if (Buffer.byteLength(JSON.stringify(style)) > maxRequestBytes)
    throw invalidParameter('The request is larger than 2 MB.')
  const assets = request.structures('Assets')
  checkCount(assets)
  for (const asset of assets) {
    for (const name of ['Category', 'ColorMode', 'Extension'])
      asset.string(name)
    asset.choice('Category', categories)
    asset.choice('ColorMode', ['LIGHT', 'DARK', 'DYNAMIC'])
    asset.choice('Extension', ['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP'])
    const bytes = asset.optionalString('Bytes', { secret: true }) ?? ''
    if (Buffer.byteLength(bytes, 'base64') > maxAssetBytes)
      throw invalidParameter('An asset has one million bytes at most.')
  }
}

function checkCount(assets: readonly unknown[]): void {
  if (assets.length > maxAssets)
    throw invalidParameter(`A style has ${maxAssets} assets at most.`)
}
