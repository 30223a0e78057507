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
    assumption:
      'A user whom `AdminCreateUser` creates with a temporary password is in `FORCE_CHANGE_PASSWORD`.',
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
    assumption:
      '`AdminSetUserPassword` with `Permanent` confirms a user whom `AdminCreateUser` created.',
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
    assumption: 'A disabled user can be given a password.',
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
    assumption:
      'A blank value in `AdminUpdateUserAttributes` takes an attribute away.',
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
    assumption: 'A blank value in `AdminCreateUser` is not stored.',
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
    assumption:
      'A username that somebody has answers `UsernameExistsException`.',
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
    assumption:
      'A `sub` is understood as `Username`, in a pool with usernames too.',
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
    assumption:
      'In a pool that takes capitals for small letters, a username is kept as it was written.',
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
    assumption:
      'In pools that sign in by e-mail or phone, the username equals the `sub`.',
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
