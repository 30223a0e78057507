import { UserError } from './errors.ts'
import type { Env } from './world.ts'

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
 * misspelt one as the runner does.
 *
 * @param reservedInputs a test hands in its own
 * @throws UserError `input`
 */
export function refuseUnknownInputs(
  env: Env,
  reservedInputs = RESERVED_INPUTS
): void {
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('INPUT_') || value === undefined) continue
    const input = variable.slice('INPUT_'.length).toLowerCase()
    if (INPUTS.includes(input)) continue
    const accepted = Object.hasOwn(reservedInputs, input)
      ? reservedInputs[input]
      : undefined
    if (accepted?.includes(value.trim())) continue
    throw accepted === undefined ? unknown(input) : reserved(input, accepted)
  }
}

function reserved(input: string, accepted: readonly string[]): UserError {
  const remedy = accepted.length > 0 ? `set it to ${accepted[0]} or ` : ''
  return new UserError(
    'input',
    `The input ${input} is not part of this version of the action yet: ${remedy}leave it out.`
  )
}

function unknown(input: string): UserError {
  const bare = (name: string) => name.replace(/[^a-z0-9]/g, '')
  const meant = [...INPUTS, ...Object.keys(RESERVED_INPUTS)].find(
    known => bare(known) === bare(input)
  )
  const hint =
    meant === undefined
      ? `The inputs are: ${INPUTS.join(', ')}.`
      : `Did you mean ${meant}?`
  return new UserError('input', `There is no input ${input}. ${hint}`)
}
