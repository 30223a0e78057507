import {
  createUser,
  disableUser,
  setPassword,
  updateAttributes
} from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import {
  addressOf,
  lookUp,
  newUser,
  passwordFor,
  randomName,
  verified
} from '../people.ts'
import { holds, otherwise, type Proof } from '../proof.ts'

/** Creation, passwords and attributes of users. */
export const userProofs: readonly Proof[] = [
  {
    id: 'temporary-password',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const { status } = await lookUp(pool, username)
      return holds(status === 'FORCE_CHANGE_PASSWORD', status)
    }
  },
  {
    id: 'permanent-password',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const answer = await answerTo(() =>
        setPassword(pool.client, username, passwordFor(lab, pool))
      )
      const { status } = await lookUp(pool, username)
      return holds(
        answer === ACCEPTED && status === 'CONFIRMED',
        `${answer}, then ${status}`
      )
    }
  },
  {
    id: 'password-of-disabled',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      await disableUser(pool.client, username)
      const answer = await answerTo(() =>
        setPassword(pool.client, username, passwordFor(lab, pool))
      )
      const { status, isEnabled } = await lookUp(pool, username)
      return holds(
        answer === ACCEPTED && status === 'CONFIRMED' && !isEnabled,
        `${answer}, then ${status}, enabled: ${isEnabled}`
      )
    }
  },
  {
    id: 'blank-takes-away',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool, { nickname: 'Nobody' })
      const answer = await answerTo(() =>
        updateAttributes(pool.client, username, { nickname: '' })
      )
      const { attributes } = await lookUp(pool, username)
      const isThere = attributes.has('nickname')
      const isBlank = attributes.get('nickname') === ''
      return holds(
        answer === ACCEPTED && !isThere,
        `${answer}; still there: ${isThere}, blank: ${isBlank}`
      )
    }
  },
  {
    id: 'blank-at-creation',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const name = randomName(lab.context.randomBytes)
      let stored = false
      const answer = await answerTo(async () => {
        const { username } = await newUser(lab, pool, { nickname: '' }, name)
        const { attributes } = await lookUp(pool, username)
        stored = attributes.has('nickname')
      })
      return holds(
        answer === ACCEPTED && !stored,
        `${answer}; stored: ${stored}`
      )
    }
  },
  {
    id: 'username-taken',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const answer = await answerTo(() =>
        createUser(pool.client, username, {}, passwordFor(lab, pool))
      )
      return holds(answer === 'UsernameExistsException', answer)
    }
  },
  {
    id: 'sub-as-username',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username, sub } = await newUser(lab, pool)
      let isSame = false
      const answer = await answerTo(async () => {
        isSame = (await lookUp(pool, sub)).username === username
      })
      return holds(
        answer === ACCEPTED && isSame,
        `${answer}; the same user: ${isSame}`
      )
    }
  },
  {
    id: 'username-kept',
    needs: { pool: 'case-insensitive' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('case-insensitive')
      const name = `Prove-${randomName(lab.context.randomBytes)}`
      const { username } = await newUser(lab, pool, {}, name)
      return holds(username === name, `the same: ${username === name}`)
    }
  },
  {
    id: 'email-username-is-sub',
    needs: { pool: 'email' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('email')
      const address = addressOf(randomName(lab.context.randomBytes))
      const { username, sub } = await newUser(
        lab,
        pool,
        verified(address),
        address
      )
      if (username === sub) return holds(true, 'the same')
      return otherwise(`the address: ${username === address}`)
    }
  }
]
