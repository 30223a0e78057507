import type { ActionRequest, RecoverRequest } from '../recover/request.ts'
import type { Env } from '../shared/world.ts'
import { readCommon, type CommonInputs } from './common.ts'
import { required } from './parse.ts'
import { refusal } from './refusal.ts'
import { readSnapshotInputs } from './snapshot.ts'
import type { Values } from './table.ts'

/** What the inputs of mode recover say. */
export type RecoverInputs = CommonInputs &
  RecoverRequest & { mode: 'recover'; userPoolId: string }

/** How long a preview may block writes, unless the input says it. */
const BLOCKS_FOR_MS = 2 * 3_600_000

/** @throws UserError `input` */
export function readRecoverInputs(
  values: Values<'recover'>,
  env: Env
): RecoverInputs {
  const userPoolId = required('user-pool-id', values['user-pool-id'])
  refuseUnused(values)
  refuseLongBlock(values)
  return {
    mode: 'recover',
    userPoolId,
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...readCommon(values, env, userPoolId),
    ...readAction(values, userPoolId)
  }
}

function readAction(
  values: Values<'recover'>,
  userPoolId: string
): ActionRequest {
  const recoverTo = values['recover-to']
  const blockWritesForMs = values['block-writes-for']
  switch (values.recovery) {
    case 'check':
      return { recovery: 'check', recoverTo }
    case 'preview':
      return {
        recovery: 'preview',
        recoverTo,
        blockWritesForMs: blockWritesForMs ?? BLOCKS_FOR_MS
      }
    case 'apply': {
      const recoveryId = required('recovery-id', values['recovery-id'])
      if (recoveryId === 'active') {
        throw refusal(
          'recovery-id',
          'is active, and apply needs the id of the preview that was approved'
        )
      }
      return {
        recovery: 'apply',
        recoveryId,
        maxDeleted: values['max-deleted'],
        ageRecipients: values['age-recipients'],
        ...readSnapshotInputs(
          values,
          () => values['source-user-pool-id'] ?? userPoolId
        )
      }
    }
    case 'cancel':
      return {
        recovery: 'cancel',
        recoveryId: required('recovery-id', values['recovery-id']),
        blockWritesForMs
      }
  }
}

/** The inputs that not all of the four actions use, and which do. */
const USED_BY = [
  ['recover-to', ['check', 'preview']],
  ['block-writes-for', ['preview', 'cancel']],
  ['recovery-id', ['apply', 'cancel']],
  ['max-deleted', ['apply']],
  ['snapshot', ['apply']],
  ['source-user-pool-id', ['apply']],
  ['manifest-sha256', ['apply']],
  ['max-age', ['apply']],
  ['age-recipients', ['apply']],
  ['age-identity', ['apply']]
] as const

/** Refuses an input that would have no effect, such as a limit. */
function refuseUnused(values: Values<'recover'>): void {
  for (const [name, users] of USED_BY) {
    const isUsed = users.some(user => user === values.recovery)
    if (isUsed || !isGiven(values[name])) continue
    throw refusal(name, `needs recovery: ${users.join(' or ')}`)
  }
}

/** Whether a value is another than the default of its input. */
function isGiven(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== 'latest' && value !== 0
}

/**
 * The run that cancels a preview has to wait for so long. A preview is refused too,
 * or it would begin what no run could end.
 */
function refuseLongBlock(values: Values<'recover'>): void {
  const blockWritesForMs = values['block-writes-for'] ?? 0
  if (blockWritesForMs <= values['max-duration']) return
  throw refusal(
    'block-writes-for',
    'is longer than max-duration, so no run could wait to cancel the preview. Raise max-duration, and the timeout of the job'
  )
}
