import type { Env } from './world.ts'
import { UserError } from './errors.ts'

/*
 * The kinds of values that inputs take. Whatever throws here throws UserError
 * `input`, which names the input, the problem and an example, and never repeats
 * the value: it may be personal data, or a secret in the wrong place.
 */

/**
 * What the runner sets from action.yml when a workflow leaves the input out, so
 * that the bundle behaves alike when it is started without the runner. A test
 * holds the two together.
 */
export const DEFAULTS: Readonly<Record<string, string>> = {
  prefix: 'cognito-backup',
  snapshot: 'latest',
  'verify-level': 'contents',
  'server-side-encryption': 'aws:kms',
  'mfa-lookup': 'auto',
  'mfa-lookup-limit': '10000',
  'dry-run': 'false',
  'existing-users': 'skip',
  'users-without-username': 'skip',
  'mfa-users': 'skip',
  'federated-users': 'skip',
  'restored-user-status': 'confirmed',
  'restore-method': 'api',
  'add-custom-attributes': 'false',
  'quota-share': '80',
  'max-duration': '5h50m',
  'tracking-issue': 'false',
  'role-duration-seconds': '3600',
  'role-session-name': 'GitHubActions'
}

/** The value of an input as it was given; `''` when it isn't. */
function readRaw(env: Env, input: string): string {
  return env[`INPUT_${input.toUpperCase()}`] ?? DEFAULTS[input] ?? ''
}

/** The value of an input, trimmed; `''` when it isn't given. */
export function read(env: Env, input: string): string {
  return readRaw(env, input).trim()
}

export function required(env: Env, input: string, example: string): string {
  const value = read(env, input)
  if (value === '') throw wrong(input, 'is required but missing', example)
  return value
}

/** One line of an input that takes several. */
export interface Line {
  /** Trimmed, and not empty. */
  text: string
  /** From 1, blank lines counted. */
  number: number
}

/** The lines of an input that aren't blank. */
export function readLines(env: Env, input: string): Line[] {
  return readRaw(env, input)
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '')
}

export function readChoice<T extends string>(
  env: Env,
  input: string,
  choices: readonly [T, T, ...T[]]
): T {
  const value = read(env, input)
  const choice = choices.find(known => known === value)
  if (choice !== undefined) return choice
  const [first, second, ...others] = choices
  const problem =
    others.length === 0
      ? `is neither ${first} nor ${second}`
      : `is none of ${choices.slice(0, -1).join(', ')} and ${choices.at(-1)}`
  throw wrong(input, problem, first)
}

/** Takes the booleans of YAML 1.2's core schema, as the runner does. */
export function readBoolean(env: Env, input: string): boolean {
  const value = read(env, input)
  if (/^(true|True|TRUE)$/.test(value)) return true
  if (/^(false|False|FALSE)$/.test(value)) return false
  throw wrong(input, 'is neither true nor false', 'true')
}

export function readWhole(
  env: Env,
  input: string,
  lowest: number,
  highest: number
): number {
  const value = read(env, input)
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (number >= lowest && number <= highest) return number
  throw wrong(
    input,
    `is not a whole number from ${lowest} to ${highest}`,
    DEFAULTS[input] ?? String(lowest)
  )
}

export function wrong(
  input: string,
  problem: string,
  example: string
): UserError {
  return new UserError(
    'input',
    `The input ${input} ${problem}. A valid example: ${example}.`
  )
}
