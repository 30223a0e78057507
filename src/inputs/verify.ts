import type { PacerOptions } from '../cognito/calls/pacer.ts'
import { optional, readBoolean, readChoice, wrong } from './kinds.ts'
import {
  readAllowedAccountIds,
  readMaxDuration,
  readPace,
  readRegion,
  readSourceUserPoolId,
  readUserPoolId,
  type RegionInput
} from './values.ts'
import { readSnapshotInputs, type SnapshotInputs } from './snapshot.ts'
import type { Env } from '../shared/world.ts'

export interface VerifyInputs extends RegionInput, SnapshotInputs {
  mode: 'verify'
  /** The pool to compare the snapshot with, if any. */
  userPoolId: string | undefined
  level: 'contents' | 'headers'
  pace: PacerOptions
  maxDurationMs: number
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

/** @throws UserError `input` */
export function readVerifyInputs(env: Env): VerifyInputs {
  // Who sets dry-run expects something else than this mode does.
  if (readBoolean(env, 'dry-run')) {
    throw wrong('dry-run', 'is for mode restore only; leave it out', 'false')
  }
  const userPoolId = optional(env, 'user-pool-id') && readUserPoolId(env)
  const chosen = readSnapshotInputs(env, () => {
    const source = readSourceUserPoolId(env) ?? userPoolId
    if (source !== undefined) return source
    throw wrong(
      'source-user-pool-id',
      'is missing. Give it, user-pool-id or an s3:// address in snapshot, to say of which pool the snapshot is',
      'eu-west-1_Ab12Cd34E'
    )
  })
  const { snapshot } = chosen
  const source =
    'address' in snapshot
      ? snapshot.address.userPoolId
      : snapshot.latestOf.userPoolId
  return {
    mode: 'verify',
    userPoolId,
    level: readChoice(env, 'verify-level', ['contents', 'headers']),
    pace: readPace(env),
    maxDurationMs: readMaxDuration(env),
    allowedAccountIds: readAllowedAccountIds(env),
    ...chosen,
    ...readRegion(env, userPoolId ?? source)
  }
}
