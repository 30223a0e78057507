import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import {
  isDiscarded,
  isPreview,
  isStuck,
  needsPreview
} from '../shared/recovery-facts.ts'

/**
 * Sentences about the recovery that a stopped run leaves as it is, and how to go
 * on.
 */
export function goOnSteps(outcome: RecoverOutcome): string[] {
  const { action, recovery, inDoubt } = outcome
  if (action === 'check') return []
  if (inDoubt === 'initiate') {
    return [
      'It is not known whether a recovery was initiated. Writes may be blocked. Run recovery: preview again: it goes on with that recovery.'
    ]
  }
  if (recovery === undefined) {
    return [
      'No recovery was initiated, started or cancelled.',
      ...(needsPreview(action)
        ? ['Writes to the pool may still be blocked.']
        : [])
    ]
  }
  const { id, status } = recovery
  if (isPreview(recovery)) return goOnWithPreview(id, outcome)
  if (isDiscarded(recovery)) {
    return [
      `The preview of the recovery ${id} is over, and writes go on. Make a new preview to recover the pool.`
    ]
  }
  if (isStuck(recovery)) {
    return [
      `Writes to the pool stay blocked. Only AWS Support can end the recovery ${id}: look for its case.`
    ]
  }
  const apply =
    action === 'apply'
      ? 'apply again with the same inputs'
      : 'apply with its id'
  switch (status) {
    case 'RESTORING':
      return [
        `Cognito goes on with the recovery ${id}, and blocks writes meanwhile. Run recovery: ${apply} to see its end.`
      ]
    case 'RESTORE_COMPLETED':
      return [
        `The recovery ${id} is applied. Run recovery: ${apply} to see what it took.`
      ]
    default:
      return [
        `Writes to the pool may be blocked. Look for the recovery ${id} in the console of Cognito.`
      ]
  }
}

function goOnWithPreview(
  id: string,
  { action, blocksUntil, inDoubt }: RecoverOutcome
): string[] {
  const by = blocksUntil === undefined ? '' : ` by ${isoTime(blocksUntil)}`
  const blocks = `The preview of the recovery ${id} ${inDoubt === undefined ? 'still blocks' : 'may still block'} writes.`
  switch (inDoubt) {
    case 'start':
      return [
        blocks,
        'It is not known whether it was started.',
        `Run recovery: ${action} again to go on. If it was not started, recovery: cancel can end it.`
      ]
    case 'cancel':
      return [
        blocks,
        'It is not known whether it was cancelled.',
        'Run recovery: cancel to end it.'
      ]
    case 'initiate':
    case undefined:
      return [
        blocks,
        action === 'cancel'
          ? `Run recovery: cancel again${by}.`
          : `Run recovery: ${action} again to go on, or end it${by} with recovery: cancel.`
      ]
  }
}
