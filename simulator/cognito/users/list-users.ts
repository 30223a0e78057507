import type { UserFilter } from '../listing/filter.ts'
import { matcher, parseFilter } from '../listing/filter.ts'
import { behave } from '../listing/filter-behaviour.ts'
import type { ListDelay } from '../listing/list-delay.ts'
import { readPageRequest } from '../listing/page-request.ts'
import type { Listing } from '../listing/pager.ts'
import type { CognitoState, Operation } from '../operation.ts'
import { groupOf, poolOf } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'
import type { EncodedJson } from '../protocol/json-bytes.ts'
import { encodeJson, JsonBytes } from '../protocol/json-bytes.ts'
import { attributeNameShape, filterShape } from '../protocol/shapes.ts'
import type { Pool } from '../state/pool.ts'
import type { SearchableAttribute } from '../state/searchable.ts'
import type { User } from '../state/user.ts'
import { attributeList, userJson, userType } from '../state/user.ts'

/** Source: API reference, ListUsers. */
export const listUsers: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const filterText = request.optionalString('Filter', filterShape) ?? ''
  const wanted = request.strings('AttributesToGet', attributeNameShape)
  const page = state.pager.page(
    found(state, pool, filterText),
    readPageRequest(request, 'PaginationToken')
  )
  const users = page.items
    .map(user => state.lists.shown(user) ?? user)
    .map(user =>
      wanted.length === 0
        ? userJson(user)
        : encodeJson(userType(user, selected(user, wanted)))
    )
  return usersJson(users, 'PaginationToken', page.token)
}

function usersJson(
  users: EncodedJson[],
  tokenName: string,
  token: string | undefined
): JsonBytes {
  // A token has no character that JSON or UTF-8 would encode.
  const next = token === undefined ? '' : `,"${tokenName}":"${token}"`
  return new JsonBytes(`{"Users":[${users.join(',')}]${next}}`)
}

/** The users that a filter finds, by the simulator's filter behaviour. */
function found(
  state: CognitoState,
  pool: Pool,
  filterText: string
): Listing<User> {
  const filter = parseFilter(filterText)
  const documented = usersOf(state.lists, pool, filterText, filter)
  if (filter?.attribute !== 'sub') return documented
  return behave(
    state.filterBehaviour,
    pool,
    documented,
    usersOf(state.lists, pool, '', undefined)
  )
}

/**
 * A filtered list is in the order of its attribute. Without a filter AWS
 * promises no order. The order of the random `sub` reveals code that relies on
 * the order of creation.
 */
function usersOf(
  lists: ListDelay,
  pool: Pool,
  filterText: string,
  filter: UserFilter | undefined
): Listing<User> {
  const order: SearchableAttribute = filter?.attribute ?? 'sub'
  return {
    scope: ['ListUsers', pool.id, filterText],
    placeOf: user => pool.users.placeOf(user, order),
    *items(after) {
      const start =
        after === undefined ? { value: filter?.value ?? '' } : { after }
      const lets = filter && matcher(filter)
      for (const user of pool.users.sortedBy(order, start)) {
        // The users that pass the filter are neighbours in this order.
        if (lets && !lets(user)) return
        const shown = lists.shown(user)
        if (shown && (!lets || lets(shown))) yield user
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
    *items(after) {
      const start = { after: after !== undefined }
      for (const user of group.members.from(after ?? '', start))
        if (state.lists.hasJoined(user, group) && state.lists.shown(user))
          yield user
    }
  }
  const page = state.pager.page(members, readPageRequest(request))
  const users = page.items.map(user =>
    userJson(state.lists.shown(user) ?? user)
  )
  return usersJson(users, 'NextToken', page.token)
}
