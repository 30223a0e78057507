import type { UserError } from '../shared/errors.ts'
import { wrong, type Input } from './kinds.ts'
import { INPUTS, type InputName } from './table.ts'

/**
 * The refusal of an input whose value doesn't fit the other inputs.
 *
 * @param problem goes on after the name of the input
 */
export function refusal(name: InputName, problem: string): UserError {
  const { example, default: fallback = '' }: Input = INPUTS[name]
  return wrong({ name, example: example ?? fallback }, problem)
}
