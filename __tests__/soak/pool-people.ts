import { integer, pick, type Random } from '../../simulator/random.ts'
import type { NewUser, UserView } from '../../simulator/inspect-pools.ts'
import type { Simulator } from '../../simulator/simulator.ts'

/*
 * People whom a round puts into pools beside the simulator's own, or takes out,
 * past the API.
 */

const isNameless = ({ username, sub }: UserView) => username === sub

/** The password of everybody who is in a target before the restore. */
const passwordOf = (sub: string) => `Before-${sub}`

/** People of the pool's own who also sign in with Google. */
export function addLinkedPeople(simulator: Simulator): void {
  for (const number of ['1', '2', '3']) {
    simulator.addUser(simulator.userPoolId, {
      username: `linked-already-${number}`,
      attributes: {
        email: `linked.already.${number}@example.com`,
        email_verified: 'true',
        'custom:tenant': 't-0'
      },
      identities: [
        {
          providerName: 'Google',
          providerType: 'Google',
          userId: `90000000000000000000${number}`
        }
      ]
    })
  }
}

/** The subs of those of the source who are in the target, and their subs there. */
export type Kept = ReadonlyMap<string, string>

/**
 * Puts some people of the source into another pool, most of them changed since,
 * and strangers beside them.
 */
export function settle(
  simulator: Simulator,
  target: string,
  signsInByAddress: boolean,
  random: Random
): Kept {
  const { users, groups } = simulator.poolState(simulator.userPoolId)
  for (const { name } of groups.slice(0, 2)) {
    simulator.addGroup(target, { name, description: 'was here before' })
  }
  const names = groups.slice(0, 2).map(({ name }) => name)
  const kept = new Map<string, string>()
  for (const user of users) {
    if (random() < 0.6) continue
    const sub = newSub(random)
    simulator.addUser(target, {
      ...changed(user, names, random),
      sub,
      // Where people have no usernames, Cognito makes one up anew.
      username: signsInByAddress && isNameless(user) ? sub : user.username
    })
    kept.set(user.sub, sub)
  }
  for (const number of [1, 2, 3]) {
    simulator.addUser(target, {
      username: `stranger-${number}`,
      sub: newSub(random),
      attributes: { email: `stranger.${number}@elsewhere.example.com` },
      password: `Stranger-${number}`,
      groups: names
    })
  }
  return kept
}

/** A mishap in the source: some are deleted, others changed, a group is gone. */
export function damage(simulator: Simulator, random: Random): Kept {
  const pool = simulator.userPoolId
  const { users, groups } = simulator.poolState(pool)
  const [gone] = groups
  if (gone !== undefined && random() < 0.3) {
    simulator.removeGroup(pool, gone.name)
  }
  const left = simulator.poolState(pool).groups.map(({ name }) => name)
  const kept = new Map<string, string>()
  for (const user of users) {
    simulator.removeUser(pool, user.sub)
    if (random() < 0.4) continue
    simulator.addUser(pool, {
      ...changed(user, left, random),
      sub: user.sub,
      username: user.username
    })
    kept.set(user.sub, user.sub)
  }
  return kept
}

/** Somebody as she is by now: most have changed in something. */
function changed(
  user: UserView,
  groups: readonly string[],
  random: Random
): NewUser {
  const isChanged = random() < 0.7
  const { sub: _, identities: _i, ...attributes } = user.attributes
  if (isChanged && random() < 0.5) attributes['custom:level'] = '77'
  if (isChanged && random() < 0.3) attributes['nickname'] = 'new since'
  if (isChanged && random() < 0.3) delete attributes['given_name']
  const joined = groups.filter(name =>
    isChanged ? random() < 0.3 : user.groups.includes(name)
  )
  return {
    attributes,
    ...(user.identities.length > 0 && {
      identities: user.identities.map(({ providerName, userId }) => ({
        providerName,
        userId
      }))
    }),
    status: user.status,
    enabled: isChanged && random() < 0.3 ? !user.enabled : user.enabled,
    ...(user.status !== 'EXTERNAL_PROVIDER' && {
      password: passwordOf(user.sub)
    }),
    groups: joined,
    createdAt: user.createdAt,
    modifiedAt: user.modifiedAt
  }
}

/** A name for each that the input only-users takes. */
export function namesFor(
  users: readonly UserView[],
  count: number,
  random: Random
): { named: UserView[]; lines: string[] } {
  const named = new Set<UserView>()
  while (named.size < Math.min(count, users.length)) {
    named.add(pick(random, users))
  }
  const lines = [...named].map(({ sub, username, attributes }) =>
    pick(random, [
      sub,
      // The input is lines of text: nobody can be named by spaces or a comment.
      /^[\w.@-]+$/.test(username) ? username : sub,
      attributes['email'] ?? sub
    ])
  )
  return { named: [...named], lines }
}

function newSub(random: Random): string {
  const hex = (length: number) =>
    Array.from({ length }, () => integer(random, 16).toString(16)).join('')
  return [8, 4, 4, 4, 12].map(hex).join('-')
}
