import type { Env } from '../shared/world.ts'
import { readCommon, type CommonInputs } from './common.ts'
import { wrong } from './kinds.ts'
import { readSnapshotInputs, type SnapshotInputs } from './snapshot.ts'
import { INPUTS, type Values } from './table.ts'

/** What the inputs of a verification say. */
export interface VerifyInputs extends CommonInputs, SnapshotInputs {
  mode: 'verify'
  /** The pool to compare the snapshot with, if any. */
  userPoolId: string | undefined
  level: 'contents' | 'headers'
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

/** @throws UserError `input` */
export function readVerifyInputs(
  values: Values<'verify'>,
  env: Env
): VerifyInputs {
  const userPoolId = values['user-pool-id']
  const chosen = readSnapshotInputs(values, () => {
    const source = values['source-user-pool-id'] ?? userPoolId
    if (source !== undefined) return source
    const { example } = INPUTS['source-user-pool-id']
    throw wrong(
      { name: 'source-user-pool-id', example },
      'is missing. Give it, user-pool-id or an s3:// address in snapshot, to say of which pool the snapshot is'
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
    level: values['verify-level'],
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...chosen,
    ...readCommon(values, env, userPoolId ?? source)
  }
}
