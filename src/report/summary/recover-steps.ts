import { isoTime } from '../../shared/iso-time.ts'
import type { RecoverOutcome } from '../../shared/outcome.ts'
import {
  isPreview,
  needsPreview,
  type RecoverAction
} from '../../shared/recovery-facts.ts'
import { goOnSteps } from '../recovery-left.ts'
import { docsPage, type RunPlace } from '../run-place.ts'
import { markdownText } from '../sanitise.ts'
import { rerun } from './rerun-step.ts'
import { fetchCommand, inputLines, keyFor, type Step } from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/** What to do after a run of mode recover. */
export function recoverSteps(outcome: RecoverOutcome, run: RunFacts): Step[] {
  const { action, status } = outcome
  const userPoolId = outcome.pool?.id ?? run.subject.userPoolId
  if (status === 'failed' || status === 'partial') {
    return afterFailure(outcome, userPoolId, run)
  }
  switch (action) {
    case 'check':
      return afterCheck(outcome, userPoolId, run.place)
    case 'preview':
      return afterPreview(outcome, userPoolId, run.place)
    case 'apply':
      return [...bringBack(outcome, userPoolId), ...readReport(outcome)]
    case 'cancel':
      return []
  }
}

function afterFailure(
  outcome: RecoverOutcome,
  userPoolId: string | undefined,
  run: RunFacts
): Step[] {
  const { action, recovery, inDoubt } = outcome
  const isUnseen = recovery === undefined && inDoubt === undefined
  if (action === 'check' || isUnseen) {
    return [...rerun(run), ...unseenRecovery(action, userPoolId)]
  }
  const left = { text: goOnSteps(outcome).map(markdownText).join(' ') }
  if (recovery === undefined || !isPreview(recovery)) return [left]
  return [
    left,
    {
      text: `${inDoubt === 'start' ? 'If it was not started, end it: run' : 'To end it, run'} these inputs with the role that previews. Writes then go on.`,
      copy: cancelling(userPoolId, recovery.id)
    }
  ]
}

/** What to do besides, if a run ended before it saw the recovery it was about. */
export function unseenRecovery(
  action: RecoverAction | undefined,
  userPoolId: string | undefined
): Step[] {
  if (!needsPreview(action)) return []
  return [
    {
      text: 'Writes to the pool may still be blocked. To end a preview that is active, run these inputs with the role that previews.',
      copy: cancelling(userPoolId, 'active')
    }
  ]
}

function afterCheck(
  { conditions, recoverTo, reach }: RecoverOutcome,
  userPoolId: string | undefined,
  place: RunPlace
): Step[] {
  if (conditions.some(({ holds }) => holds === false)) {
    return [
      {
        text: 'Solve each condition below that says **no**, and check again.'
      },
      {
        text: `If one can’t be solved, restore the users from a snapshot. See ${docsPage(place, 'restore.md')}.`
      }
    ]
  }
  const latest =
    reach === undefined ? '' : ' The time here is the latest possible one.'
  const choice =
    recoverTo === undefined
      ? ` Set \`recover-to\` to the last moment before the damage.${latest}`
      : ''
  const point = recoverTo ?? reach?.to
  return [
    {
      text: `Preview the recovery, with the role that previews. That blocks writes to the pool and changes nothing.${choice}`,
      copy: inputLines({
        mode: 'recover',
        recovery: 'preview',
        'user-pool-id': userPoolId,
        // The action refuses an empty one.
        'recover-to': point === undefined ? '' : isoTime(point)
      })
    }
  ]
}

function afterPreview(
  { recovery, deletions }: RecoverOutcome,
  userPoolId: string | undefined,
  place: RunPlace
): Step[] {
  if (recovery === undefined) return []
  const { id } = recovery
  const cancel = {
    text: `${deletions === undefined ? 'Cancel' : 'Or cancel'} it, with the role that previews. Writes then go on.`,
    copy: cancelling(userPoolId, id)
  }
  if (deletions === undefined) {
    return [
      {
        text: `This preview can’t be applied: Cognito doesn’t say all that it would do. See \`recovery-deletes\` in ${docsPage(place, 'troubleshooting.md')}.`
      },
      cancel
    ]
  }
  return [
    {
      text: `In the workflow of ${docsPage(place, 'recover.md')}, wait for the export. Then approve or reject its waiting job. In your own workflow, do the next steps.`
    },
    {
      text: 'Export the pool while writes are blocked. The snapshot then has the users that the recovery deletes.'
    },
    {
      text: 'Apply the recovery, if you agree to the number of deletions. Add the inputs of the bucket, the role that applies, and `age-identity` if the snapshot is encrypted with age.',
      copy: inputLines({
        mode: 'recover',
        recovery: 'apply',
        'user-pool-id': userPoolId,
        'recovery-id': id,
        'max-deleted': String(deletions),
        snapshot: 'latest'
      })
    },
    cancel
  ]
}

const cancelling = (userPoolId: string | undefined, id: string) =>
  inputLines({
    mode: 'recover',
    recovery: 'cancel',
    'user-pool-id': userPoolId,
    'recovery-id': id
  })

/** Users who were created since the recovery point, and groups. */
function bringBack(
  { losses, snapshot }: RecoverOutcome,
  userPoolId: string | undefined
): Step[] {
  if (losses === undefined || snapshot === undefined) return []
  if (losses.usersMissing + losses.groupsMissing === 0) return []
  return [
    {
      text: 'Restore what is missing, with the restore role. Users get a new `sub`, and have neither password nor TOTP. Take `age-identity` and the inputs of the bucket from this run.',
      copy: inputLines({
        mode: 'restore',
        'user-pool-id': userPoolId,
        snapshot: snapshot.uri,
        'manifest-sha256': snapshot.manifestSha256,
        'existing-users': 'skip',
        'users-without-username': 'recreate',
        'mfa-users': 'restore'
      })
    }
  ]
}

function readReport({ losses, report }: RecoverOutcome): Step[] {
  if (report === undefined || losses === undefined) return []
  if (losses.usersMissing + losses.usersReverted === 0) return []
  return [
    {
      text: `See which users are missing or reverted, and make right changes again. The report holds personal data: open it on your own machine.${keyFor(report)}`,
      copy: { language: 'sh', lines: fetchCommand(report, 'report.ndjson') }
    }
  ]
}
