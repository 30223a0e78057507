import { isoTime } from '../shared/iso-time.ts'
import type {
  CreatePoolOutcome,
  Outcome,
  RecoverOutcome
} from '../shared/outcome.ts'
import { RECOVERED } from '../shared/recovery-facts.ts'
import { pastable } from './summary/pastable.ts'
import { takeOverText } from './take-over.ts'

/**
 * The action's outputs. Unknown values are left out, so a workflow never takes
 * them for zeros.
 *
 * @param durationMs duration of the whole run, in milliseconds
 */
export function toOutputs(
  outcome: Outcome,
  durationMs: number
): Record<string, string> {
  const { snapshot, skipped } = outcome
  const restored = outcome.mode === 'restore' ? outcome : undefined
  const verified = outcome.mode === 'verify' ? outcome : undefined
  const compared = outcome.mode === 'compare' ? outcome : undefined
  const { difference } = compared ?? {}
  const users = verified?.drift ?? difference?.users
  const known = {
    status: outcome.status,
    'snapshot-id': snapshot?.id,
    'snapshot-uri': snapshot?.uri,
    'manifest-sha256': snapshot?.manifestSha256,
    'snapshot-age-hours': toHours(outcome.snapshotAgeMs),
    findings:
      verified?.wouldRestore === undefined
        ? undefined
        : verified.findings.map(({ code }) => code).join(' '),
    users: outcome.users,
    groups: outcome.groups,
    memberships: outcome.memberships,
    'skipped-users': outcome.skippedUsers,
    'skipped-no-username': skipped?.['no-username'],
    'skipped-mfa': skipped?.['mfa-protected'],
    'skipped-federated': skipped?.federated,
    'mfa-unknown': outcome.mfaUnknown,
    'failed-users': restored?.usersFailed,
    'users-created': restored?.usersCreated,
    'users-updated': restored?.usersUpdated,
    'users-existing': restored?.usersExisting,
    conflicts: restored?.conflicts,
    'users-unfinished': restored?.usersUnfinished,
    'users-unknown': restored?.usersUnknown,
    'groups-created': restored?.groupsCreated,
    'memberships-added': restored?.membershipsAdded,
    'definition-changes': compared?.definition?.lines.length,
    'users-added': users?.added,
    'users-gone': users?.gone,
    'users-changed': users?.changed,
    'groups-changed': difference && sum(difference.groups),
    'memberships-changed': difference && sum(difference.memberships),
    ...(outcome.mode === 'recover' && recoveryOutputs(outcome)),
    ...(outcome.mode === 'create-pool' && newPoolOutputs(outcome)),
    'report-uri':
      outcome.mode === 'recover' ? outcome.report : restored?.report?.uri,
    'sub-map-uri': restored?.report?.subMapUri,
    'billed-users': outcome.billedUsers,
    'duration-seconds': Math.round(durationMs / 1000)
  }
  const outputs: Record<string, string> = {}
  for (const [name, value] of Object.entries(known)) {
    if (value !== undefined) outputs[name] = String(value)
  }
  return outputs
}

function recoveryOutputs({ recovery, blocksUntil, changes }: RecoverOutcome) {
  const counts = RECOVERED.flatMap(kind =>
    (['created', 'updated', 'deleted'] as const).map(what => [
      `recovery-${kind}-${what}`,
      changes?.[kind][what]
    ])
  )
  return {
    'recovery-id': recovery?.id,
    'recovery-status': recovery?.status,
    'recovery-blocks-until':
      blocksUntil === undefined ? undefined : isoTime(blocksUntil),
    ...(Object.fromEntries(counts) as Record<string, number | undefined>)
  }
}

/** The ids are those of a complete pool: no later step takes a half-made one. */
function newPoolOutputs(outcome: CreatePoolOutcome) {
  const { status, pool, clientIds, findings, lines } = outcome
  const isComplete = status === 'complete'
  const verdicts = lines?.map(({ verdict }) => verdict)
  const count = (verdict: string) =>
    verdicts?.filter(one => one === verdict).length
  return {
    'user-pool-id': isComplete ? pool?.id : undefined,
    'client-ids':
      isComplete && clientIds
        ? JSON.stringify(Object.fromEntries(clientIds))
        : undefined,
    'take-over': isComplete ? takeOverText(outcome) : undefined,
    findings: findings
      ?.filter(({ canAccept }) => canAccept)
      .map(({ id }) => pastable(id))
      .join('\n'),
    created: isComplete
      ? lines?.filter(({ became }) => became === 'made').length
      : undefined,
    changed: count('changed'),
    'needs-a-person': count('needs-a-person')
  }
}

/**
 * Hours with one decimal, rounded down so a snapshot never looks older than it
 * is.
 */
function toHours(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 360_000) / 10
}

function sum(counts: object): number {
  return Object.values(counts as Record<string, number>).reduce(
    (total, count) => total + count,
    0
  )
}
