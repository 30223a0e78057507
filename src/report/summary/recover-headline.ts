import { amount } from '../../shared/amount.ts'
import type { RecoverOutcome, RunSubject } from '../../shared/outcome.ts'
import {
  isDiscarded,
  isPreview,
  isStuck,
  needsPreview
} from '../../shared/recovery-facts.ts'
import { phraseOf } from '../mode-phrases.ts'
import { formatTime } from '../numbers.ts'

/** How a run of mode recover ended, in one line. */
export function recoverHeadline(
  outcome: RecoverOutcome,
  { userPoolId }: Pick<RunSubject, 'userPoolId'>,
  isCancelled: boolean
): string {
  const { action, status, recovery, losses } = outcome
  const pool = outcome.pool?.id ?? userPoolId ?? 'the pool'
  if (status === 'failed' || status === 'partial') {
    const what = phraseOf({ mode: 'recover', recovery: action })
    return `${isCancelled ? '⏹️' : status === 'partial' ? '⚠️' : '❌'} ${capital(what)} ${pool} ${isCancelled ? 'cancelled' : 'failed'}${leftBy(outcome)}`
  }
  const point =
    recovery === undefined ? '' : ` to ${formatTime(recovery.recoverTo)}`
  switch (action) {
    case 'check':
      return checkHeadline(outcome, pool)
    case 'preview':
      return `📋 Preview of a recovery${point}: writes to ${pool} are blocked`
    case 'apply': {
      const missing = losses?.usersMissing ?? 0
      return `✅ ${pool} is recovered${point}${missing > 0 ? `; ${amount(missing, 'user is', 'users are')} missing` : ''}`
    }
    case 'cancel':
      return recovery === undefined
        ? `✅ No recovery of ${pool} was active`
        : isDiscarded(recovery)
          ? `✅ The preview is over, and ${pool} takes writes again`
          : `✅ The recovery of ${pool} was started, so there is no preview to cancel`
  }
}

/** What a run that failed leaves: people have to know if writes are blocked. */
function leftBy({ action, recovery, inDoubt }: RecoverOutcome): string {
  if (recovery === undefined) {
    if (inDoubt === 'initiate') return ', and writes may be blocked'
    return needsPreview(action) ? ', and writes may still be blocked' : ''
  }
  if (isPreview(recovery)) {
    return inDoubt === undefined
      ? ', and writes are still blocked'
      : ', and writes may still be blocked'
  }
  if (isDiscarded(recovery)) return ''
  if (isStuck(recovery)) return ', and writes stay blocked'
  switch (recovery.status) {
    case 'RESTORE_COMPLETED':
      return ' after the pool was recovered'
    case 'RESTORING':
      return ', and a recovery is under way'
    default:
      return ', and writes may be blocked'
  }
}

function checkHeadline({ conditions }: RecoverOutcome, pool: string): string {
  const count = (holds: boolean | undefined) =>
    conditions.filter(one => one.holds === holds).length
  const failing = count(false)
  if (failing > 0) {
    return `⚠️ No recovery of ${pool} is possible now: ${amount(failing, 'condition fails', 'conditions fail')}`
  }
  const unknown = count(undefined)
  return `✅ No known condition speaks against a recovery of ${pool}${unknown > 0 ? `; ${unknown} not known` : ''}`
}

function capital(text: string): string {
  return text.replace(/^./, letter => letter.toUpperCase())
}
