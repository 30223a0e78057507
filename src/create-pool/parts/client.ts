import { isObject, type JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { withoutMissing } from './client-references.ts'
import { secretOfClient } from './client-secret.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { notMade, requestOf } from './request-of.ts'

/** An app client, by CreateUserPoolClient. */
export function madeClient(part: Part, making: Making): MadePart {
  const { name } = part
  if (part.settings['ClientType'] === 'DCR') return registersItself(name)
  const operation = 'CreateUserPoolClient'
  const { input, findings, announced } = requestOf(part, operation, making)
  const secret = secretOfClient(part, making)
  const { kept, lost, later } = withoutMissing(input, making)
  return made({
    part: name,
    sentence:
      lost.length === 0
        ? 'It has the same settings and a new id.'
        : 'It has a new id, and lacks what names parts that the new pool lacks.',
    steps: [
      { part: name, operation, input: { ...explicit(kept), ...secret.input } }
    ],
    findings: [
      newId(name),
      ...secret.findings,
      ...laterScopes(name, later),
      ...findings
    ],
    announced: [
      ...announced,
      ...secret.announced,
      ...lost.map(setting => ({ part: name, setting }))
    ]
  })
}

/**
 * With what Cognito takes for something else if it is left out: a validity
 * without its unit, and tokens that can't be revoked.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
function explicit(input: JsonObject): JsonObject {
  const units = input['TokenValidityUnits']
  return {
    ...input,
    TokenValidityUnits: {
      AccessToken: 'hours',
      IdToken: 'hours',
      RefreshToken: 'days',
      ...(isObject(units) && units)
    },
    EnableTokenRevocation: input['EnableTokenRevocation'] ?? true
  }
}

function newId(part: string): Finding {
  return {
    id: `new-client-id/${part}`,
    sentence: 'Give its new client id to every app that signs in with it.',
    canAccept: true
  }
}

function laterScopes(part: string, scopes: readonly string[]): Finding[] {
  if (scopes.length === 0) return []
  return [
    {
      id: `later-scopes/${part}`,
      sentence: `Add ${scopes.join(', ')} to its scopes by hand, once the new pool has dynamic client registration.`,
      canAccept: true
    }
  ]
}

function registersItself(part: string): MadePart {
  return notMade(part, 'It registered itself, so it is not made.', [
    {
      id: `registers-itself/${part}`,
      sentence:
        'Its app has to register again, once the new pool has dynamic client registration.',
      canAccept: true
    }
  ])
}
