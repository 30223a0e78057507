import { listMembers } from '../../../src/cognito/groups.ts'
import { filterFor } from '../../../src/cognito/user-filters.ts'
import { listUsers } from '../../../src/cognito/users.ts'
import {
  addToGroup,
  setPassword,
  updateAttributes
} from '../../../src/cognito/writes.ts'
import type { LabPool } from '../lab.ts'
import {
  addressOf,
  newGroup,
  newUser,
  passwordFor,
  randomName,
  verified
} from '../people.ts'
import { holds, type Proof } from '../proof.ts'
import { seconds, waitFor } from '../wait-for.ts'

/** A comparison that reads right after a restore waits no longer. Milliseconds. */
const SOON_MS = 5000

/** Values that break a filter which doesn't escape them. */
const QUOTED = 'No "name" \\ here'

/** What filters find, and when lists of members are up to date. */
export const searchProofs: readonly Proof[] = [
  {
    id: 'members-within-seconds',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const group = await newGroup(lab, pool)
      await addToGroup(pool.client, username, group)
      const shown = await waitFor(lab, async () => {
        for await (const page of listMembers(pool.client, group, lab.signal))
          if (page.includes(username)) return true
        return false
      })
      return holds(shown <= SOON_MS, `new member ${seconds(shown)}`)
    }
  },
  {
    id: 'search-whole',
    needs: { pool: 'alias' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('alias')
      const { randomBytes } = lab.context
      const address = addressOf(randomName(randomBytes))
      const alias = randomName(randomBytes)
      const name = `${QUOTED} ${randomName(randomBytes)}`
      const user = await newUser(lab, pool, { ...verified(address), name })
      await setPassword(pool.client, user.username, passwordFor(lab, pool))
      lab.personal.add(alias)
      await updateAttributes(pool.client, user.username, {
        preferred_username: alias
      })
      const searches = [
        ['email', address.toUpperCase()],
        ['preferred_username', alias.toUpperCase()],
        ['name', name]
      ] as const
      const found: string[] = []
      for (const [attribute, value] of searches) {
        const after = await waitFor(lab, () =>
          finds(pool, attribute, value, user.sub)
        )
        if (after < Infinity) found.push(attribute)
      }
      return holds(
        found.length === searches.length,
        `found by: ${found.join(', ') || 'none'}`
      )
    }
  }
]

async function finds(
  { client }: LabPool,
  attribute: string,
  value: string,
  sub: string
): Promise<boolean> {
  const filter = filterFor(attribute, value)
  for await (const { users } of listUsers(client, undefined, filter))
    if (users.some(user => user.sub === sub)) return true
  return false
}
