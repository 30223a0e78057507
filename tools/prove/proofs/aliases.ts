import { setPassword, updateAttributes } from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import {
  addressOf,
  lookUp,
  newUser,
  passwordFor,
  randomName,
  verified
} from '../people.ts'
import { holds, type Proof } from '../proof.ts'

/** Pools in which people sign in by an address beside their name. */
export const aliasProofs: readonly Proof[] = [
  {
    id: 'alias-taken',
    needs: { pool: 'alias' },
    users: 2,
    async try(lab) {
      const pool = await lab.pool('alias')
      const attributes = verified(
        addressOf(randomName(lab.context.randomBytes))
      )
      await newUser(lab, pool, attributes)
      const answer = await answerTo(() => newUser(lab, pool, attributes))
      return holds(answer === 'UsernameExistsException', answer)
    }
  },
  {
    id: 'alias-taken-away',
    needs: { pool: 'alias' },
    users: 2,
    async try(lab) {
      const pool = await lab.pool('alias')
      const attributes = verified(
        addressOf(randomName(lab.context.randomBytes))
      )
      const first = await newUser(lab, pool, attributes)
      const second = await newUser(lab, pool)
      const answer = await answerTo(() =>
        updateAttributes(pool.client, second.username, attributes)
      )
      const of = await lookUp(pool, first.username)
      const isKept = of.attributes.get('email_verified') === 'true'
      return holds(
        answer === ACCEPTED && !isKept,
        `${answer}; the first user's address is still verified: ${isKept}`
      )
    }
  },
  {
    id: 'preferred-username-later',
    needs: { pool: 'alias' },
    users: 2,
    async try(lab) {
      const pool = await lab.pool('alias')
      const { randomBytes } = lab.context
      const alias = { preferred_username: randomName(randomBytes) }
      const atCreation = await answerTo(() => newUser(lab, pool, alias))
      const { username } = await newUser(lab, pool)
      await setPassword(pool.client, username, passwordFor(lab, pool))
      const later = { preferred_username: randomName(randomBytes) }
      lab.personal.add(later.preferred_username)
      const afterwards = await answerTo(() =>
        updateAttributes(pool.client, username, later)
      )
      return holds(
        atCreation !== ACCEPTED && afterwards === ACCEPTED,
        `at creation ${atCreation}, of a confirmed user ${afterwards}`
      )
    }
  }
]
