import { readPageRequest } from '../listing/page-request.ts'
import type { Listing } from '../listing/pager.ts'
import type { Operation } from '../operation.ts'
import { groupOf, poolOf } from '../operation.ts'
import { groupExists, limitExceeded } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import {
  arnShape,
  descriptionShape,
  groupNameShape
} from '../protocol/shapes.ts'
import type { Group } from '../state/group.ts'
import { createGroup as newGroup, groupType } from '../state/group.ts'

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxGroupsPerPool = 10_000
const maxPrecedence = 2 ** 31 - 1

/** Source: API reference, CreateGroup. */
export const createGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const name = request.string('GroupName', groupNameShape)
  const group = newGroup(name, state.account.clock.now(), readDetails(request))
  if (pool.group(name)) throw groupExists(name)
  if (pool.groupCount >= maxGroupsPerPool)
    throw limitExceeded(
      `The number of groups in the user pool exceeds the limit of ${maxGroupsPerPool}.`
    )
  pool.addGroup(group)
  return { Group: groupType(group, pool.id) }
}

/**
 * Inferred: members that the request leaves out keep their value.
 * Source: API reference, UpdateGroup.
 */
export const updateGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const group = groupOf(request, pool)
  const { description, precedence, roleArn } = readDetails(request)
  pool.changeGroup(group, changed => {
    changed.description = description ?? group.description
    changed.precedence = precedence ?? group.precedence
    changed.roleArn = roleArn ?? group.roleArn
    changed.modifiedAt = state.account.clock.now()
  })
  return { Group: groupType(group, pool.id) }
}

const readDetails = (request: Members) => ({
  description: request.optionalString('Description', descriptionShape),
  precedence: request.optionalInteger('Precedence', 0, maxPrecedence),
  roleArn: request.optionalString('RoleArn', arnShape)
})

/** Source: API reference, GetGroup. */
export const getGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  return { Group: groupType(groupOf(request, pool), pool.id) }
}

/** Source: API reference, ListGroups. */
export const listGroups: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const groups: Listing<Group> = {
    scope: ['ListGroups', pool.id],
    placeOf: group => group.name,
    items: after => pool.groups(after)
  }
  const page = state.pager.page(groups, readPageRequest(request))
  return {
    Groups: page.items.map(group => groupType(group, pool.id)),
    ...(page.token !== undefined && { NextToken: page.token })
  }
}

/** Its members stay. Source: API reference, DeleteGroup. */
export const deleteGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  pool.removeGroup(groupOf(request, pool))
  return {}
}
