import { isAgeComment } from './age.ts'
import { linesOf } from './kinds.ts'
import type { InputTexts } from './parse.ts'
import { INPUTS } from './table.ts'

/**
 * Texts in the inputs that no log may show: the lines of age-identity, right or
 * wrong, and secret keys that are in another input by mistake.
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
  return [...new Set([...given, ...misplaced])]
}
