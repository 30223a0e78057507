import {
  DescribeManagedLoginBrandingByClientCommand,
  type AssetType,
  type ManagedLoginBrandingType
} from '@aws-sdk/client-cognito-identity-provider'
import {
  expectList,
  readEach,
  unlessAbsent,
  UnreadableSection,
  type Source
} from './source.ts'

/**
 * The most bytes of images in a definition, for all clients together. Images
 * hardly compress, and the definition is one object of at most 32 MiB.
 */
export const MAX_ASSET_BYTES = 16 * 1024 * 1024

/** A managed login style; its images are base64. */
export interface CapturedBranding extends Omit<
  ManagedLoginBrandingType,
  'Assets'
> {
  ClientId: string
  Assets?: (Omit<AssetType, 'Bytes'> & { Bytes?: string })[]
}

/**
 * The managed login styles of the clients, customised settings only: every pool
 * has the defaults. Clients without a style are left out.
 *
 * @throws UnreadableSection `TooLarge` if the images pass MAX_ASSET_BYTES
 */
export function readManagedLogin(
  source: Source,
  clientIds: readonly string[]
): Promise<CapturedBranding[]> {
  const { pool, signal } = source
  let assetBytes = 0
  return readEach(source, clientIds, async clientId => {
    const answer = await unlessAbsent(
      pool.call('DescribeManagedLoginBrandingByClient', client =>
        client.send(
          new DescribeManagedLoginBrandingByClientCommand({
            UserPoolId: pool.userPoolId,
            ClientId: clientId
          }),
          { abortSignal: signal }
        )
      )
    )
    const branding = answer?.ManagedLoginBranding
    if (branding === undefined) return undefined
    for (const { Bytes } of expectList(branding.Assets ?? [])) {
      assetBytes += Bytes?.length ?? 0
    }
    if (assetBytes > MAX_ASSET_BYTES) throw new UnreadableSection('TooLarge')
    return withTextAssets(clientId, branding)
  })
}

/** Adds the client id, which Cognito's answer lacks. */
function withTextAssets(
  ClientId: string,
  { Assets, Settings, ...branding }: ManagedLoginBrandingType
): CapturedBranding {
  return {
    ClientId,
    ...branding,
    ...(Settings !== undefined && { Settings: plain(Settings) }),
    ...(Assets !== undefined && {
      Assets: expectList(Assets).map(({ Bytes, ...asset }) => ({
        ...asset,
        ...(Bytes !== undefined && {
          Bytes: toText(Bytes)
        })
      }))
    })
  }
}

/** The SDK passes on as it is what isn't base64. */
function toText(bytes: Uint8Array): string {
  if (!ArrayBuffer.isView(bytes))
    throw new UnreadableSection('UnexpectedAnswer')
  return Buffer.from(bytes).toString('base64')
}

/** The SDK reads large integers of a document as bigint, which JSON lacks. */
function plain(settings: Settings): Settings {
  const text = JSON.stringify(settings, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value
  )
  return JSON.parse(text) as Settings
}

type Settings = ManagedLoginBrandingType['Settings']
