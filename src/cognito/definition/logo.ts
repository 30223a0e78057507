import type { UICustomizationType } from '@aws-sdk/client-cognito-identity-provider'
import type { GetFile } from '../../aws/get-file.ts'
import { stopIfCancelled } from '../../shared/errors.ts'
import type { Stored } from './keep.ts'
import type { LeftOut } from './left-out.ts'

/** A look of the classic hosted UI, with the logo where it was fetched. */
export type CapturedLook = Stored<UICustomizationType> & {
  /** The file of ImageUrl, in base64. */
  logo?: string
}

/** Adds the logo to a look that has one. */
export type AddLogo = (
  look: CapturedLook,
  section: string,
  signal: AbortSignal
) => Promise<CapturedLook>

/** "ImageFile: Maximum size of 100 KB" (SetUICustomization), and some more. */
const MAX_LOGO_BYTES = 128 * 1024

/** Of all logos of a pool: the definition is one object of at most 32 MiB. */
export const MAX_LOGOS_BYTES = 8 * 1024 * 1024

/** Where AWS serves logos from. A person who may set a look can't choose another. */
const CLOUDFRONT = /^[a-z0-9]+\.cloudfront\.net$/

/**
 * Fetches logos, whose bytes no call of Cognito's gives. One that can't be had is
 * noted, and is no reason to fail.
 *
 * @param getFile `undefined` where logos are not to be captured
 */
export function createAddLogo(
  getFile: GetFile | undefined,
  leftOut: LeftOut
): AddLogo {
  let bytesSoFar = 0
  return async (look, section, signal) => {
    if (getFile === undefined || !look.ImageUrl) return look
    const url = cloudFrontUrl(look.ImageUrl)
    const bytes = url && (await getFile(url, MAX_LOGO_BYTES, signal))
    stopIfCancelled(signal)
    bytesSoFar += bytes?.length ?? 0
    if (bytes !== undefined && bytesSoFar <= MAX_LOGOS_BYTES) {
      return { ...look, logo: bytes.toString('base64') }
    }
    leftOut.add(
      `${section}.logo`,
      bytes === undefined ? 'NotFetched' : 'TooLarge'
    )
    return look
  }
}

function cloudFrontUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const isPlain =
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  return isPlain && CLOUDFRONT.test(url.hostname) ? url : undefined
}
