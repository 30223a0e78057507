import type { Env } from '../shared/world.ts'
import { UserError } from '../shared/errors.ts'

/*
 * The kinds of values that inputs take. Whatever throws here throws UserError
 * `input`, which names the input, the problem and an example, and never repeats
 * the value: it may be personal data, or a secret in the wrong place.
 */

/**
 * What the runner sets from action.yml when a workflow leaves the input out, so
 * that the bundle behaves alike when it is started without the runner. A test
 * holds the two together. For an input without a default the runner sets an empty
 * text, as an expression does that gave nothing. So every input has one whose
 * absence means "all", "no check" or the like, and then an empty text is refused.
 */
export const DEFAULTS: Readonly<Record<string, string>> = {
  'user-pool-id': 'none',
  bucket: 'none',
  prefix: 'cognito-backup',
  snapshot: 'latest',
  'source-user-pool-id': 'same',
  'manifest-sha256': 'none',
  'max-age': 'none',
  'verify-level': 'contents',
  'server-side-encryption': 'aws:kms',
  'age-recipients': 'none',
  'age-identity': 'none',
  'mfa-lookup': 'auto',
  'mfa-lookup-limit': '10000',
  'dry-run': 'false',
  'existing-users': 'skip',
  'users-without-username': 'skip',
  'mfa-users': 'skip',
  'federated-users': 'skip',
  'restored-user-status': 'confirmed',
  'restore-method': 'api',
  'import-role-arn': 'none',
  'only-users': 'all',
  'only-users-file': 'none',
  replace: 'none',
  'add-custom-attributes': 'false',
  'quota-share': '80',
  quotas: 'none',
  'max-duration': '5h50m',
  'aws-region': 'auto',
  'role-to-assume': 'none',
  'object-acl': 'none',
  'request-payer': 'bucket-owner',
  'role-duration-seconds': '3600',
  'role-session-name': 'GitHubActions',
  'allowed-account-ids': 'all',
  'bucket-region': 'same',
  'bucket-role-to-assume': 'same',
  'expected-bucket-owner': 'none',
  'tracking-issue': 'false'
}

/**
 * The value of an input as it was given, for those who must not fail over it.
 * Nothing is to be decided by it.
 */
export function peek(env: Env, input: string): string {
  return env[`INPUT_${input.toUpperCase()}`] ?? DEFAULTS[input] ?? ''
}

/** The same, but empty only where the input has no default. */
function readRaw(env: Env, input: string): string {
  const value = peek(env, input)
  if (value.trim() === '' && DEFAULTS[input] !== undefined) {
    throw empty(input, 'is empty; the expression gave nothing')
  }
  return value
}

/** An address names bucket and pool, which some keep as secrets; an id doesn't. */
const EMPTIED: Readonly<Record<string, string>> = {
  snapshot:
    ' GitHub empties an output of another job that holds the text of a secret, such as the name of the bucket. Pass snapshot-id on instead, or keep that text in a variable.'
}

function empty(input: string, problem: string): UserError {
  return new UserError(
    'input',
    `The input ${input} ${problem}. Give it a value, or write its default: ${DEFAULTS[input]}.${EMPTIED[input] ?? ''}`
  )
}

/** The value of an input, trimmed; `''` only where it has no default. */
export function read(env: Env, input: string): string {
  return readRaw(env, input).trim()
}

/** The same; `undefined` where it is the default, which stands for no value. */
export function optional(env: Env, input: string): string | undefined {
  const value = read(env, input)
  return value === (DEFAULTS[input] ?? '') ? undefined : value
}

export function required(env: Env, input: string, example: string): string {
  const value = optional(env, input)
  if (value !== undefined) return value
  throw wrong(input, 'is required but missing', example)
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
export function readLines(
  env: Env,
  input: string,
  isComment: (text: string) => boolean = () => false
): Line[] {
  const lines = linesOf(readRaw(env, input)).filter(
    ({ text }) => !isComment(text)
  )
  if (lines.length === 0) throw empty(input, 'has comments only')
  const isDefault = lines.length === 1 && lines[0]?.text === DEFAULTS[input]
  return isDefault ? [] : lines
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
