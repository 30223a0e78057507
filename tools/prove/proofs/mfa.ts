import {
  setMfaPreference,
  setPassword,
  type MfaFactor
} from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import type { Lab, LabPool } from '../lab.ts'
import {
  addressOf,
  lookUp,
  newUser,
  passwordFor,
  phoneNumber,
  randomName,
  verified
} from '../people.ts'
import { holds, type Proof } from '../proof.ts'

/** MFA that an administrator turns on again. */
export const mfaProofs: readonly Proof[] = [
  {
    id: 'mfa-before-password',
    needs: { pool: 'mfa-optional' },
    users: 1,
    async try(lab) {
      const { pool, username, factor } = await reachable(lab, 'mfa-optional')
      const answer = await prefer(pool, username, factor)
      return holds(answer === ACCEPTED, answer)
    }
  },
  {
    id: 'mfa-needs-address',
    needs: { pool: 'mfa-optional' },
    users: 1,
    async try(lab) {
      const { pool, username, factor } = await reachable(lab, 'mfa-optional')
      await setPassword(pool.client, username, passwordFor(lab, pool))
      const answer = await prefer(pool, username, factor)
      const { factors, preferred } = await lookUp(pool, username)
      return holds(
        answer === ACCEPTED && factors.includes(factor) && preferred === factor,
        `${factor}: ${answer}; on: ${factors.includes(factor)}, preferred: ${preferred === factor}`
      )
    }
  },
  {
    id: 'mfa-required-preference',
    needs: { pool: 'mfa-required' },
    users: 1,
    async try(lab) {
      const { pool, username, factor } = await reachable(lab, 'mfa-required')
      await setPassword(pool.client, username, passwordFor(lab, pool))
      const answer = await prefer(pool, username, factor)
      return holds(answer === ACCEPTED, `${factor}: ${answer}`)
    }
  }
]

/** Somebody new, who has what a factor of the pool needs. */
async function reachable(lab: Lab, kind: 'mfa-optional' | 'mfa-required') {
  const pool = await lab.pool(kind)
  const { randomBytes } = lab.context
  const factor: MfaFactor = pool.mfa.sms ? 'SMS_MFA' : 'EMAIL_OTP'
  const { username } = await newUser(
    lab,
    pool,
    factor === 'SMS_MFA'
      ? {
          phone_number: phoneNumber(randomBytes),
          phone_number_verified: 'true'
        }
      : verified(addressOf(randomName(randomBytes)))
  )
  return { pool, username, factor }
}

/** As a restore asks for it. */
function prefer(
  pool: LabPool,
  username: string,
  factor: MfaFactor
): Promise<string> {
  return answerTo(() =>
    setMfaPreference(pool.client, username, {
      factors: [factor],
      preferred: factor
    })
  )
}
