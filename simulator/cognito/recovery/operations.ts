import type { Listing } from '../listing/pager.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { resourceNotFound } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { paginationTokenShape } from '../protocol/shapes.ts'
import { checkConditions, refuseLite } from './conditions.ts'
import type { Recovery } from './recoveries.ts'

const restoreIdShape = {
  min: 36,
  max: 36,
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
}
const maxResults = 60

/** The operations of point-in-time recovery. */
export const recoveryOperations: Record<string, Operation> = {
  CancelPointInTimeRecovery(request, state) {
    const recovery = recoveryOf(request, state)
    state.recoveries.cancel(recovery)
    return answer(recovery)
  },
  DescribePointInTimeRecovery: (request, state) =>
    answer(recoveryOf(request, state)),
  InitiatePointInTimeRecovery(request, state) {
    const pool = poolOf(request, state)
    const recoverTo = request.date('RestoreTimestamp')
    checkConditions(pool, recoverTo, state)
    return answer(state.recoveries.initiate(pool, recoverTo))
  },
  ListPointInTimeRecoveries: listRecoveries,
  StartPointInTimeRecovery(request, state) {
    const recovery = recoveryOf(request, state)
    state.recoveries.start(recovery)
    return answer(recovery)
  }
}

function listRecoveries(request: Members, state: CognitoState): object {
  const pool = poolOf(request, state)
  refuseLite(pool)
  const newestFirst = state.recoveries
    .all()
    .filter(one => one.pool === pool)
    .reverse()
  const recoveries: Listing<Recovery> = {
    scope: ['ListPointInTimeRecoveries', pool.id],
    placeOf: ({ sequence }) => String(sequence),
    items: after =>
      newestFirst.filter(
        ({ sequence }) => after === undefined || sequence < Number(after)
      )
  }
  const page = state.pager.page(recoveries, {
    limit: request.optionalInteger('MaxResults', 1, maxResults) ?? maxResults,
    token: request.optionalString('NextToken', paginationTokenShape)
  })
  return {
    Restorations: page.items.map(description),
    ...(page.token !== undefined && { NextToken: page.token })
  }
}

function recoveryOf(request: Members, state: CognitoState): Recovery {
  const pool = poolOf(request, state)
  const id = request.string('RestoreId', restoreIdShape)
  refuseLite(pool)
  const recovery = state.recoveries.find(pool, id)
  if (recovery === undefined)
    throw resourceNotFound(`Recovery ${id} does not exist.`)
  return recovery
}

const description = ({ id, status, recoverTo }: Recovery) => ({
  RestoreId: id,
  RestoreStatus: status,
  RestoreTimestamp: recoverTo / 1000
})

/**
 * "This time is shortly after the time that you initiated the recovery": here it
 * is a second, and known at once.
 */
const answer = (recovery: Recovery) => ({
  Restoration: {
    ...description(recovery),
    TriggerTimestamp: recovery.initiatedAt / 1000 + 1,
    ...(recovery.preview && { RestorePreview: recovery.preview })
  }
})
