import {
  GetUICustomizationCommand,
  type UICustomizationType
} from '@aws-sdk/client-cognito-identity-provider'
import { readEach, unlessAbsent, type Source } from './source.ts'

/**
 * The look of the classic hosted UI, of the pool or of one client; `null` if none
 * is set. Cognito never gives the logo itself, only its address.
 */
export async function readUiCustomization(
  { pool, signal }: Source,
  clientId?: string
): Promise<UICustomizationType | null> {
  const answer = await unlessAbsent(
    pool.call('GetUICustomization', client =>
      client.send(
        new GetUICustomizationCommand({
          UserPoolId: pool.userPoolId,
          ClientId: clientId
        }),
        { abortSignal: signal }
      )
    )
  )
  const found = answer?.UICustomization ?? {}
  // "Returns an empty object if you haven't applied hosted UI branding."
  const isSet = Object.values(found).some(value => value !== undefined)
  return isSet ? found : null
}

/**
 * The looks of the clients that have their own. For a client without, Cognito
 * answers the pool's ("Returns user-pool level branding information if no app
 * client branding is applied").
 */
export function readClientCustomizations(
  source: Source,
  clientIds: readonly string[],
  ofPool: UICustomizationType | null
): Promise<UICustomizationType[]> {
  const inherited = JSON.stringify(ofPool)
  return readEach(source, clientIds, async clientId => {
    const found = await readUiCustomization(source, clientId)
    return found === null || JSON.stringify(found) === inherited
      ? undefined
      : found
  })
}
