import { textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart, Making } from './made-part.ts'
import { madeByOneCall, notMade } from './request-of.ts'

/** A resource server with its scopes, by CreateResourceServer. */
export function madeResourceServer(part: Part, making: Making): MadePart {
  if (textOf(part.settings['ManagedBy']) !== '') {
    const sentence =
      'Cognito makes it by itself, once dynamic client registration is on.'
    return notMade(part.name, sentence)
  }
  const sentence = 'It has the same scopes.'
  return madeByOneCall(part, 'CreateResourceServer', sentence, making)
}
