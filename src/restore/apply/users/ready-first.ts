import type { PlannedUser, UserPlan } from '../../plan/users/user-plan.ts'
import type { GroupsReady } from './user-steps.ts'

/** The most users that wait for their groups while later users are restored. */
const MOST_WAITING = 1000

/**
 * The users, but those whose groups don't exist yet only once they do. Cognito
 * takes five new groups a second and many more users: a user that waits for its
 * group must not hold up others, and is better not created yet.
 *
 * @param planned is read ahead by MOST_WAITING users at most
 */
export async function* readyFirst<User extends PlannedUser>(
  planned: AsyncIterable<User>,
  groups: GroupsReady
): AsyncGenerator<User> {
  const ready: User[] = []
  let waiting = 0
  let woken = Promise.withResolvers<undefined>()

  async function wait(user: User, missing: Promise<void>[]): Promise<void> {
    waiting += 1
    // If a group could not be created, joining it will say so.
    await Promise.allSettled(missing)
    waiting -= 1
    ready.push(user)
    woken.resolve(undefined)
  }

  /** Hands over who has become ready, until fewer than `most` wait. */
  async function* handOver(most: number): AsyncGenerator<User> {
    for (;;) {
      const user = ready.shift()
      if (user !== undefined) yield user
      else if (waiting < most) return
      else {
        woken = Promise.withResolvers()
        await woken.promise
      }
    }
  }

  for await (const user of planned) {
    const missing = groupsOf(user.plan)
      .map(group => groups.ready(group))
      .filter(promise => promise !== undefined)
    if (missing.length === 0) yield user
    else void wait(user, missing)
    yield* handOver(MOST_WAITING)
  }
  yield* handOver(1)
}

/** The groups that the user is to join. */
function groupsOf(plan: UserPlan): readonly string[] {
  if (plan.action === 'create') return plan.groups
  return plan.action === 'update' ? plan.addTo : []
}
