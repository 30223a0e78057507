import type { PoolClient } from '../cognito/pool-client.ts'
import { findUser, type PoolUser } from '../cognito/users.ts'
import type { Ending } from '../ending.ts'
import type { Clock } from '../world.ts'
import { identitiesOf, profileName, type Identity } from './identities.ts'
import type { UserCreation } from './plan.ts'

/** "This operation is eventually consistent" (ListUsers). Milliseconds. */
const WAITS_MS = [0, 1000, 4000]

/** How to look for what a call did whose answer was lost. */
export interface LookUp {
  pool: PoolClient
  clock: Clock
  ending: Ending
  /** Since when an unfinished run may have created users, in ms since 1970. */
  unfinishedSince: number | undefined
}

/**
 * The user that a call created whose answer was lost, as a listing shows it,
 * which bills nobody. Only one who was created by an administrator with the very
 * attributes is taken for our own: whoever else has the name must not get
 * another password.
 *
 * @throws AwsCallError; StoppedCallError when the run ended before it was known
 */
export async function findCreated(
  plan: UserCreation,
  { pool, clock, ending, unfinishedSince }: LookUp
): Promise<PoolUser | undefined> {
  const names = ['username', 'email', 'phone_number'].filter(
    name => name === 'username' || plan.attributes[name] === plan.username
  )
  for (const wait of WAITS_MS) {
    if (wait > 0) await clock.sleep(wait, ending.lastWrite)
    for (const name of names) {
      const found = await findUser(pool, name, plan.username)
      if (found === undefined) continue
      return isOurs(found, plan, unfinishedSince) ? found : undefined
    }
  }
  return undefined
}

function isOurs(
  found: PoolUser,
  plan: UserCreation,
  unfinishedSince = Infinity
): boolean {
  // Import jobs leave users without a password in RESET_REQUIRED.
  const isOfEarlierRun =
    (found.status === 'CONFIRMED' || found.status === 'RESET_REQUIRED') &&
    found.createdAt.getTime() >= unfinishedSince
  return (
    (found.status === 'FORCE_CHANGE_PASSWORD' || isOfEarlierRun) &&
    Object.entries(plan.attributes).every(
      ([name, value]) => (found.attributes[name] ?? '') === value
    )
  )
}

/**
 * Whether a listing shows an identity as a user's.
 *
 * @throws AwsCallError; StoppedCallError when the run ended before it was known
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
