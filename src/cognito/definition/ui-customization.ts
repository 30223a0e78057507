import {
  GetUICustomizationCommand,
  type UICustomizationType
} from '@aws-sdk/client-cognito-identity-provider'
import { keepDescribed } from './keep-answers.ts'
import { ofEachClient } from './clients.ts'
import type { Stored } from './keep.ts'
import type { AddLogo, CapturedLook } from './logo.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/**
 * The look of the classic hosted UI, of the pool or of one client; `null` where
 * none was set. It has the address of its logo and not the logo.
 */
export async function readUiCustomization(
  source: Source,
  clientId?: string
): Promise<Stored<UICustomizationType> | null> {
  const operation = 'GetUICustomization'
  const answer = await unlessAbsent(
    ask(
      source,
      operation,
      new GetUICustomizationCommand({
        UserPoolId: source.pool.userPoolId,
        ClientId: clientId
      })
    )
  )
  if (answer === undefined) return null
  const section = clientId === undefined ? 'branding.pool' : 'branding.clients'
  const found = keepDescribed<UICustomizationType>(
    source,
    section,
    operation,
    answer
  )
  // "Returns an empty object if you haven't applied hosted UI branding."
  return found === undefined || Object.keys(found).length === 0 ? null : found
}

/**
 * The looks of those clients that have one of their own. A client without gets
 * the pool's, word for word ("Returns user-pool level branding information if no
 * app client branding is applied").
 */
export function readClientCustomizations(
  source: Source,
  clientIds: readonly string[],
  ofPool: Stored<UICustomizationType> | null,
  addLogo: AddLogo
): Promise<CapturedLook[]> {
  const inherited = JSON.stringify(ofPool)
  return ofEachClient(source, clientIds, async clientId => {
    const found = await readUiCustomization(source, clientId)
    return found === null || JSON.stringify(found) === inherited
      ? undefined
      : addLogo(found, 'branding.clients', source.signal)
  })
}
