import type { JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { foreignFindings } from './foreign-texts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made, unchanged } from './made.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

/**
 * The Lambda triggers. They wait: those of sign-up, of migration and of messages
 * would run while the users are restored.
 */
export function madeTriggers(
  { name, settings }: Part,
  making: Making
): MadePart {
  const triggers = withoutEmpty(settings)
  if (Object.keys(triggers).length === 0) {
    return unchanged(name, 'The pool has none.')
  }
  const { unknown } = takeMembers('LambdaConfigType', triggers)
  return made({
    part: name,
    sentence: 'They are set once the users are restored.',
    steps: [],
    findings: [
      {
        id: `lambda-permission/${name}`,
        sentence:
          'Allow the new pool to invoke each function: AddPermission with its ARN as the source. Without it, sign-ins fail.',
        canAccept: true
      },
      ...foreignFindings(name, triggers, making),
      ...unknownSettings(name, unknown).findings
    ],
    announced: [{ part: name, setting: '' }]
  })
}

/** Triggers without PreTokenGeneration where PreTokenGenerationConfig repeats it. */
export function ownTriggers(triggers: JsonObject): JsonObject {
  const { PreTokenGeneration: _, ...others } = triggers
  return others['PreTokenGenerationConfig'] === undefined ? triggers : others
}
