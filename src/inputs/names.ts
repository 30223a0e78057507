import { UserError } from '../shared/errors.ts'
import type { Env } from '../shared/world.ts'

/** The inputs of this version, as action.yml lists them. */
export const INPUTS: readonly string[] = [
  'mode',
  'user-pool-id',
  'bucket',
  'prefix',
  'snapshot',
  'source-user-pool-id',
  'manifest-sha256',
  'max-age',
  'verify-level',
  'kms-key-id',
  'server-side-encryption',
  'age-recipients',
  'age-identity',
  'mfa-lookup',
  'mfa-lookup-limit',
  'dry-run',
  'existing-users',
  'users-without-username',
  'mfa-users',
  'federated-users',
  'restored-user-status',
  'restore-method',
  'import-role-arn',
  'only-users',
  'only-users-file',
  'replace',
  'add-custom-attributes',
  'quota-share',
  'quotas',
  'max-duration',
  'aws-region',
  'role-to-assume',
  'role-duration-seconds',
  'role-session-name',
  'allowed-account-ids',
  'bucket-region',
  'bucket-role-to-assume',
  'expected-bucket-owner',
  'object-acl',
  'request-payer',
  'github-token',
  'tracking-issue'
]

/**
 * Inputs that the interface of the action reserves and this version doesn't act
 * on, with the values that ask for nothing beyond their default. Any other value
 * must not be ignored: who pins a manifest must never get another one restored.
 */
export const RESERVED_INPUTS: Readonly<Record<string, readonly string[]>> = {}

/**
 * Refuses an input that this version doesn't know, instead of ignoring a
 * misspelt one as the runner does. Not every variable `INPUT_…` is an input of
 * this step: act hands on those of a composite action around it, and a workflow
 * may set one in `env`. What the step was given can't be told from them, so one
 * that no input of ours is like is let pass.
 *
 * @param reservedInputs a test hands in its own
 * @returns the variables that were let pass
 * @throws UserError `input`
 */
export function refuseUnknownInputs(
  env: Env,
  reservedInputs = RESERVED_INPUTS
): string[] {
  const foreign: string[] = []
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('INPUT_') || value === undefined) continue
    const input = variable.slice('INPUT_'.length).toLowerCase()
    if (INPUTS.includes(input)) continue
    const accepted = Object.hasOwn(reservedInputs, input)
      ? reservedInputs[input]
      : undefined
    if (accepted?.includes(value.trim())) continue
    const meant = accepted === undefined ? inputLike(input) : undefined
    if (accepted === undefined && isForeign(input, meant)) {
      if (value.trim() !== '') foreign.push(variable)
      continue
    }
    throw accepted === undefined
      ? unknown(input, meant)
      : reserved(input, accepted)
  }
  return foreign
}

/**
 * With a hyphen, as most of ours have one, it is taken for an input of this step
 * whatever else is in it: a shell can't export such a name.
 */
function isForeign(input: string, meant: string | undefined): boolean {
  return meant === undefined && !input.includes('-')
}

function reserved(input: string, accepted: readonly string[]): UserError {
  const remedy = accepted.length > 0 ? `set it to ${accepted[0]} or ` : ''
  return new UserError(
    'input',
    `The input ${input} is not part of this version of the action yet: ${remedy}leave it out.`
  )
}

function unknown(input: string, meant: string | undefined): UserError {
  const hint =
    meant === undefined
      ? `The inputs are: ${INPUTS.join(', ')}.`
      : `Did you mean ${meant}?`
  return new UserError('input', `There is no input ${input}. ${hint}`)
}

/** The input that was most likely meant: the same letters, or nearly so. */
function inputLike(input: string): string | undefined {
  const bare = (name: string) => name.replace(/[^a-z0-9]/g, '')
  const given = bare(input)
  const known = [...INPUTS, ...Object.keys(RESERVED_INPUTS)]
    .map(name => ({ name, slips: slipsBetween(given, bare(name)) }))
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
