import type { RecoverOutcome } from '../../shared/outcome.ts'
import { formatTime } from '../numbers.ts'

/** How a run of mode recover ended, in one line. */
export function recoverHeadline(
  outcome: RecoverOutcome,
  isCancelled: boolean
): string {
  const { action, status, recovery, inDoubt, conditions } = outcome
  if (status === 'failed' || status === 'partial' || action === undefined) {
    const what = WHAT[action ?? 'apply']
    const isOver = recovery?.status === 'RESTORE_COMPLETED'
    const left = isOver
      ? ' after the pool was recovered'
      : status === 'partial'
        ? `, and a recovery ${inDoubt === 'initiate' ? 'may be' : 'is'} under way`
        : ''
    return `${isCancelled ? '⏹️' : status === 'partial' ? '⚠️' : '❌'} ${what} ${isCancelled ? 'cancelled' : 'failed'}${left}`
  }
  const point =
    recovery === undefined ? '' : ` to ${formatTime(recovery.recoverTo)}`
  switch (action) {
    case 'check': {
      const isRefused = conditions.some(({ holds }) => holds === false)
      return isRefused
        ? '⚠️ No recovery of the pool is possible now'
        : '✅ Nothing known speaks against a recovery of the pool'
    }
    case 'preview':
      return `📋 Preview of a recovery${point}: writes to the pool are blocked`
    case 'apply':
      return `✅ The pool is recovered${point}`
    case 'cancel':
      return recovery === undefined
        ? '✅ No recovery was active'
        : CANCELLED.includes(recovery.status)
          ? '✅ The preview is over, and writes go on'
          : '✅ The recovery was started, so there is no preview to cancel'
  }
}

const WHAT = {
  check: 'Check for a recovery',
  preview: 'Preview of a recovery',
  apply: 'Recovery of the pool',
  cancel: 'Cancelling the recovery'
} as const

const CANCELLED = [
  'PREVIEW_CANCELLED',
  'PREVIEW_EXPIRED',
  'PREVIEW_GENERATION_FAILED'
]
