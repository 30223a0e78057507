import { textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { detailsOf } from './provider-details.ts'
import { notMade, requestOf } from './request-of.ts'

/**
 * What CreateIdentityProvider takes, which is less than older ones may have
 * (ProviderNameTypeV2 of the service model).
 */
const NAME = /^(?=.{1,32}$)[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/su

/** A provider that people sign in with, by CreateIdentityProvider. */
export function madeIdentityProvider(part: Part, making: Making): MadePart {
  const { name } = part
  if (!NAME.test(textOf(part.settings['ProviderName']))) {
    return refusedName(name)
  }
  const operation = 'CreateIdentityProvider'
  const { input, ...said } = requestOf(part, operation, making)
  const { ProviderDetails, findings, announced } = detailsOf(part, making)
  return made({
    part: name,
    sentence: 'It has the same settings, and has to know the new pool.',
    steps: [{ part: name, operation, input: { ...input, ProviderDetails } }],
    findings: [
      ...findings,
      ...findingsAtProvider(part, making),
      ...said.findings
    ],
    announced: [...said.announced, ...announced]
  })
}

function refusedName(part: string): MadePart {
  const sentence = 'Cognito takes no new provider of this name.'
  const findings = [
    {
      id: `provider-name/${part}`,
      sentence:
        'Cognito takes three characters or more, no space, and no underscore but in second place. Leave the provider out.',
      canAccept: false
    }
  ]
  return { ...notMade(part, sentence, findings), verdict: 'impossible' }
}

/** What people do at the provider, which knows the old pool only. */
function findingsAtProvider(
  { name, settings }: Part,
  making: Making
): Finding[] {
  const first =
    making.domain === 'none'
      ? 'The pool needs a domain before users can sign in by it. Then, at'
      : 'At'
  if (settings['ProviderType'] === 'SAML') {
    return [
      {
        id: `saml-audience/${name}`,
        sentence: `${first} the provider, set ACS URL https://DOMAIN/saml2/idpresponse and audience urn:amazon:cognito:sp:POOL_ID of the new pool. Where it signs or encrypts, give it the new certificate.`,
        canAccept: true
      }
    ]
  }
  const hasSameDomain =
    making.domain === 'keep' &&
    making.source.region === making.target.region &&
    making.lacks?.('domain') !== true
  if (hasSameDomain) return []
  return [
    {
      id: `redirect-uri/${name}`,
      sentence: `${first} the provider, add the redirect URI https://DOMAIN/oauth2/idpresponse with the domain of the new pool.`,
      canAccept: true
    }
  ]
}
