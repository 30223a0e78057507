import type { PreviewedEntity, Recovery } from '../cognito/recoveries.ts'
import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import {
  isPreview,
  RECOVERED,
  type Recovered
} from '../shared/recovery-facts.ts'

/** The entities of a preview (Entity of RestorePreviewType). */
const ENTITIES: Readonly<Record<string, Recovered>> = {
  Users: 'users',
  Groups: 'groups',
  'User MFAs': 'mfa-settings',
  Passkeys: 'passkeys'
}

type Changes = NonNullable<RecoverOutcome['changes']>

/** What the preview counts; what it lacks is unknown. */
export function changesOf(preview: readonly PreviewedEntity[]): Changes {
  const counts = RECOVERED.map(kind => {
    const row = preview.find(({ entity }) => ENTITIES[entity] === kind)
    const { created, updated, deleted } = row ?? {}
    return [kind, { created, updated, deleted }]
  })
  return Object.fromEntries(counts) as Changes
}

/** Takes what Cognito says of a recovery into the outcome. */
export function fillRecovery(
  outcome: RecoverOutcome,
  { id, status, recoverTo, triggeredAt, preview }: Recovery
): void {
  if (!isPreview({ status })) outcome.blocksUntil = undefined
  outcome.recovery = {
    id,
    status,
    recoverTo: recoverTo.getTime(),
    triggeredAt: triggeredAt?.getTime()
  }
  if (preview === undefined) return
  outcome.changes = changesOf(preview)
  outcome.deletions = deletionsOf(preview)
}

/**
 * How much of all kinds together a recovery deletes; `undefined` if Cognito doesn't
 * say all that it does.
 */
function deletionsOf(rows: readonly PreviewedEntity[]): number | undefined {
  const counts = rows.flatMap(row => [row.created, row.updated, row.deleted])
  const isWhole =
    rows.every(({ entity }) => Object.hasOwn(ENTITIES, entity)) &&
    RECOVERED.every(kind =>
      rows.some(({ entity }) => ENTITIES[entity] === kind)
    ) &&
    counts.every(count => count !== undefined && count >= 0)
  if (!isWhole) return undefined
  return rows.reduce((sum, row) => sum + (row.deleted ?? 0), 0)
}

/**
 * Refuses a recovery that deletes more than is allowed, and one of which Cognito
 * doesn't say all that it does.
 *
 * @param maxDeleted the most of all kinds together
 * @throws UserError `recovery-deletes`
 */
export function refuseDeletions(
  preview: readonly PreviewedEntity[] | undefined,
  maxDeleted: number
): void {
  const deleted = deletionsOf(preview ?? [])
  if (deleted === undefined) {
    throw new UserError(
      'recovery-deletes',
      'Cognito does not say all that the recovery would do, so it was not started. The preview still blocks writes: cancel it, or decide by what the summary counts. To apply it all the same, call start-point-in-time-recovery by the AWS CLI. Then run the same apply again, which only compares.'
    )
  }
  if (deleted <= maxDeleted) return
  throw new UserError(
    'recovery-deletes',
    `The recovery would delete ${amount(deleted, 'entity', 'entities')} (users, groups, MFA settings, passkeys), and max-deleted allows ${maxDeleted}. Nothing was changed. Raise max-deleted if that is meant, or cancel the recovery: it still blocks writes.`
  )
}
