import { isoTime } from '../../shared/iso-time.ts'
import type { RecoverOutcome } from '../../shared/outcome.ts'
import { goOnSteps } from '../recovery-left.ts'
import { markdownText } from '../sanitise.ts'

const AGAIN = { text: 'Run it again once that is put right.' }

interface Step {
  text: string
  copy?: { language: 'yaml'; lines: readonly string[] }
}

/** What to do after a run of mode recover. */
export function recoverSteps(outcome: RecoverOutcome): Step[] {
  const { action, status, recovery, inDoubt, reach } = outcome
  if (status === 'failed' || status === 'partial') {
    const left = goOnSteps(outcome).map(text => ({ text: markdownText(text) }))
    const isKnown = recovery !== undefined || inDoubt !== undefined
    return left.length > 0 && isKnown ? left : [AGAIN]
  }
  if (action === 'check') {
    return reach === undefined
      ? []
      : [
          {
            text: 'Preview a recovery to the last moment before the damage. That blocks writes to the pool and changes nothing.',
            copy: inputs({
              recovery: 'preview',
              'recover-to': `'${isoTime(reach.to)}'`
            })
          }
        ]
  }
  if (action === 'apply') return bringBack(outcome)
  if (action !== 'preview' || recovery === undefined) return []
  const { id } = recovery
  return [
    {
      text: 'Export the pool while writes are blocked. The snapshot then has the users that the recovery deletes.'
    },
    {
      text: 'Apply the recovery with that snapshot, and the number of deletions that you accept.',
      copy: inputs({
        recovery: 'apply',
        'recovery-id': id,
        'max-deleted': deletedBy(outcome),
        snapshot: 'latest'
      })
    },
    {
      text: 'Or cancel it.',
      copy: inputs({ recovery: 'cancel', 'recovery-id': id })
    }
  ]
}

/** Users who were created since the recovery point. */
function bringBack({ losses, pool, snapshot }: RecoverOutcome): Step[] {
  if (losses === undefined || losses.usersMissing === 0) return []
  const lines = [
    'mode: restore',
    `user-pool-id: ${pool?.id ?? ''}`,
    `snapshot: ${snapshot?.id ?? ''}`,
    'existing-users: skip'
  ]
  return [
    {
      text: 'Restore those who are missing. They get a new sub, and have neither password nor TOTP.',
      copy: { language: 'yaml', lines }
    }
  ]
}

/** Where a count isn't known, the recovery can't be applied anyway. */
function deletedBy({ changes }: RecoverOutcome): string {
  const counts = Object.values(changes ?? {}).map(({ deleted = 0 }) => deleted)
  return String(counts.reduce((sum, count) => sum + count, 0))
}

function inputs(values: Readonly<Record<string, string>>) {
  const lines = Object.entries({ mode: 'recover', ...values })
  return {
    language: 'yaml' as const,
    // An id of Cognito's has nothing else; an emulator may answer anything.
    lines: lines.map(
      ([name, value]) => `${name}: ${value.replace(/[^\w:'-]/g, '')}`
    )
  }
}
