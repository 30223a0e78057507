import type {
  CompareOutcome,
  ExportOutcome,
  Outcome,
  VerifyOutcome
} from '../../shared/outcome.ts'
import { docsPage } from '../run-place.ts'
import { isCompared, isPastLimit } from './compare-headline.ts'
import { createPoolSteps } from './create-pool-steps.ts'
import { recoverSteps } from './recover-steps.ts'
import { rerun } from './rerun-step.ts'
import { dryRun } from './restore-command.ts'
import { restoreSteps } from './restore-steps.ts'
import {
  ghCommand,
  inputLines,
  renderSteps,
  shellCommand,
  shellWord,
  type Step
} from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/** What to do next, with the exact commands; blank if there is nothing to do. */
export function nextSteps(outcome: Outcome, run: RunFacts): string {
  return renderSteps(stepsOf(outcome, run))
}

function stepsOf(outcome: Outcome, run: RunFacts): Step[] {
  switch (outcome.mode) {
    case 'export':
      return afterExport(outcome, run)
    case 'restore':
      return restoreSteps(outcome, run)
    case 'verify':
      return afterVerify(outcome, run)
    case 'compare':
      return afterCompare(outcome, run)
    case 'recover':
      return recoverSteps(outcome, run)
    case 'create-pool':
      return createPoolSteps(outcome, run)
  }
}

function afterExport(outcome: ExportOutcome, run: RunFacts): Step[] {
  if (outcome.status === 'complete') {
    return [...rehearsal(outcome, outcome.pool?.id, run), ...pin(outcome)]
  }
  return rerun(
    run,
    outcome.maybeStored === undefined
      ? 'This run left no snapshot: files without a manifest don’t count. Earlier snapshots are unchanged.'
      : 'Earlier snapshots are unchanged.'
  )
}

function afterVerify(outcome: VerifyOutcome, run: RunFacts): Step[] {
  const { wouldRestore, sourceUserPoolId, status } = outcome
  if (wouldRestore === undefined) return rerun(run)
  if (!wouldRestore) {
    return [
      {
        text: 'Export the pool again, before anything happens to it. This command needs the workflow of the README, saved as `backup.yml`.',
        copy: shellCommand(ghCommand('workflow run backup.yml', run.place))
      },
      ...otherSnapshots(outcome)
    ]
  }
  const rehearse = rehearsal(outcome, sourceUserPoolId, run)
  if (status === 'complete') return [...rehearse, ...pin(outcome)]
  if (isPastLimit(run.code)) {
    return bringBack(outcome.snapshot, outcome.pool?.id, run, 'this')
  }
  if (!outcome.findings.some(({ weight }) => weight === 'alarms')) {
    return rerun(run)
  }
  return [
    {
      text: `Fix the cause of each finding below. ${docsPage(run.place, 'troubleshooting.md')} has an entry for each code.`
    },
    ...rehearse
  ]
}

function afterCompare(outcome: CompareOutcome, run: RunFacts): Step[] {
  if (!isCompared(outcome, run.code)) return rerun(run)
  const { snapshot, other, definition } = outcome
  const isEarlier =
    snapshot !== undefined && other !== undefined && other.id < snapshot.id
  const settings = {
    text: 'Find in CloudTrail who changed the settings. Set unwanted changes back by hand: a restore changes no setting.'
  }
  return [
    ...((definition?.lines.length ?? 0) > 0 ? [settings] : []),
    ...(hasLost(outcome)
      ? bringBack(
          isEarlier ? other : snapshot,
          outcome.pool?.id ?? outcome.sourceUserPoolId,
          run,
          isEarlier ? 'the earlier' : 'this'
        )
      : [])
  ]
}

/** Whether the later side lacks or changes what a restore could bring back. */
function hasLost({ difference, level, before, now }: CompareOutcome): boolean {
  if (level === 'counts') {
    return (['users', 'groups', 'memberships'] as const).some(
      what => (now?.[what] ?? 0) < (before?.[what] ?? 0)
    )
  }
  if (difference === undefined) return false
  const { users, groups, memberships } = difference
  return (
    users.gone + users.changed + groups.gone + groups.changed > 0 ||
    memberships.gone > 0
  )
}

/** A dry run of a restore of what a pool lacks by now. */
function bringBack(
  snapshot: Outcome['snapshot'],
  userPoolId: string | undefined,
  run: RunFacts,
  which: 'this' | 'the earlier'
): Step[] {
  return dryRun(
    snapshot,
    userPoolId,
    run,
    `To bring back what is gone, make a dry run of a restore of ${which} snapshot. To undo changes, or to add memberships of existing users, set \`existing-users: update\` in the workflow.`
  )
}

/** A dry run of a restore of this snapshot into its own pool. */
function rehearsal(
  { snapshot }: Outcome,
  userPoolId: string | undefined,
  run: RunFacts
): Step[] {
  return dryRun(
    snapshot,
    userPoolId,
    run,
    'Rehearse a restore. A dry run reads and checks every byte, says what a restore would do, and writes nothing.'
  )
}

function pin({ snapshot }: Outcome): Step[] {
  if (snapshot === undefined) return []
  return [
    {
      text: 'Keep the digest of its manifest outside the bucket. With this input, `restore` and `verify` refuse any other manifest.',
      copy: inputLines({ 'manifest-sha256': snapshot.manifestSha256 })
    }
  ]
}

function otherSnapshots({ snapshot }: Outcome): Step[] {
  const pool = snapshot?.uri.replace(/[^/]+\/$/, '')
  if (pool === undefined) return []
  return [
    {
      text: 'List the other snapshots. Verify one, with its id in the input `snapshot`. Restore only a snapshot that would restore.',
      copy: shellCommand(`aws s3 ls ${shellWord(pool)}`)
    }
  ]
}
