import { describePool } from '../../../src/cognito/describe-pool.ts'
import {
  findUser,
  listUsers,
  listUsersInChains,
  type UserPage
} from '../../../src/cognito/users.ts'
import { updateAttributes } from '../../../src/cognito/writes.ts'
import { AwsCallError } from '../../../src/shared/errors.ts'
import { isAnswer } from '../answer.ts'
import type { Lab, LabPool } from '../lab.ts'
import { newUser, type Person } from '../people.ts'
import {
  asAssumed,
  holds,
  NotSettled,
  otherwise,
  type Proof
} from '../proof.ts'
import { seconds, waitFor } from '../wait-for.ts'

/** Enough to be found by different filters, and few enough to be paid for. */
const CROWD = 10
/** Of more users than there are digits, two have a `sub` that begins alike. */
const LARGEST_CROWD = 17

/** A restore that continues looks for somebody so long. Milliseconds. */
const SOON_MS = 5000

/** What ListUsers and DescribeUserPool tell, and when. */
export const listingProofs: readonly Proof[] = [
  {
    id: 'listing-within-seconds',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const shown = await waitFor(lab, async () => {
        const user = await findUser(pool.client, 'username', username)
        return user !== undefined
      })
      await updateAttributes(pool.client, username, { nickname: 'Nobody' })
      const changed = await waitFor(lab, async () => {
        const user = await findUser(pool.client, 'username', username)
        return user?.attributes['nickname'] === 'Nobody'
      })
      return holds(
        shown <= SOON_MS && changed <= SOON_MS,
        `new user ${seconds(shown)}, changed attribute ${seconds(changed)}`
      )
    }
  },
  {
    id: 'sub-filter',
    needs: { pool: 'username' },
    users: LARGEST_CROWD,
    async try(lab) {
      const pool = await lab.pool('username')
      const crowd = await crowdOf(lab, pool)
      try {
        const listed = await subsIn(listUsersInChains(pool.client, lab.signal))
        const found = crowd.filter(({ sub }) => listed.includes(sub)).length
        const twice = listed.length - new Set(listed).size
        return holds(
          found === crowd.length && twice === 0,
          `${found} of ${crowd.length} users found by 16 filters, ${twice} of them twice`
        )
      } catch (error) {
        if (!(error instanceof AwsCallError && isAnswer(error))) throw error
        return otherwise(error.awsCode)
      }
    }
  },
  {
    id: 'sub-digit',
    needs: { pool: 'username' },
    users: LARGEST_CROWD,
    async try(lab) {
      const crowd = await crowdOf(lab, await lab.pool('username'))
      const fitting = crowd.filter(({ sub }) => /^[0-9a-f]/.test(sub)).length
      return holds(
        fitting === crowd.length,
        `${fitting} of ${crowd.length} users`
      )
    }
  },
  {
    id: 'sub-order',
    needs: { pool: 'username' },
    users: LARGEST_CROWD,
    async try(lab) {
      const pool = await lab.pool('username')
      await crowdOf(lab, pool)
      let neighbours = 0
      let rising = 0
      const last = new Map<string, string>()
      const pages = listUsersInChains(pool.client, lab.signal)
      for await (const { users, subPrefix = '' } of pages) {
        for (const { sub } of users) {
          const before = last.get(subPrefix)
          last.set(subPrefix, sub)
          if (before === undefined) continue
          neighbours += 1
          if (before < sub) rising += 1
        }
      }
      if (neighbours === 0)
        throw new NotSettled('no filter found more than one user')
      return holds(
        rising === neighbours,
        `${rising} of ${neighbours} users after another one`
      )
    }
  },
  {
    id: 'estimate-above-zero',
    needs: { pool: 'username' },
    users: LARGEST_CROWD,
    async try(lab) {
      const pool = await lab.pool('username')
      await crowdOf(lab, pool)
      const waited = await waitFor(lab, async () => {
        const { estimatedNumberOfUsers: estimate = 0 } = await describePool(
          pool.client
        )
        return estimate > 0
      })
      return waited === Infinity
        ? otherwise('0 or none for 30 s')
        : asAssumed(`above 0 ${seconds(waited)}`)
    }
  }
]

/** Some users, whom an unfiltered listing shows. */
function crowdOf(lab: Lab, pool: LabPool): Promise<Person[]> {
  return lab.shared(`crowd of ${pool.client.userPoolId}`, async () => {
    const crowd: Person[] = []
    // Two whom one filter finds, or their order could not be seen.
    while (
      crowd.length < CROWD ||
      (!beginAlike(crowd) && crowd.length < LARGEST_CROWD)
    ) {
      crowd.push(await newUser(lab, pool))
    }
    const waited = await waitFor(lab, async () => {
      const listed = await subsIn(listUsers(pool.client, lab.signal))
      return crowd.every(({ sub }) => listed.includes(sub))
    })
    if (waited === Infinity)
      throw new NotSettled("the plain listing didn't show all users in 30 s")
    return crowd
  })
}

const beginAlike = (crowd: readonly Person[]) =>
  new Set(crowd.map(({ sub }) => sub.charAt(0))).size < crowd.length

async function subsIn(pages: AsyncIterable<UserPage>): Promise<string[]> {
  const subs: string[] = []
  for await (const { users } of pages) subs.push(...users.map(({ sub }) => sub))
  return subs
}
