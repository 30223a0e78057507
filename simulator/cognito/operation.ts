import type { Account } from '../account.ts'
import type { AccountFacts } from '../account-facts.ts'
import type { Quotas } from '../quotas.ts'
import type { Random } from '../random.ts'
import type { Ledger } from '../stats.ts'
import type { ImportJobs } from './import/jobs.ts'
import type { FilterBehaviour } from './listing/filter-behaviour.ts'
import type { ListDelay } from './listing/list-delay.ts'
import type { Pager } from './listing/pager.ts'
import type { Messages } from './messages/messages.ts'
import type { Triggers } from './messages/triggers.ts'
import { resourceNotFound, userNotFound } from './protocol/errors.ts'
import type { Members } from './protocol/members.ts'
import {
  groupNameShape,
  userPoolIdShape,
  usernameShape
} from './protocol/shapes.ts'
import type { Recoveries } from './recovery/recoveries.ts'
import type { Group } from './state/group.ts'
import type { Pool } from './state/pool.ts'
import type { Secrets } from './state/secrets.ts'
import type { User } from './state/user.ts'

/** Everything that an operation works on. */
export interface CognitoState {
  readonly account: Account
  readonly facts: AccountFacts
  readonly pools: Map<string, Pool>
  /** By account and Region: this place, and the others that calls have named. */
  readonly places: Map<string, CognitoState>
  readonly ledger: Ledger
  readonly messages: Messages
  readonly pager: Pager
  readonly quotas: Quotas
  readonly imports: ImportJobs
  readonly recoveries: Recoveries
  readonly filterBehaviour: FilterBehaviour
  readonly secrets: Secrets
  readonly triggers: Triggers
  readonly lists: ListDelay
  /** Users can't have an MFA preference before they set their own password. */
  readonly mfaPreferenceNeedsConfirmed: boolean
  /** For the ids that Cognito generates; the same ones for one seed. */
  readonly random: Random
  /** The `sub` of a user that AdminCreateUser creates. */
  readonly newSub: () => string
}

/** An API operation: takes the request, returns the members of the answer. */
export type Operation = (request: Members, state: CognitoState) => object

/** The pool that a request names; throws ResourceNotFoundException. */
export function poolOf(request: Members, state: CognitoState): Pool {
  const id = request.string('UserPoolId', userPoolIdShape)
  const pool = state.pools.get(id)
  if (pool === undefined)
    throw resourceNotFound(`User pool ${id} does not exist.`)
  return pool
}

/** The user that a request names; throws UserNotFoundException. */
export function userOf(request: Members, pool: Pool): User {
  const user = pool.users.find(request.string('Username', usernameShape))
  if (user === undefined) throw userNotFound()
  return user
}

/** The group that a request names; throws ResourceNotFoundException. */
export function groupOf(request: Members, pool: Pool): Group {
  const group = pool.group(request.string('GroupName', groupNameShape))
  if (group === undefined) throw resourceNotFound('Group not found.')
  return group
}
