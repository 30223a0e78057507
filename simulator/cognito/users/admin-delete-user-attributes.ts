import type { Operation } from '../operation.ts'
import { poolOf, userOf } from '../operation.ts'
import { Members } from '../protocol/members.ts'
import { attributeNameShape } from '../protocol/shapes.ts'
import { readAttributes } from '../state/attributes.ts'
import { changeUser } from './change-user.ts'
import { changedAttributes } from './changed-attributes.ts'

/**
 * Deletes attributes as a blank value in AdminUpdateUserAttributes does, with
 * the same refusals. Inferred: it ignores attributes that the user lacks.
 *
 * Source: API reference, AdminDeleteUserAttributes.
 */
export const adminDeleteUserAttributes: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const names = request.requiredStrings(
    'UserAttributeNames',
    attributeNameShape
  )
  const blanks = [...new Set(names)].map(
    Name => new Members({ Name, Value: '' })
  )
  const changes = readAttributes(pool.settings.schema, blanks, 'update')
  const attributes = changedAttributes(pool, user, changes)
  changeUser(state, pool, user, target => {
    target.attributes = attributes
  })
  state.ledger.billed(user.sub)
  return {}
}
