import { linkIdentity } from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import type { Lab, LabPool } from '../lab.ts'
import {
  lookUp,
  newUser,
  providerOf,
  randomName,
  type Person
} from '../people.ts'
import { immutableAttribute } from '../pool-kinds.ts'
import { holds, type Proof } from '../proof.ts'

/** "Up to five federated users" for each (AdminLinkProviderForUser). */
const MOST_IDENTITIES = 5

/** Identities of an identity provider, whom nobody has signed in with. */
export const linkingProofs: readonly Proof[] = [
  {
    id: 'link-shows-user-id',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const { pool, user, userId, answer } = await linked(lab)
      const { attributes } = await lookUp(pool, user.username)
      const text = attributes.get('identities') ?? ''
      return holds(
        answer === ACCEPTED && text.includes(`"userId":"${userId}"`),
        `${answer}; identities there: ${text !== ''}, with the userId: ${text.includes(userId)}`
      )
    }
  },
  {
    id: 'link-again',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const { pool, user, userId } = await linked(lab)
      const answer = await link(lab, pool, user, userId)
      return holds(answer === 'InvalidParameterException', answer)
    }
  },
  {
    id: 'link-taken',
    needs: { pool: 'username' },
    users: 2,
    async try(lab) {
      const { pool, userId } = await linked(lab)
      const other = await newUser(lab, pool)
      const answer = await link(lab, pool, other, userId)
      return holds(answer !== ACCEPTED, answer)
    }
  },
  {
    id: 'link-sixth',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const user = await newUser(lab, pool)
      const answers: string[] = []
      for (let at = 0; at <= MOST_IDENTITIES; at += 1) {
        answers.push(await link(lab, pool, user, identityOf(lab)))
      }
      const taken = answers.filter(answer => answer === ACCEPTED).length
      return holds(
        taken === MOST_IDENTITIES,
        `${taken} linked, the last answer ${answers.at(-1)}`
      )
    }
  },
  {
    id: 'link-to-nobody',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const pool = await lab.pool('username')
      const nobody = { username: randomName(lab.context.randomBytes), sub: '' }
      lab.personal.add(nobody.username)
      const answer = await link(lab, pool, nobody, identityOf(lab))
      return holds(answer === 'UserNotFoundException', answer)
    }
  },
  {
    id: 'link-no-provider',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const providerName = randomName(lab.context.randomBytes)
      const userId = identityOf(lab)
      const answer = await answerTo(() =>
        linkIdentity(pool.client, username, { providerName, userId })
      )
      return holds(answer === 'ResourceNotFoundException', answer)
    }
  },
  {
    id: 'link-squatted',
    needs: { pool: 'username' },
    users: 2,
    async try(lab) {
      const pool = await lab.pool('username')
      const provider = await providerOf(lab, pool)
      const userId = identityOf(lab)
      await newUser(lab, pool, {}, `${provider}_${userId}`)
      const user = await newUser(lab, pool)
      const answer = await link(lab, pool, user, userId)
      return holds(answer !== ACCEPTED, answer)
    }
  },
  {
    id: 'immutable-not-linked',
    needs: { pool: 'immutable' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('immutable')
      const name = immutableAttribute(pool.description) ?? ''
      const user = await newUser(lab, pool, { [name]: 'proved' })
      const answer = await link(lab, pool, user, identityOf(lab))
      return holds(answer !== ACCEPTED, answer)
    }
  }
]

/** Somebody with one identity. */
async function linked(lab: Lab) {
  const pool = await lab.pool('username')
  const user = await newUser(lab, pool)
  const userId = identityOf(lab)
  return { pool, user, userId, answer: await link(lab, pool, user, userId) }
}

/** As a restore does it. */
async function link(
  lab: Lab,
  pool: LabPool,
  { username }: Person,
  userId: string
): Promise<string> {
  const providerName = await providerOf(lab, pool)
  return answerTo(() =>
    linkIdentity(pool.client, username, { providerName, userId })
  )
}

/** Who a provider might call somebody: 21 digits, as Google does. */
function identityOf(lab: Lab): string {
  const digits = Array.from(lab.context.randomBytes(20), byte => byte % 10)
  const userId = `1${digits.join('')}`
  lab.personal.add(userId)
  return userId
}
