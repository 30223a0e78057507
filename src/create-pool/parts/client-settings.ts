import { isObject, textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made, unchanged } from './made.ts'
import { madeByOneCall, notMade } from './request-of.ts'

/** A document with terms, by CreateTerms. */
export function madeTerms(part: Part, making: Making): MadePart {
  return madeByOneCall(part, 'CreateTerms', 'It has the same links.', making)
}

/** A policy for clients with a metadata document, by CreateCIMDPolicy. */
export function madeCimdPolicy(part: Part, making: Making): MadePart {
  if (textOf(part.settings['ClientId']) === '') {
    const sentence = 'Its client is gone, and Cognito makes none without one.'
    return { ...notMade(part.name, sentence), verdict: 'impossible' }
  }
  const sentence = 'It has the same URL patterns.'
  return madeByOneCall(part, 'CreateCIMDPolicy', sentence, making)
}

/**
 * What Cognito answers for a client that was never set up.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ClientSSOSessionConfigType.html
 */
const DEFAULT_MINUTES = 60

/** How long a client's sessions last, by SetUserPoolClientSessionConfiguration. */
export function madeClientSessions(part: Part, making: Making): MadePart {
  const { name, settings } = part
  if (isDefault(settings['SSOSession'] ?? null)) {
    return unchanged(name, "It has Cognito's default.")
  }
  if (making.tracksSessions !== true) {
    return made({
      part: name,
      sentence: 'Cognito sets it only in a pool that counts sessions.',
      steps: [],
      findings: [],
      announced: [{ part: name, setting: 'SSOSession' }]
    })
  }
  return madeByOneCall(
    part,
    'SetUserPoolClientSessionConfiguration',
    'Sessions last as long.',
    making
  )
}

function isDefault(session: Part['settings'][string]): boolean {
  if (!isObject(session)) return true
  const { MaxValidityMinutes = DEFAULT_MINUTES, ...others } = session
  return (
    MaxValidityMinutes === DEFAULT_MINUTES && Object.keys(others).length === 0
  )
}
