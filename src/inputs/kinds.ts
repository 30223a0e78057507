import { parseDuration } from '../shared/duration.ts'
import { UserError } from '../shared/errors.ts'
import type { Mode } from '../shared/outcome.ts'

/*
 * The kinds of inputs, of which table.ts is made. A reader throws UserError
 * `input`, which names the input, the problem and an example. It never repeats
 * the value: that may be personal data, or a secret in the wrong place.
 */

/** One input, as its reader gets it. */
export interface GivenInput {
  name: string
  /** As the workflow wrote it, or the default. Inputs of several lines need it. */
  text: string
  /** The same, trimmed. */
  value: string
  /** Often a word that stands for no value, such as `none`. */
  default: string | undefined
  /** A valid value, for sentences. */
  example: string
}

/** @throws UserError `input` */
export type Read<T> = (given: GivenInput) => T

/** What the action knows of one of its inputs. */
export interface Input {
  /**
   * What the runner sets from action.yml when a workflow leaves the input out.
   * It stands here too, so that the bundle behaves alike without the runner. For
   * an input without a default the runner sets an empty text, as an expression
   * does that gave nothing. So each input whose absence means "all" or "no check"
   * has a default, and then an empty text is refused.
   */
  default?: string
  /** A valid value, for sentences; left out where the default is one. */
  example?: string
  /** The modes that take it. The others ignore it. */
  modes: readonly Mode[]
  read: Read<unknown>
  /** Refuses it in the other modes, where it is not safe to ignore. */
  refuseElsewhere?: Read<void>
  /** Added to the sentence that refuses an empty text. */
  emptyHint?: string
}

/** Any text, trimmed. */
export const anyText: Read<string> = ({ value }) => value

/** `undefined` for the default, which stands for no value. */
export function optional<T>(read: Read<T>): Read<T | undefined> {
  return given =>
    given.value === (given.default ?? '') ? undefined : read(given)
}

/** A text of one form. `problem` goes on after the name of the input. */
export function matching(form: RegExp, problem: string): Read<string> {
  return given => {
    if (form.test(given.value)) return given.value
    throw wrong(given, problem)
  }
}

export function choice<T extends string>(
  ...choices: readonly [T, T, ...T[]]
): Read<T> {
  const [first, second, ...others] = choices
  const problem =
    others.length === 0
      ? `is neither ${first} nor ${second}`
      : `is none of ${choices.slice(0, -1).join(', ')} and ${choices.at(-1)}`
  return given => {
    const chosen = choices.find(known => known === given.value)
    if (chosen !== undefined) return chosen
    throw wrong({ ...given, example: first }, problem)
  }
}

/** Takes the booleans of YAML 1.2's core schema, as the runner does. */
export const boolean: Read<boolean> = given => {
  if (/^(true|True|TRUE)$/.test(given.value)) return true
  if (/^(false|False|FALSE)$/.test(given.value)) return false
  throw wrong({ ...given, example: 'true' }, 'is neither true nor false')
}

export function whole(lowest: number, highest: number): Read<number> {
  return given => {
    const number = /^\d{1,9}$/.test(given.value) ? Number(given.value) : NaN
    if (number >= lowest && number <= highest) return number
    throw wrong(given, `is not a whole number from ${lowest} to ${highest}`)
  }
}

/** A duration such as `5h50m`, in milliseconds, within bounds in milliseconds. */
export function duration(
  lowest: number,
  highest: number,
  problem: string
): Read<number> {
  return given => {
    const ms = parseDuration(given.value)
    if (ms !== undefined && ms >= lowest && ms <= highest) return ms
    throw wrong(given, problem)
  }
}

/** One line of an input that takes several. */
export interface Line {
  /** Trimmed, and not empty. */
  text: string
  /** From 1, blank lines counted. */
  number: number
}

/** The lines of a text that aren't blank. */
export function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '')
}

/** The lines of an input that are neither blank nor comments; none by default. */
export function linesGiven(
  given: GivenInput,
  isComment: (text: string) => boolean = () => false
): Line[] {
  const lines = linesOf(given.text).filter(({ text }) => !isComment(text))
  if (lines.length === 0) throw empty(given, 'has comments only')
  const isDefault = lines.length === 1 && lines[0]?.text === given.default
  return isDefault ? [] : lines
}

/** The failure of an input that has a default and was given no value. */
export function empty(
  given: Pick<GivenInput, 'name' | 'default'>,
  problem: string,
  hint = ''
): UserError {
  return new UserError(
    'input',
    `The input ${given.name} ${problem}. Give it a value, or write its default: ${given.default}.${hint}`
  )
}

/** The failure of an input. `problem` goes on after its name, without a stop. */
export function wrong(
  { name, example }: Pick<GivenInput, 'name' | 'example'>,
  problem: string
): UserError {
  return new UserError(
    'input',
    `The input ${name} ${problem}. A valid example: ${example}.`
  )
}
