import type { AlarmLimits } from '../compare/alarms.ts'
import type { Env } from '../shared/world.ts'
import { readCommon, type CommonInputs } from './common.ts'
import {
  readSnapshotInputs,
  sourcePoolOf,
  type SnapshotInputs
} from './snapshot.ts'
import { limitsOf, refuseLimits } from './limits.ts'
import type { Values } from './table.ts'

/** What the inputs of a verification say. */
export interface VerifyInputs extends CommonInputs, SnapshotInputs {
  mode: 'verify'
  /** The pool to compare the snapshot with, if any. */
  userPoolId: string | undefined
  level: 'contents' | 'headers'
  limits: AlarmLimits
  /** The attribute in which restores keep the old `sub`, if they do. */
  subAttribute: string | undefined
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

/** @throws UserError `input` */
export function readVerifyInputs(
  values: Values<'verify'>,
  env: Env
): VerifyInputs {
  const userPoolId = values['user-pool-id']
  const chosen = readSnapshotInputs(values, () =>
    sourcePoolOf(values, userPoolId)
  )
  const { snapshot } = chosen
  const source =
    'address' in snapshot
      ? snapshot.address.userPoolId
      : snapshot.latestOf.userPoolId
  const level = values['verify-level']
  if (userPoolId === undefined) refuseLimits(values, 'needs user-pool-id')
  if (level === 'headers') refuseLimits(values, 'needs verify-level: contents')
  return {
    mode: 'verify',
    userPoolId,
    level,
    limits: limitsOf(values),
    subAttribute: values['sub-attribute'],
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...chosen,
    ...readCommon(values, env, userPoolId ?? source)
  }
}
