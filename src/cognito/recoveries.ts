import { AwsCallError, StoppedCallError, UserError } from '../shared/errors.ts'
import { isDiscarded, isStuck } from '../shared/recovery-facts.ts'
import {
  dateOf,
  given,
  listed,
  present,
  presentText,
  unusable
} from './calls/answers.ts'
import { callOnce } from './calls/call-once.ts'
import { callInJson, type Answer, type InJson } from './calls/json-answer.ts'
import { listAll } from './calls/pages.ts'
import type { PoolClient } from './calls/pool-client.ts'
import {
  CancelPointInTimeRecoveryCommand,
  DescribePointInTimeRecoveryCommand,
  InitiatePointInTimeRecoveryCommand,
  ListPointInTimeRecoveriesCommand,
  StartPointInTimeRecoveryCommand,
  type RestorationDescriptionType,
  type RestorationType,
  type RestorePreviewType
} from './calls/unknown-operations.ts'

/**
 * Cognito's own recoveries of a pool to a point in time. Each function throws
 * AwsCallError, UserError `cognito-answer`, and StoppedCallError if the run ended.
 * An AwsCallError's awsCode is by the service model one of
 * FeatureUnavailableInTierException (the plan), OperationNotEnabledException (a
 * replica, perhaps a pool that doesn't support it), ResourceNotFoundException
 * (pool or recovery), InvalidParameterException and NotAuthorizedException; of
 * those that change something ConcurrentModificationException too, and of
 * Initiate LimitExceededException. Which condition gets which name, the model
 * doesn't say.
 */

/** A recovery as the list shows it. */
export interface ListedRecovery {
  id: string
  /** One of RESTORE_STATUSES, or one that AWS added since. */
  status: string
  /** The point in time that the pool goes back to. */
  recoverTo: Date
}

export interface Recovery extends ListedRecovery {
  /** Changes up to here are reverted: shortly after the recovery was initiated. */
  triggeredAt: Date | undefined
  /** `undefined` while there is none. */
  preview: readonly PreviewedEntity[] | undefined
}

/** What a recovery does to one kind of entity; a count that is missing is unknown. */
export interface PreviewedEntity {
  /** `Users`, `Groups`, `User MFAs` or `Passkeys`. */
  entity: string
  created: number | undefined
  updated: number | undefined
  deleted: number | undefined
}

/**
 * Whether a recovery blocks writes to the pool. Those that AWS aborted do, and a
 * status that isn't known is taken to.
 */
export function isActive(recovery: { status: string }): boolean {
  return !isDiscarded(recovery) && recovery.status !== 'RESTORE_COMPLETED'
}

/**
 * Whether a recovery of the list is active. As a pool has one at a time, one that
 * AWS stopped is over once another was initiated.
 *
 * @param at its place in the list, in which the newest is the first
 */
export function isActiveAt(recovery: { status: string }, at: number): boolean {
  return isActive(recovery) && (at === 0 || !isStuck(recovery))
}

/** ListPointInTimeRecoveries: "Valid values are 1 through 60". */
const RECOVERIES_PER_PAGE = 60

/** Lists all recoveries of the pool, the newest first. */
export async function listRecoveries(
  pool: PoolClient,
  signal?: AbortSignal
): Promise<ListedRecovery[]> {
  const pages = listAll('recoveries', async token => {
    const answer = await callInJson(
      pool,
      'ListPointInTimeRecoveries',
      new ListPointInTimeRecoveriesCommand({
        UserPoolId: pool.userPoolId,
        MaxResults: RECOVERIES_PER_PAGE,
        NextToken: token
      }),
      signal
    )
    const { Restorations, NextToken } = answer as {
      Restorations?: InJson<RestorationDescriptionType>[]
      NextToken?: string
    }
    return {
      items: listed(Restorations, 'Restorations').map(toListed),
      next: NextToken
    }
  })
  const recoveries: ListedRecovery[] = []
  for await (const page of pages) recoveries.push(...page)
  return recoveries
}

export async function describeRecovery(
  pool: PoolClient,
  id: string,
  signal?: AbortSignal
): Promise<Recovery> {
  return toRecovery(
    await callInJson(
      pool,
      'DescribePointInTimeRecovery',
      new DescribePointInTimeRecoveryCommand(request(pool, id)),
      signal
    )
  )
}

/** How often a recovery is initiated whose answer is lost and that isn't listed. */
const MOST_INITIATIONS = 3

/**
 * Initiates a recovery: from now on Cognito blocks writes to the pool. Takes no
 * signal, so that a cancelled run knows what it did. If the answer is lost, the
 * list says whether the recovery is there: sent blindly, a second call could make
 * a second preview once the first has ended.
 *
 * @param recoverTo at least 15 minutes ago
 */
export async function initiateRecovery(
  pool: PoolClient,
  recoverTo: Date
): Promise<Recovery> {
  const before = new Set((await listRecoveries(pool)).map(({ id }) => id))
  let lost: AwsCallError | undefined
  try {
    for (let initiations = 1; ; initiations += 1) {
      const sent = await callOnce(
        pool,
        'InitiatePointInTimeRecovery',
        new InitiatePointInTimeRecoveryCommand({
          UserPoolId: pool.userPoolId,
          RestoreTimestamp: recoverTo
        })
      ).catch((error: unknown) => {
        // The recovery whose answer was lost may be why Cognito refuses this one.
        if (lost !== undefined && error instanceof AwsCallError) return { lost }
        throw error
      })
      if ('answer' in sent) return toRecovery(sent.answer)
      lost ??= sent.lost
      const ours = (await listRecoveries(pool)).find(
        listed =>
          !before.has(listed.id) && isSameSecond(listed.recoverTo, recoverTo)
      )
      if (ours !== undefined) return await describeRecovery(pool, ours.id)
      if (initiations === MOST_INITIATIONS) throw lost
    }
  } catch (error) {
    if (lost === undefined) throw error
    // What failed later doesn't tell that the first call had no effect.
    throw error instanceof StoppedCallError
      ? new StoppedCallError(error, true)
      : lost
  }
}

/**
 * Applies a recovery whose preview is generated. It can't be cancelled then.
 * Takes no signal. Cognito starts a recovery once, so the call may be sent again.
 */
export async function startRecovery(
  pool: PoolClient,
  id: string
): Promise<Recovery> {
  const operation = 'StartPointInTimeRecovery'
  const command = new StartPointInTimeRecoveryCommand(request(pool, id))
  return callInJson(pool, operation, command)
    .then(toRecovery)
    .catch(unlessDone(pool, id, status => !status.startsWith('PREVIEW_')))
}

/** Discards a preview; Cognito takes writes again. Takes no signal. */
export async function cancelRecovery(
  pool: PoolClient,
  id: string
): Promise<Recovery> {
  const operation = 'CancelPointInTimeRecovery'
  const command = new CancelPointInTimeRecoveryCommand(request(pool, id))
  return callInJson(pool, operation, command)
    .then(toRecovery)
    .catch(unlessDone(pool, id, status => status === 'PREVIEW_CANCELLED'))
}

/**
 * After a call that was sent again, of which an earlier attempt may have done it,
 * and after an answer that can't be read.
 */
function unlessDone(
  pool: PoolClient,
  id: string,
  isDone: (status: string) => boolean
) {
  return async (error: unknown): Promise<Recovery> => {
    const mayBeDone =
      error instanceof AwsCallError ? error.attempts > 1 : isUnreadable(error)
    if (!mayBeDone) throw error
    const recovery = await describeRecovery(pool, id)
    if (!isDone(recovery.status)) throw error
    return recovery
  }
}

/** By which Cognito has answered, and so has done what it was asked. */
function isUnreadable(error: unknown): boolean {
  return error instanceof UserError && error.code === 'cognito-answer'
}

function request({ userPoolId }: PoolClient, id: string) {
  return { UserPoolId: userPoolId, RestoreId: id }
}

function toListed(
  recovery: InJson<RestorationDescriptionType>
): ListedRecovery {
  return {
    id: presentText(recovery.RestoreId, 'RestoreId of a recovery'),
    status: presentText(recovery.RestoreStatus, 'RestoreStatus of a recovery'),
    recoverTo: toDate(
      recovery.RestoreTimestamp,
      'RestoreTimestamp of a recovery'
    )
  }
}

function toRecovery({ Restoration }: Answer): Recovery {
  const recovery = present(
    Restoration,
    'Restoration'
  ) as InJson<RestorationType>
  const { TriggerTimestamp: triggered, RestorePreview: preview } = recovery
  return {
    ...toListed(recovery),
    triggeredAt:
      given(triggered) === undefined
        ? undefined
        : toDate(triggered, 'TriggerTimestamp of a recovery'),
    preview:
      given(preview) === undefined
        ? undefined
        : listed(preview, 'RestorePreview').map(toPreviewed)
  }
}

function toPreviewed(entity: InJson<RestorePreviewType>): PreviewedEntity {
  return {
    entity: presentText(entity.Entity, 'Entity of a preview'),
    created: toCount(entity.CreateCount),
    updated: toCount(entity.UpdateCount),
    deleted: toCount(entity.DeleteCount)
  }
}

function toCount(count: unknown): number | undefined {
  return Number.isSafeInteger(count) ? (count as number) : undefined
}

function toDate(seconds: unknown, field: string): Date {
  const date = dateOf(typeof seconds === 'number' ? seconds : NaN)
  if (Number.isNaN(date.getTime())) throw unusable(field)
  return date
}

/** Cognito may keep a point in time without its milliseconds. */
function isSameSecond(one: Date, other: Date): boolean {
  return Math.abs(one.getTime() - other.getTime()) < 1000
}
