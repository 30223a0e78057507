import { readAgeRecipients, refuseAgeIdentity } from './age.ts'
import type { PacerOptions } from '../cognito/calls/pacer.ts'
import type { MfaLookupPolicy } from '../export/mfa-lookup.ts'
import { read, readBoolean, required, wrong } from './kinds.ts'
import { INPUTS, refuseUnknownInputs } from './names.ts'
import {
  readAlgorithm,
  readAllowedAccountIds,
  readBucket,
  readKeyId,
  readMaxDuration,
  readMfaLookup,
  readPace,
  readPrefix,
  readRegion,
  readUserPoolId,
  type RegionInput
} from './values.ts'
import { readRestoreInputs, type RestoreInputs } from './restore.ts'
import { readVerifyInputs, type VerifyInputs } from './verify.ts'
import type { Env, Log } from '../shared/world.ts'

export interface ExportInputs extends RegionInput {
  mode: 'export'
  userPoolId: string
  bucket: string
  prefix: string
  encryption: { algorithm: 'aws:kms' | 'aws:kms:dsse'; keyId: string }
  /** Public keys of age that the snapshot is encrypted for; none: it isn't. */
  ageRecipients: readonly string[]
  mfaLookup: MfaLookupPolicy
  pace: PacerOptions
  maxDurationMs: number
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

export type Inputs = ExportInputs | RestoreInputs | VerifyInputs

/**
 * Reads and checks the action's inputs before any call is made.
 *
 * @param log names the variables that look like inputs and are none of ours
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readInputs(env: Env, log?: Log): Inputs {
  for (const variable of refuseUnknownInputs(env)) {
    log?.info(`${variable} is no input of this action, and is ignored.`)
  }
  // An empty one is refused in every mode, whether that has a use for it or not.
  for (const input of INPUTS) read(env, input)
  const mode = required(env, 'mode', 'export, restore or verify')
  switch (mode) {
    case 'export':
      return readExportInputs(env)
    case 'restore':
      return readRestoreInputs(env)
    case 'verify':
      return readVerifyInputs(env)
    default:
      throw wrong('mode', 'is neither export nor restore nor verify', 'export')
  }
}

function readExportInputs(env: Env): ExportInputs {
  // Who sets dry-run must never get a real run.
  if (readBoolean(env, 'dry-run')) {
    throw wrong('dry-run', 'is for mode restore only; leave it out', 'false')
  }
  refuseAgeIdentity(env)
  const userPoolId = readUserPoolId(env)
  return {
    mode: 'export',
    userPoolId,
    bucket: readBucket(env),
    prefix: readPrefix(env),
    encryption: {
      algorithm: readAlgorithm(env),
      keyId: readKeyId(env)
    },
    ageRecipients: readAgeRecipients(env),
    mfaLookup: readMfaLookup(env),
    pace: readPace(env),
    maxDurationMs: readMaxDuration(env),
    allowedAccountIds: readAllowedAccountIds(env),
    ...readRegion(env, userPoolId)
  }
}
