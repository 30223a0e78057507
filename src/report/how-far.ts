import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import { goOnWithPool } from './new-pool-left.ts'
import { goOnSteps } from './recovery-left.ts'
import type {
  CreatePoolOutcome,
  ExportOutcome,
  Outcome,
  RecoverOutcome,
  RestoreOutcome
} from '../shared/outcome.ts'

/**
 * Sentences about what a stopped run had done, and what to do next; blank if
 * the run ended for another reason. They hold no personal data.
 */
export function howFar(outcome: Outcome | undefined, error: unknown): string {
  if (outcome === undefined || !(error instanceof UserError)) return ''
  // The error's own sentence says how to go on.
  const saysHow = error.code === 'out-of-time' || error.code === 'other-run'
  if (error.code !== 'cancelled' && !saysHow) return ''
  const sentences = {
    export: () => ofExport(outcome as ExportOutcome, saysHow),
    restore: () => ofRestore(outcome as RestoreOutcome, saysHow),
    verify: () => (saysHow ? [] : ['The snapshot was not verified.']),
    compare: () =>
      saysHow ? [] : ['The comparison did not finish, and may miss changes.'],
    recover: () => goOnSteps(outcome as RecoverOutcome),
    'create-pool': () => ofNewPool(outcome as CreatePoolOutcome, saysHow)
  }[outcome.mode]()
  return sentences.join(' ')
}

function ofExport(
  { usersRead = 0, maybeStored }: ExportOutcome,
  saysHow: boolean
): string[] {
  const read = `It had read ${amount(usersRead, 'user')}.`
  if (maybeStored !== undefined) {
    return [
      read,
      `It is not known whether the snapshot ${maybeStored} exists: S3 did not confirm its manifest. If it exists, it is complete. Verify it, or run the export again.`
    ]
  }
  return saysHow ? [read] : [read, 'It leaves no snapshot: run it again.']
}

function ofRestore(outcome: RestoreOutcome, saysHow: boolean): string[] {
  if (outcome.status === 'failed') return ['Nothing was written to the pool.']
  const { usersCreated = 0, usersUpdated = 0, usersFailed = 0 } = outcome
  return [
    `It had restored ${amount(usersCreated + usersUpdated, 'user')}.`,
    ...(usersFailed > 0 ? [`${amount(usersFailed, 'user')} failed.`] : []),
    ...halfDone(outcome),
    ...(saysHow
      ? []
      : ['Run it again with the same inputs: it continues where it stopped.'])
  ]
}

function ofNewPool(outcome: CreatePoolOutcome, saysHow: boolean): string[] {
  const nothing = outcome.finishes
    ? 'Nothing was set.'
    : 'No user pool was made.'
  const [state = nothing, ...goOn] = goOnWithPool(outcome)
  return saysHow ? [state] : [state, ...goOn]
}

/** Sentences about users that a restore started but didn't finish. */
export function halfDone(outcome: RestoreOutcome): string[] {
  const { usersUnfinished = 0, usersUnknown = 0, unanswered } = outcome
  const calls = [...unanswered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, count]) => `${operation}: ${count}`)
  return [
    ...(usersUnfinished > 0
      ? [`${amount(usersUnfinished, 'user is', 'users are')} left half done.`]
      : []),
    ...(usersUnknown > 0
      ? [
          `${amount(usersUnknown, 'user')} may have been created: Cognito did not answer.`
        ]
      : []),
    ...(calls.length > 0
      ? [
          `It is not known what these calls did, because Cognito did not answer: ${calls.join(', ')}.`
        ]
      : [])
  ]
}
