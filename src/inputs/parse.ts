import type { Env } from '../shared/world.ts'
import { empty, wrong, type GivenInput, type Input } from './kinds.ts'
import {
  INPUT_NAMES,
  INPUTS,
  type InputName,
  type Value,
  type Values
} from './table.ts'

/** The inputs of a run as texts, before any check. */
export interface InputTexts {
  /** What the workflow gave, or the default. */
  inputs: Readonly<Record<InputName, string>>
  /** The other variables that look like inputs: a misspelt one may be among them. */
  others: Readonly<Record<string, string>>
}

/** Takes the inputs out of the environment, where the runner puts them. */
export function takeTexts(env: Env): InputTexts {
  const inputs = INPUT_NAMES.map(name => {
    const row: Input = INPUTS[name]
    return [name, env[variableOf(name)] ?? row.default ?? '']
  })
  const ours = new Set(INPUT_NAMES.map(variableOf))
  const others = Object.entries(env).filter(
    ([variable, text]) =>
      variable.startsWith('INPUT_') && !ours.has(variable) && text !== undefined
  )
  return {
    inputs: Object.fromEntries(inputs) as InputTexts['inputs'],
    others: Object.fromEntries(others) as InputTexts['others']
  }
}

/** The runner's rule: the name in capitals, with its hyphens. */
function variableOf(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}

/** What the inputs of a run say, in one of the modes. */
export type AnyValues =
  | Values<'export'>
  | Values<'restore'>
  | Values<'verify'>
  | Values<'compare'>
  | Values<'recover'>
  | Values<'create-pool'>

/**
 * Reads the inputs that the mode takes, each by its row of the table.
 *
 * @throws UserError `input` about the first that is wrong
 */
export function parseInputs(texts: InputTexts): AnyValues {
  // Each mode refuses each empty text, also of an input that it ignores.
  const given = INPUT_NAMES.map(name => [name, toGiven(texts, name)] as const)
  const mode = parseInput(texts, 'mode')
  const values = given.flatMap(([name, one]) => {
    const row: Input = INPUTS[name]
    if (row.modes.includes(mode)) return [[name, row.read(one)]]
    row.refuseElsewhere?.(one)
    return []
  })
  return Object.fromEntries(values) as AnyValues
}

/**
 * Reads one input, whatever the mode is.
 *
 * @throws UserError `input`
 */
export function parseInput<N extends InputName>(
  texts: InputTexts,
  name: N
): Value<N> {
  return INPUTS[name].read(toGiven(texts, name)) as Value<N>
}

function toGiven({ inputs }: InputTexts, name: InputName): GivenInput {
  const { default: fallback, emptyHint, example }: Input = INPUTS[name]
  const text = inputs[name]
  const given = {
    name,
    text,
    value: text.trim(),
    default: fallback,
    example: example ?? fallback ?? ''
  }
  if (given.value === '' && fallback !== undefined) {
    throw empty(given, 'is empty; the expression gave nothing', emptyHint)
  }
  return given
}

/**
 * The value of an input that this run can't do without.
 *
 * @throws UserError `input` where it has none
 */
export function required<T>(name: InputName, value: T | undefined): T {
  if (value !== undefined) return value
  const { example = '' }: Input = INPUTS[name]
  throw wrong({ name, example }, 'is required but missing')
}
