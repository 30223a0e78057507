import { invalidParameter } from './errors.ts'
import { matches, parseFilter } from './filter.ts'
import type { Operation } from './operation.ts'
import { groupOf, poolOf } from './operation.ts'
import { readPageRequest } from './page-request.ts'
import type { Listing } from './pager.ts'
import type { Pool } from './pool.ts'
import type { SearchableAttribute } from './searchable.ts'
import { attributeNameShape, filterShape } from './shapes.ts'
import type { User } from './user.ts'
import { attributeList, userType } from './user.ts'

/** Source: API reference, ListUsers. */
export const listUsers: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const filter = request.optionalString('Filter', filterShape) ?? ''
  const wanted = request.strings('AttributesToGet', attributeNameShape)
  const page = state.pager.page(
    usersOf(pool, filter),
    readPageRequest(request, 'PaginationToken')
  )
  return {
    Users: page.items.map(user => userType(user, selected(user, wanted))),
    ...(page.token !== undefined && { PaginationToken: page.token })
  }
}

/**
 * A filtered search is sorted by the attribute that it names. Without a filter
 * no order is promised; that of the random `sub` is as good as any, and shows
 * who takes the order of creation for granted.
 */
function usersOf(pool: Pool, filterText: string): Listing<User> {
  const filter = parseFilter(filterText)
  const order: SearchableAttribute = filter?.attribute ?? 'sub'
  return {
    scope: ['ListUsers', pool.id, filterText],
    placeOf: user => pool.users.placeOf(user, order),
    *items(after) {
      const start =
        after === undefined ? { value: filter?.value ?? '' } : { after }
      for (const user of pool.users.sortedBy(order, start)) {
        // What a filter lets through lies together in the order.
        if (filter && !matches(filter, user)) return
        yield user
      }
    }
  }
}

/**
 * "Amazon Cognito returns an error if not all users in the results have set a
 * value for the attribute you request."
 */
function selected(user: User, wanted: string[]) {
  const all = attributeList(user)
  if (wanted.length === 0) return all
  return wanted.map(name => {
    const attribute = all.find(({ Name }) => Name === name)
    if (attribute === undefined)
      throw invalidParameter('One or more requested attributes do not exist.')
    return attribute
  })
}

/** Source: API reference, ListUsersInGroup. */
export const listUsersInGroup: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const group = groupOf(request, pool)
  const members: Listing<User> = {
    scope: ['ListUsersInGroup', pool.id, group.name],
    placeOf: user => user.sub,
    items: after =>
      group.members.from(after ?? '', { after: after !== undefined })
  }
  const page = state.pager.page(members, readPageRequest(request))
  return {
    Users: page.items.map(user => userType(user)),
    ...(page.token !== undefined && { NextToken: page.token })
  }
}
