import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import {
  identitiesOf,
  profileName,
  type Identity
} from '../../../cognito/identities.ts'
import { findUser, type PoolUser } from '../../../cognito/users.ts'
import type { Ending } from '../../../shared/ending.ts'
import type { Clock } from '../../../shared/world.ts'
import { hasSameAttributes } from '../../plan/users/proof.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import type { CreatedUsers } from '../../records/created-users.ts'
import { hasVerifiedAddress } from '../../target/attributes.ts'

/** "This operation is eventually consistent" (ListUsers). Milliseconds. */
const WAITS_MS = [0, 1000, 4000]

/** What a search for the effect of a call needs, if the answer was lost. */
export interface LookUp {
  pool: PoolClient
  clock: Clock
  ending: Ending
  /** Since when an unfinished run may have created users, in ms since 1970. */
  unfinishedSince: number | undefined
  /** The users that earlier restores have created. */
  created: Pick<CreatedUsers, 'has'>
}

/**
 * Finds the user that a call has created whose answer was lost. It lists users,
 * which bills no user. A found user counts as ours only if an administrator
 * created it with the same attributes, or if its address is verified: another
 * person with the name must get nothing.
 *
 * @throws AwsCallError; StoppedCallError if the run ended before it was known
 */
export async function findCreated(
  plan: UserCreation,
  { pool, clock, ending, unfinishedSince, created }: LookUp
): Promise<PoolUser | undefined> {
  const names = ['username', 'email', 'phone_number'].filter(
    name => name === 'username' || plan.attributes[name] === plan.username
  )
  for (const wait of WAITS_MS) {
    if (wait > 0) await clock.sleep(wait, ending.lastWrite)
    for (const name of names) {
      const found = await findUser(pool, name, plan.username)
      if (found === undefined) continue
      const isOurs =
        created.has(plan.oldSub, found.sub) ||
        isLikeOurs(found, plan, unfinishedSince)
      return isOurs ? found : undefined
    }
  }
  return undefined
}

function isLikeOurs(
  found: PoolUser,
  { attributes, identities }: UserCreation,
  unfinishedSince = Infinity
): boolean {
  // Import jobs leave users without a password in RESET_REQUIRED. A CONFIRMED
  // user may have signed up, so only a verified address is proof. For users of
  // identity providers, it isn't.
  const isProven = hasVerifiedAddress(attributes) && identities.length === 0
  const isOfEarlierRun =
    (found.status === 'RESET_REQUIRED' ||
      (found.status === 'CONFIRMED' && isProven)) &&
    found.createdAt.getTime() >= unfinishedSince
  return (
    (found.status === 'FORCE_CHANGE_PASSWORD' || isOfEarlierRun) &&
    hasSameAttributes(attributes, found.attributes)
  )
}

/**
 * Whether a listing shows that the user has the identity.
 *
 * @throws AwsCallError; StoppedCallError if the run ended before it was known
 */
export async function isLinked(
  username: string,
  identity: Identity,
  { pool, clock, ending }: LookUp
): Promise<boolean> {
  for (const wait of WAITS_MS) {
    if (wait > 0) await clock.sleep(wait, ending.lastWrite)
    const user = await findUser(pool, 'username', username)
    const names = identitiesOf(user?.attributes ?? {}).map(profileName)
    if (names.includes(profileName(identity))) return true
  }
  return false
}
