import type { Operation } from '../operation.ts'
import { poolOf, userOf } from '../operation.ts'
import { aliasExists } from '../protocol/errors.ts'
import { checkVerifiedFlags, readAttributes } from '../state/attributes.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import {
  checkPreferredUsername,
  conflicts,
  isUsername
} from './alias-conflicts.ts'
import { changeUser, unverifyOthers } from './change-user.ts'
import { changedAttributes, withoutUnverified } from './changed-attributes.ts'

/** Source: API reference, AdminUpdateUserAttributes. */
export const adminUpdateUserAttributes: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const clientMetadata = request.optionalMap('ClientMetadata')
  const changes = readAttributes(
    pool.settings.schema,
    request.structures('UserAttributes'),
    'update'
  )
  checkPreferredUsername(pool, changes, user.status !== 'UNCONFIRMED')
  const wanted = changedAttributes(pool, user, changes)
  checkVerifiedFlags(wanted)
  const attributes = withoutUnverified(pool, user, wanted)
  const changed: User = { ...user, attributes }
  checkAliases(pool, changed)

  state.messages.verifyChanges(pool, user, wanted, clientMetadata)
  unverifyOthers(state, pool, changed)
  changeUser(state, pool, user, target => {
    target.attributes = attributes
  })
  state.ledger.billed(user.sub)
  return {}
}

/**
 * Throws if a value is the username, or the preferred username, of another
 * user. A verified alias moves: the other user keeps it unverified, without a
 * message (boto/boto3#3213).
 */
function checkAliases(pool: Pool, changed: User): void {
  for (const { alias } of conflicts(pool, changed))
    if (isUsername(pool, alias) || alias.attribute === 'preferred_username')
      throw aliasExists(
        `An account with the given ${alias.attribute} already exists.`
      )
}
