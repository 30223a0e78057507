import { isAgeComment } from './age.ts'
import { hiddenTexts } from './given-secrets.ts'
import { linesOf } from './kinds.ts'
import type { InputTexts } from './parse.ts'
import { INPUTS } from './table.ts'

/**
 * Texts in the inputs that no log may show, right or wrong: the lines of
 * age-identity and pseudonym-key, the values of secrets, and secret keys of age in
 * other inputs.
 */
export function secretTexts({ inputs, others }: InputTexts): string[] {
  const given = linesOf(inputs['age-identity'])
    .map(({ text }) => text)
    .filter(
      text => !isAgeComment(text) && text !== INPUTS['age-identity'].default
    )
  const misplaced = [
    ...Object.values(inputs),
    ...Object.values(others)
  ].flatMap(text => text.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? [])
  const ofPool =
    inputs.secrets.trim() === INPUTS.secrets.default
      ? []
      : hiddenTexts(inputs.secrets)
  const key = linesOf(inputs['pseudonym-key'])
    .map(({ text }) => text)
    .filter(text => text !== INPUTS['pseudonym-key'].default)
  return [...new Set([...given, ...ofPool, ...key, ...misplaced])]
}
