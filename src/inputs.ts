import type { PacerOptions } from './cognito/pacer.ts'
import type { MfaLookupPolicy } from './export/mfa-lookup.ts'
import { refuseUnknownInputs } from './input-names.ts'
import {
  read,
  readAlgorithm,
  readBucket,
  readKeyId,
  readMfaLookup,
  readPace,
  readPrefix,
  readRegion,
  readSourceUserPoolId,
  readUserPoolId,
  required,
  wrong,
  type RegionInput
} from './input-values.ts'
import {
  isSnapshotId,
  parseAddress,
  type SnapshotAddress
} from './snapshot/address.ts'
import type { Env } from './world.ts'

export interface ExportInputs extends RegionInput {
  mode: 'export'
  userPoolId: string
  bucket: string
  prefix: string
  encryption: { algorithm: 'aws:kms' | 'aws:kms:dsse'; keyId: string }
  mfaLookup: MfaLookupPolicy
  pace: PacerOptions
}

export interface RestoreInputs extends RegionInput {
  mode: 'restore'
  userPoolId: string
  bucket: string
  snapshot:
    | { address: SnapshotAddress }
    | { latestOf: { prefix: string; userPoolId: string } }
  pace: PacerOptions
}

export type Inputs = ExportInputs | RestoreInputs

/**
 * Reads and checks the action's inputs before any call is made.
 *
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readInputs(env: Env): Inputs {
  refuseUnknownInputs(env)
  const mode = required(env, 'mode', 'export or restore')
  switch (mode) {
    case 'export':
      return readExportInputs(env)
    case 'restore':
      return readRestoreInputs(env)
    case 'verify':
      throw wrong(
        'mode',
        'verify is not part of this version of the action',
        'restore, which checks the whole snapshot before it writes anything'
      )
    default:
      throw wrong('mode', 'is neither export nor restore', 'export')
  }
}

function readExportInputs(env: Env): ExportInputs {
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
    mfaLookup: readMfaLookup(env),
    pace: readPace(env),
    ...readRegion(env, userPoolId)
  }
}

function readRestoreInputs(env: Env): RestoreInputs {
  const userPoolId = readUserPoolId(env)
  const common = {
    mode: 'restore' as const,
    userPoolId,
    pace: readPace(env),
    ...readRegion(env, userPoolId)
  }
  const choice = read(env, 'snapshot')
  const source = readSourceUserPoolId(env)
  if (choice.startsWith('s3://')) {
    const address = parseAddress(choice)
    const { bucket } = address
    expectSame(env, 'bucket', bucket)
    expectSame(env, 'source-user-pool-id', address.userPoolId)
    return { ...common, bucket, snapshot: { address } }
  }
  const bucket = readBucket(env)
  const place = { prefix: readPrefix(env), userPoolId: source ?? userPoolId }
  if (choice === 'latest') {
    const snapshot = { latestOf: place }
    return { ...common, bucket, snapshot }
  }
  if (!isSnapshotId(choice)) {
    throw wrong(
      'snapshot',
      'is neither latest, nor the id or s3:// address of a snapshot',
      '20261123T020000Z-ABCDEFGHIJKLMNOP'
    )
  }
  const address = { bucket, ...place, snapshotId: choice }
  return { ...common, bucket, snapshot: { address } }
}

/** An input that repeats a part of the s3:// address must say the same. */
function expectSame(env: Env, input: string, inAddress: string): void {
  const value = read(env, input)
  if (value !== '' && value !== inAddress) {
    throw wrong(
      input,
      'differs from the s3:// address in the input snapshot; leave one of them out',
      inAddress
    )
  }
}
