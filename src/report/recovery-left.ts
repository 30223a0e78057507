import { isoTime } from '../shared/iso-time.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'

/**
 * Sentences about the recovery that a stopped run leaves as it is, and how to go
 * on.
 */
export function goOnSteps({
  action,
  recovery,
  blocksUntil,
  inDoubt
}: RecoverOutcome): string[] {
  if (action === 'check') return []
  if (inDoubt === 'initiate') {
    return [
      'It is not known whether a recovery was initiated. Writes may be blocked. Run recovery: preview again: it goes on with that recovery.'
    ]
  }
  const id = recovery?.id ?? ''
  const doubt =
    inDoubt === undefined
      ? []
      : [`It is not known whether it was ${DONE[inDoubt]}.`]
  switch (recovery?.status) {
    case undefined:
      return ['No recovery was initiated, started or cancelled.']
    case 'PREVIEW_GENERATING':
    case 'PREVIEW_GENERATED': {
      const by = blocksUntil === undefined ? '' : ` by ${isoTime(blocksUntil)}`
      return [
        `The preview of the recovery ${id} ${inDoubt === undefined ? 'still blocks' : 'may still block'} writes.`,
        ...doubt,
        `Run recovery: ${action ?? 'preview'} again to go on, or end it${by} with recovery: cancel.`
      ]
    }
    case 'RESTORING':
      return [
        `Cognito goes on with the recovery ${id}. Run recovery: apply again with the same inputs to see its end.`
      ]
    case 'RESTORE_COMPLETED':
      return [
        `The recovery ${id} is applied. Run recovery: apply again with the same inputs to see what it took.`
      ]
    default:
      return []
  }
}

const DONE = { start: 'started', cancel: 'cancelled' } as const
