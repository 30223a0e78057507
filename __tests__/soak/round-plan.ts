import {
  integer,
  pick,
  seededRandom,
  type Random
} from '../../simulator/random.ts'
import type { SignIn } from '../../simulator/people/options.ts'
import type { SimulatorOptions } from '../../simulator/simulator.ts'

export type Mfa = 'OFF' | 'OPTIONAL' | 'ON'

/** What a restore is asked for, by the names of the action's inputs. */
export interface RestorePlan {
  existingUsers: 'skip' | 'update' | 'fail'
  noUsername: 'skip' | 'recreate'
  mfaUsers: 'skip' | 'restore'
  federated: 'skip' | 'link'
  status: 'confirmed' | 'reset-required' | 'force-change-password'
  method: 'api' | 'auto' | 'import-job'
  /** How many users are named; 0: only-users isn't set. */
  onlyUsers: number
  replacesRoles: boolean
}

/** Everything that is drawn for a round. */
export interface RoundPlan {
  seed: number
  pool: SimulatorOptions & { users: number; signIn: SignIn; mfa: Mfa }
  /** Whether people of the pool's own have a linked identity. */
  hasLinked: boolean
  mfaLookup: 'auto' | 'always' | 'never'
  encryption: 'aws:kms' | 'aws:kms:dsse'
  /** Whether the key is given by its id and not by its ARN. */
  byKeyId: boolean
  /** Which keys of age the snapshot is encrypted for. */
  age: 'none' | 'x25519' | 'two' | 'hybrid'
  /**
   * Where to: a pool set up like the source, one that takes everybody, that one
   * with people in it already, or the source itself after a mishap.
   */
  target: 'twin' | 'wide' | 'occupied' | 'same'
  /** Whether the target lacks custom attributes, which are to be added. */
  lacksAttributes: boolean
  restore: RestorePlan
  snapshotBy: 'latest' | 'id' | 'address'
  isPinned: boolean
  dryRun: boolean
  verifyAfter: 'no' | 'contents' | 'headers' | 'drift'
}

/** From so many users on, a pool is listed in sixteen chains at once. */
const LISTED_IN_CHAINS = 3000

/**
 * The same round with a pool that is listed in chains, also where it is the target
 * and a mishap has taken four in ten of its users. In half of these rounds a few
 * users are named, who are fewer calls to look up than to list.
 */
export function planLargeRound(seed: number): RoundPlan {
  const plan = planRound(seed)
  const { pool, target, restore } = plan
  const least = LISTED_IN_CHAINS * (target === 'same' ? 1.8 : 1.02)
  return {
    ...plan,
    pool: {
      ...pool,
      users: least + pool.users,
      membershipsPerUser: Math.min(1, pool.membershipsPerUser ?? 0)
    },
    restore: {
      ...restore,
      onlyUsers: seed % 2 === 0 ? 1 + Math.abs(seed % 5) : 0
    }
  }
}

/** Draws a round; the same one for the same seed. */
export function planRound(seed: number): RoundPlan {
  const random = seededRandom(seed)
  const chance = (share: number) => random() < share
  const target = pick(random, [
    'twin',
    'wide',
    'wide',
    'occupied',
    'occupied',
    'same'
  ] as const)
  const pool = planPool(random, seed)
  const restore = planRestore(random, pool.mfa, target)
  // Whom no import file can carry can't be left to be reset.
  if (restore.status === 'reset-required') pool.plain = true
  const takesAll = target === 'wide' || target === 'occupied'
  return {
    seed,
    pool,
    hasLinked: takesAll && !byAddress(pool.signIn) && chance(0.3),
    mfaLookup: pick(random, ['auto', 'auto', 'always', 'never']),
    encryption: pick(random, ['aws:kms', 'aws:kms', 'aws:kms:dsse']),
    byKeyId: chance(0.2),
    age: pick(random, ['none', 'none', 'none', 'x25519', 'two', 'hybrid']),
    target,
    lacksAttributes: target === 'wide' && chance(0.2),
    restore,
    snapshotBy: pick(random, ['latest', 'id', 'address']),
    isPinned: chance(0.3),
    dryRun: chance(0.3),
    verifyAfter: pick(random, [
      'no',
      'no',
      'no',
      'no',
      'contents',
      'headers',
      'drift'
    ])
  }
}

/** Whether a pool has no usernames of people's own. */
export function byAddress(signIn: SignIn): boolean {
  return signIn === 'email' || signIn === 'phone'
}

function planPool(random: Random, seed: number): RoundPlan['pool'] {
  const chance = (share: number) => random() < share
  const signIn = pick(random, [
    'username',
    'username',
    'alias',
    'alias',
    'email',
    'phone'
  ] as const)
  return {
    seed,
    signIn,
    mfa: pick(random, ['OFF', 'OFF', 'OPTIONAL', 'OPTIONAL', 'ON'] as const),
    // The edges of a page, and no pool at all, come often.
    users: chance(0.25)
      ? pick(random, [0, 1, 59, 60, 61, 120, 121])
      : integer(random, 151),
    groups: integer(random, 9),
    membershipsPerUser: integer(random, 4),
    disabledShare: pick(random, [0, 0.1, 0.5]),
    federatedShare: pick(random, [0, 0, 0.15]),
    noUsernameShare: byAddress(signIn) ? 0 : pick(random, [0, 0, 0.1]),
    totpShare: pick(random, [0, 0.1]),
    plain: chance(0.3),
    ...(chance(0.3)
      ? { shortPageShare: 0.3, emptyPageShare: 0.3 }
      : { shortPageShare: 0.02, emptyPageShare: 0.02 }),
    acceptsPasswordHashes: pick(random, [true, true, false, 'header-only']),
    listDelayMs: chance(0.1) ? 400 : 0
  }
}

function planRestore(
  random: Random,
  mfa: Mfa,
  target: RoundPlan['target']
): RestorePlan {
  const chance = (share: number) => random() < share
  const isEmpty = target === 'twin' || target === 'wide'
  // A job turns on text messages in a pool that requires MFA: see the README of
  // the simulator, "Import jobs". That is another rule, and not the weather's.
  const methods = ['api', 'api', 'auto', 'import-job'] as const
  const method = mfa === 'ON' ? 'api' : pick(random, methods)
  const status = pick(random, [
    'confirmed',
    'confirmed',
    method === 'api' ? 'force-change-password' : 'reset-required'
  ] as const)
  // The twin lacks the identity providers, and attributes there are immutable.
  const mayLink =
    (target === 'wide' || target === 'occupied') && status !== 'reset-required'
  return {
    existingUsers: isEmpty
      ? pick(random, ['skip', 'skip', 'update', 'fail'])
      : pick(random, ['skip', 'update', 'update', 'update', 'fail']),
    noUsername: chance(0.7) ? 'recreate' : 'skip',
    mfaUsers: chance(0.7) ? 'restore' : 'skip',
    federated: mayLink && chance(0.7) ? 'link' : 'skip',
    status,
    method,
    onlyUsers: chance(0.15) ? 1 + integer(random, 5) : 0,
    replacesRoles: chance(0.2)
  }
}
