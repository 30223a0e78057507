import {
  DescribeManagedLoginBrandingByClientCommand,
  type ManagedLoginBrandingType
} from '@aws-sdk/client-cognito-identity-provider'
import { keepDescribed } from './keep-answers.ts'
import { ofEachClient } from './clients.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, UnreadableSection, type Source } from './source.ts'

/**
 * Most bytes of images that a definition holds, of all clients together. Images
 * hardly compress, and the definition is one object of at most 32 MiB.
 */
export const MAX_ASSET_BYTES = 16 * 1024 * 1024

/** A style of managed login, and the client that has it. */
export type CapturedBranding = Stored<ManagedLoginBrandingType> & {
  ClientId: string
}

/**
 * The styles of managed login, client by client: only what was customised, for
 * the rest comes with every pool. Clients without a style are left out.
 *
 * @throws UnreadableSection `TooLarge` when the images are over MAX_ASSET_BYTES
 */
export function readManagedLogin(
  source: Source,
  clientIds: readonly string[]
): Promise<CapturedBranding[]> {
  const operation = 'DescribeManagedLoginBrandingByClient'
  let assetBytes = 0
  return ofEachClient(source, clientIds, async ClientId => {
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new DescribeManagedLoginBrandingByClientCommand({
          UserPoolId: source.pool.userPoolId,
          ClientId
        })
      )
    )
    const branding =
      answer &&
      keepDescribed<ManagedLoginBrandingType>(
        source,
        'branding.managedLogin',
        operation,
        answer
      )
    if (branding === undefined) return undefined
    for (const { Bytes = '' } of branding.Assets ?? []) {
      assetBytes += Buffer.byteLength(Bytes, 'base64')
    }
    if (assetBytes > MAX_ASSET_BYTES) throw new UnreadableSection('TooLarge')
    // Cognito's answer doesn't say whose style it is.
    return { ClientId, ...branding }
  })
}
