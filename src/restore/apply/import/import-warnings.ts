import { hasEnded } from '../../../cognito/import/import-jobs.ts'
import { amount } from '../../../shared/amount.ts'
import type { ImportJobFacts, Warning } from '../../../shared/outcome.ts'
import { isThrough } from './import-users.ts'

/** Warnings about jobs that have left users out. */
export function importWarnings(jobs: readonly ImportJobFacts[]): Warning[] {
  const texts = jobs.flatMap(textOf)
  return texts.length === 0
    ? []
    : [
        {
          title: 'Import jobs left users out',
          text: `${texts.join(' ')} The pool was asked who is missing; the report names them. Why a row was refused stands in CloudWatch Logs, in a log group that begins with /aws/cognito/userpools/.`
        }
      ]
}

function textOf(facts: ImportJobFacts): string[] {
  const { id, rows, imported, skipped, failed, status } = facts
  const users = amount(rows, 'user')
  if (!facts.isStarted) {
    return [
      `An import job of ${users} was not started, because ${facts.problem}.`
    ]
  }
  if (imported === rows) return []
  const counts = `${imported} imported, ${skipped} skipped, ${failed} failed`
  const rest = isThrough(facts) ? '' : ', which is not all of them'
  return [
    `The import job ${id} of ${users} ended as ${status}: ${counts}${rest}.`
  ]
}

/** Warnings about jobs that the run has left unfinished. */
export function stoppedWarnings(jobs: readonly ImportJobFacts[]): Warning[] {
  const started = jobs.filter(({ isStarted }) => isStarted)
  const count = started.reduce((sum, { toDisable }) => sum + toDisable, 0)
  const running = started.filter(({ status }) => !hasEnded({ status }))
  const warnings: Warning[] = running.map(({ id, rows, imported }) => ({
    title: 'An import job is still active',
    text: `The import job ${id} had not ended when the run did. Cognito had imported ${imported} of ${amount(rows, 'user')} by then, and may import more. The next run waits for its end.`
  }))
  if (count === 0) return warnings
  return [
    ...warnings,
    {
      title: 'Disabled users may be enabled',
      text: `The run stopped before ${amount(count, 'user')} in the files of its import jobs could be disabled again, as far as Cognito has imported them. Run it again with the same inputs: it finishes them.`
    }
  ]
}
