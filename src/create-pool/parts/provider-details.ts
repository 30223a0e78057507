import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'

/** Types that have a secret, whether an answer of Cognito has it or not. */
const SOCIAL = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']

/** Cognito takes no provider without the one of these that it had. */
const ADDRESSES = ['MetadataFile', 'MetadataURL', 'oidc_issuer']

/**
 * The details of a provider, with the secret that the input `secrets` gives.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
export function detailsOf(
  { name: part, settings }: Part,
  making: Making
): { ProviderDetails: JsonObject } & Pick<MadePart, 'findings' | 'announced'> {
  const type = textOf(settings['ProviderType'])
  const secret = type === 'SignInWithApple' ? 'private_key' : 'client_secret'
  const removed = textsIn(settings['removedProviderDetails'])
  const lost = removed.filter(name => name !== secret)
  const given =
    type === 'SAML'
      ? undefined
      : making.secretOf('provider', textOf(settings['ProviderName']))
  const hadSecret = SOCIAL.includes(type) || removed.includes(secret)
  const isMissing = hadSecret && given === undefined
  // The snapshot names what it holds no value of.
  const isNew = given !== undefined && !removed.includes(secret)
  return {
    ProviderDetails: {
      ...withoutComputed(settings['ProviderDetails']),
      ...(given !== undefined && { [secret]: given })
    },
    findings: [
      ...(isMissing ? [missingSecret(part, secret)] : []),
      ...(lost.length > 0 ? [missingDetails(part, lost)] : [])
    ],
    announced:
      lost.length > 0 || isNew
        ? [{ part, setting: 'removedProviderDetails' }]
        : []
  }
}

/** Cognito makes the certificate of a SAML provider for each pool. */
function withoutComputed(details: Json | undefined): JsonObject {
  if (!isObject(details)) return {}
  const { ActiveEncryptionCertificate: _, ...others } = details
  return others
}

function missingSecret(part: string, name: string): Finding {
  return {
    id: `provider-secret/${part}`,
    sentence: `No snapshot holds its ${name}. Give it by the input secrets, or leave the provider out.`,
    canAccept: false
  }
}

function missingDetails(part: string, names: readonly string[]): Finding {
  return {
    id: `unknown-setting/${part}`,
    sentence: `The snapshot lacks its ${names.join(', ')}, which may be secret. Set it in the new pool by hand.`,
    canAccept: !names.some(name => ADDRESSES.includes(name))
  }
}

function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(textOf) : []
}
