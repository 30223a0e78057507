import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { foreignFindings } from './foreign-texts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { inOwnRegion } from './places.ts'
import { objectIn } from './pool-members.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

const FACTORS = [
  'SmsMfaConfiguration',
  'SoftwareTokenMfaConfiguration',
  'EmailMfaConfiguration'
]

/**
 * MFA and passkeys, by SetUserPoolMfaConfig: what it isn't given turns MFA off, and
 * with MFA off it takes no factor. https://github.com/go-to-k/cdkd
 */
export function madeMfa({ name, settings }: Part, making: Making): MadePart {
  const mode = textOf(settings['MfaConfiguration']) || 'OFF'
  const { taken, unknown } = takeMembers(
    'SetUserPoolMfaConfigRequest',
    settings
  )
  const { findings, announced } = unknownSettings(name, unknown)
  const passkeys = objectIn(withoutEmpty(taken), 'WebAuthnConfiguration')
  const input: JsonObject = {
    ...(mode !== 'OFF' && factorsOf(taken, making)),
    ...(Object.keys(passkeys).length > 0 && {
      WebAuthnConfiguration: passkeys
    }),
    MfaConfiguration: mode
  }
  const isSet = Object.keys(input).length > 1 || mode !== 'OFF'
  const lost = mode === 'OFF' ? lostFactors(taken) : []
  return made({
    part: name,
    sentence: isSet
      ? 'It is set as it was.'
      : 'MFA is off, as it was, and there are no passkeys.',
    steps: isSet
      ? [{ part: name, operation: 'SetUserPoolMfaConfig', input }]
      : [],
    findings: [
      ...smsFindings(name, input),
      ...relyingPartyFindings(name, textOf(passkeys['RelyingPartyId']), making),
      ...foreignFindings(name, input, making),
      ...findings
    ],
    announced: [...lost.map(setting => ({ part: name, setting })), ...announced]
  })
}

/** All that the old pool has. An empty EmailMfaConfiguration turns it on. */
function factorsOf(taken: JsonObject, { source }: Making): JsonObject {
  const factors = FACTORS.filter(factor => factor in taken).map(factor => {
    const { SmsConfiguration: _, ...others } = objectIn(taken, factor)
    const sms = objectIn(objectIn(taken, factor), 'SmsConfiguration')
    const own = { SmsConfiguration: inOwnRegion(sms, source) }
    return [factor, withoutEmpty({ ...others, ...own })] as const
  })
  return Object.fromEntries(
    factors.filter(
      ([factor, settings]) =>
        factor === 'EmailMfaConfiguration' || Object.keys(settings).length > 0
    )
  )
}

/** Factors that the old pool has next to MFA that is off, which no request sets. */
function lostFactors(taken: JsonObject): string[] {
  const app = objectIn(taken, 'SoftwareTokenMfaConfiguration')
  return [
    ...(app['Enabled'] === true ? ['SoftwareTokenMfaConfiguration'] : []),
    ...('EmailMfaConfiguration' in taken ? ['EmailMfaConfiguration'] : [])
  ]
}

/**
 * Cognito answers with the configuration of SMS also where SMS is no factor:
 * https://github.com/go-to-k/cdk-real-drift/blob/main/src/read/overrides.ts
 */
function smsFindings(part: string, input: JsonObject): Finding[] {
  const app = objectIn(input, 'SoftwareTokenMfaConfiguration')
  const hasOther = app['Enabled'] === true || 'EmailMfaConfiguration' in input
  if (!('SmsMfaConfiguration' in input) || !hasOther) return []
  return [
    {
      id: `sms-factor/${part}`,
      sentence:
        "Cognito doesn't say whether text messages were a factor next to the others. They are one in the new pool; turn them off there if not.",
      canAccept: true
    }
  ]
}

function relyingPartyFindings(
  part: string,
  relyingParty: string,
  { domain, target }: Making
): Finding[] {
  const isOfNewDomain =
    typeof domain === 'object' &&
    relyingParty === `${domain.prefix}.auth.${target.region}.amazoncognito.com`
  if (relyingParty === '' || domain === 'keep' || isOfNewDomain) return []
  return [
    {
      id: `relying-party/${part}`,
      sentence: `Passkeys are for ${relyingParty}. In the input replace, give the domain where users of the new pool sign in. Or accept it.`,
      canAccept: true
    }
  ]
}
