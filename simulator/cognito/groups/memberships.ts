import { readPageRequest } from '../listing/page-request.ts'
import type { Listing } from '../listing/pager.ts'
import type { Operation } from '../operation.ts'
import { groupOf, poolOf, userOf } from '../operation.ts'
import { limitExceeded } from '../protocol/errors.ts'
import type { Group } from '../state/group.ts'
import { groupType } from '../state/group.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxGroupsPerUser = 100

/**
 * It isn't documented whether this call makes a user active for billing.
 * Source: API reference, AdminListGroupsForUser.
 */
export const adminListGroupsForUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const groups: Listing<Group> = {
    scope: ['AdminListGroupsForUser', pool.id, user.sub],
    placeOf: group => group.name,
    items: after =>
      user.groups
        .filter(name => after === undefined || name > after)
        .sort()
        .flatMap(name => pool.group(name) ?? [])
  }
  const page = state.pager.page(groups, readPageRequest(request))
  state.ledger.billed(user.sub)
  return {
    Groups: page.items.map(group => groupType(group, pool.id)),
    ...(page.token !== undefined && { NextToken: page.token })
  }
}

/**
 * Adding a member once more changes nothing and is no error.
 * Source: API reference, AdminAddUserToGroup; group membership makes a user
 * active for billing (developer guide, "Quotas in Amazon Cognito").
 */
export const adminAddUserToGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const group = groupOf(request, pool)
  const isMember = user.groups.includes(group.name)
  if (!isMember && user.groups.length >= maxGroupsPerUser)
    throw limitExceeded(
      `The number of groups of the user exceeds the limit of ${maxGroupsPerUser}.`
    )
  if (!isMember) state.lists.joined(user, group)
  pool.join(user, group)
  state.ledger.billed(user.sub)
  return {}
}

/** Source: API reference, AdminRemoveUserFromGroup. */
export const adminRemoveUserFromGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  pool.leave(user, groupOf(request, pool))
  state.ledger.billed(user.sub)
  return {}
}
