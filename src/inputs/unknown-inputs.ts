import { UserError } from '../shared/errors.ts'
import { INPUT_NAMES, INPUTS } from './table.ts'

/**
 * Refuses an input that this version doesn't know. The runner ignores a misspelt
 * one. Not every variable `INPUT_…` is an input of this step: act passes on those
 * of a composite action around it, and a workflow may set one in `env`. Nothing
 * marks the inputs of this step, so a variable that is like no input is ignored.
 *
 * @param variables all that begin with `INPUT_` and are no input
 * @returns the variables that are ignored and not empty
 * @throws UserError `input`
 */
export function refuseUnknownInputs(
  variables: Readonly<Record<string, string>>
): string[] {
  return Object.entries(variables)
    .filter(([variable, text]) => {
      const input = variable.slice('INPUT_'.length).toLowerCase()
      if (Object.hasOwn(INPUTS, input)) return false
      refuseMisspelt(input)
      return text.trim() !== ''
    })
    .map(([variable]) => variable)
}

/**
 * A name with a hyphen is taken for an input of this step even if it is like no
 * input: most inputs have a hyphen, and a shell can't export such a name.
 */
function refuseMisspelt(input: string): void {
  const meant = inputLike(input)
  if (meant === undefined && !input.includes('-')) return
  const hint =
    meant === undefined
      ? `The inputs are: ${INPUT_NAMES.join(', ')}.`
      : `Did you mean ${meant}?`
  throw new UserError('input', `There is no input ${input}. ${hint}`)
}

/** The input that was most likely meant: the same letters, or nearly so. */
function inputLike(input: string): string | undefined {
  const bare = (name: string) => name.replace(/[^a-z0-9]/g, '')
  const given = bare(input)
  const known = INPUT_NAMES.map(name => ({
    name,
    slips: slipsBetween(given, bare(name))
  }))
    // A slip in five letters: METHOD and MODEL are words of their own.
    .filter(({ name, slips }) => slips <= Math.min(2, bare(name).length / 5))
    .sort((a, b) => a.slips - b.slips)
  return known[0]?.name
}

/** How many letters must be put in, taken out or exchanged (Levenshtein). */
function slipsBetween(given: string, known: string): number {
  let row = Array.from({ length: known.length + 1 }, (_, at) => at)
  for (const [above, letter] of Array.from(given).entries()) {
    const next = [above + 1]
    for (const [at, other] of Array.from(known).entries()) {
      const [diagonal = 0, up = 0] = row.slice(at, at + 2)
      const changed = diagonal + (letter === other ? 0 : 1)
      next.push(Math.min(changed, up + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
