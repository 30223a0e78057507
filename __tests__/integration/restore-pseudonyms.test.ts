import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { SimulatedCall } from '../../simulator/simulator.ts'
import { isPoolWrite } from '../fixtures/action-runs.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { createTarget } from '../fixtures/restore-runs.ts'

/** All kinds of people together are 2,000. */
const USERS = 500

const STABLE = {
  usersWithoutUsername: 'recreate',
  mfaUsers: 'restore',
  pseudonyms: { key: 'k'.repeat(32), keep: ['custom:department'] }
} as const

const KINDS = [
  { signIn: 'username', settings: {} },
  {
    signIn: 'alias',
    settings: {
      AliasAttributes: ['email', 'phone_number', 'preferred_username'],
      AutoVerifiedAttributes: ['email']
    }
  },
  { signIn: 'email', settings: { UsernameAttributes: ['email'] } },
  { signIn: 'phone', settings: { UsernameAttributes: ['phone_number'] } }
] as const

const REFUSED = {
  status: 400,
  errorName: 'ExpiredTokenException',
  message: 'The security token included in the request is expired'
}

describe.each(KINDS)(
  'users who sign in by $signIn, made up',
  ({ signIn, settings }) => {
    let lab: RestoreLab
    let snapshot: Awaited<ReturnType<RestoreLab['exportOf']>>
    const sent = new Set<string>()
    let creationsLeft = Infinity

    beforeAll(async () => {
      lab = await openLab({
        users: USERS,
        groups: 5,
        membershipsPerUser: 1,
        disabledShare: 0.1,
        federatedShare: 0.1,
        noUsernameShare: 0.1,
        mfa: 'OPTIONAL',
        signIn,
        intercept: (call: SimulatedCall) => {
          if (call.service !== 'cognito-idp') return undefined
          collectTexts(call.input, sent)
          const isCreation = call.operation === 'AdminCreateUser'
          return isCreation && creationsLeft-- <= 0 ? REFUSED : undefined
        }
      })
      snapshot = await lab.exportOf(lab.simulator.userPoolId)
    })
    afterAll(() => lab.close())

    const newTarget = () =>
      createTarget(lab.simulator, {
        ...settings,
        MfaConfiguration: 'OPTIONAL',
        SmsConfiguration: {
          SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms',
          ExternalId: 'cognito-backup'
        }
      })
    const sourceUsers = () =>
      lab.simulator.poolState(lab.simulator.userPoolId).users

    const some = (count: number) => ({
      by: 'only-users' as const,
      names: sourceUsers()
        .slice(0, count)
        .map(({ sub }) => sub)
    })

    /** The users without what no two pools have in common. */
    const usersIn = (pool: string) =>
      lab.simulator
        .poolState(pool)
        .users.map(
          ({ username, sub, status, enabled, groups, mfa, attributes }) =>
            JSON.stringify([
              username === sub ? '' : username,
              { status, enabled, groups, mfa, attributes }
            ])
        )
        .sort()

    test('are the same in each pool, and nothing of the real ones is sent', async () => {
      const [one, other] = [await newTarget(), await newTarget()]
      sent.clear()
      const run = await lab.restore(snapshot, one, STABLE)
      const second = await lab.restore(snapshot, other, STABLE)
      expect([run.failure, second.failure]).toEqual([undefined, undefined])
      const { outcome } = run
      expect(outcome).toMatchObject({ isPseudonymised: true, usersFailed: 0 })
      expect(outcome.usersCreated).toBe(USERS - (outcome.skippedUsers ?? NaN))
      expect(outcome.usersCreated).toBeGreaterThan(USERS / 2)
      expect(run.messagesSent + second.messagesSent).toBe(0)
      expect(usersIn(other)).toEqual(usersIn(one))

      const real = sourceUsers().flatMap(({ username, sub, attributes }) =>
        [
          username,
          sub,
          ...Object.entries(attributes)
            .filter(([name]) => !SHARED.includes(name))
            .map(([, value]) => value)
        ].filter(value => value !== '')
      )
      expect(real.filter(value => sent.has(value))).toEqual([])
      const named = [...run.lines.keys()]
      expect(named.filter(name => real.includes(name))).toEqual(
        named.filter(name => run.lines.get(name)?.oldSub === name)
      )

      // Run again, it finds them all.
      const again = await lab.restore(snapshot, one, {
        ...STABLE,
        existingUsers: 'update'
      })
      expect(again.failure).toBeUndefined()
      expect(again.outcome).toMatchObject({ usersCreated: 0, conflicts: 0 })
      expect(again.writes.filter(isPoolWrite)).toEqual([])
    })

    test('are continued with after a run that stopped', async () => {
      const [whole, stopped] = [await newTarget(), await newTarget()]
      const policies = { ...STABLE, onlyUsers: some(60) }
      await lab.restore(snapshot, whole, policies)
      creationsLeft = 20
      const broken = await lab.restore(snapshot, stopped, policies)
      creationsLeft = Infinity
      expect(broken.failure).toBeDefined()
      expect(usersIn(stopped).length).toBeLessThan(usersIn(whole).length)
      const next = await lab.restore(snapshot, stopped, policies)
      expect(next.failure).toBeUndefined()
      expect(usersIn(stopped)).toEqual(usersIn(whole))
    })

    test('go into no pool with a real user, nor into one of another key', async () => {
      const pool = await newTarget()
      const policies = { ...STABLE, onlyUsers: some(9) }
      await lab.restore(snapshot, pool, policies)
      const pseudonyms = { ...STABLE.pseudonyms, key: 'l'.repeat(32) }
      const otherKey = await lab.restore(snapshot, pool, {
        ...policies,
        pseudonyms
      })
      lab.simulator.addUser(pool, {
        username: '5f0c3a52-0000-4000-8000-000000000001',
        attributes: { email: 'ada@private.example' }
      })
      const real = await lab.restore(snapshot, pool, policies)
      for (const { failure, writes } of [otherKey, real]) {
        expect(failure).toMatchObject({
          code: 'restore-blocked',
          message: expect.stringContaining('pseudonym-key did not make')
        })
        expect(writes).toEqual([])
      }
    })
  }
)

/** Attributes with values that many people and made-up users share, or kept. */
const SHARED = [
  ...['birthdate', 'custom:department', 'custom:level', 'email_verified'],
  ...['family_name', 'gender', 'given_name', 'locale', 'phone_number_verified'],
  'zoneinfo'
]

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collectTexts(inner, into)
  }
}
