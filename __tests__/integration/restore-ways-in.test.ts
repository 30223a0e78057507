import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'
import { clients } from '../fixtures/simulator-clients.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const SmsConfiguration = {
  SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms',
  ExternalId: 'cognito-backup'
}
const byEmail = {
  username: 'ada',
  attributes: { email: 'ada@example.com', email_verified: 'true' }
}
const byPhone = {
  username: 'bo',
  attributes: { phone_number: '+15550100', phone_number_verified: 'true' }
}
const profile: NewUser = {
  username: 'Google_1001',
  status: 'EXTERNAL_PROVIDER',
  attributes: { email: 'fed@example.com' },
  identities: [{ providerName: 'Google', userId: '1001' }]
}

const recoveringBy = (...names: string[]) => ({
  SmsConfiguration,
  AccountRecoverySetting: {
    RecoveryMechanisms: names.map((Name, at) => ({ Name, Priority: at + 1 }))
  }
})

const poolWith = (request: Record<string, unknown>, users: NewUser[] = []) =>
  makePoolWith(lab.simulator, { users }, { request, providers: ['Google'] })

describe('restored users who are warned of, because they can not reset their passwords', () => {
  test.each<[string, string[], number, string[]]>([
    ['all', ['admin_only'], 2, ['ada', 'bo']],
    ['those without a phone number', ['verified_phone_number'], 1, ['ada']],
    ['those without an e-mail address', ['verified_email'], 1, ['bo']],
    ['none', ['verified_email', 'verified_phone_number'], 0, []]
  ])(
    'are %s of a pool that recovers by %j, but not who signs in at a provider',
    async (_who, mechanisms, count, stuck) => {
      const users = [byEmail, byPhone, profile]
      const snapshot = await lab.exportOf(await poolWith({}, users))
      const target = await poolWith(recoveringBy(...mechanisms))
      const run = await lab.restore(snapshot, target, {
        federatedUsers: 'link'
      })
      expect(run.outcome.usersCreated).toBe(3)
      expect(run.outcome.waysIn).toMatchObject({
        byCode: 2 - count,
        byAdministrator: count,
        atProvider: 1
      })
      const warning = run.outcome.warnings.find(
        ({ title }) => title === "Users can't reset their passwords"
      )
      expect(warning?.text.startsWith(`${count} user`) ?? false).toBe(count > 0)
      expect(await stuckIn(target, ['ada', 'bo'])).toEqual(stuck)
    }
  )
})

test('an address that receives MFA codes again gets no other ones, which is warned of', async () => {
  const mfa = { sms: true }
  const request = recoveringBy('verified_email', 'verified_phone_number')
  const plan = { request, mfa: 'OPTIONAL', factors: ['sms'] } as const
  const users = [{ ...byPhone, mfa } as NewUser]
  const source = await makePoolWith(lab.simulator, { users }, plan)
  const snapshot = await lab.exportOf(source, 'always')
  const target = await makePoolWith(lab.simulator, {}, plan)
  const run = await lab.restore(snapshot, target, { mfaUsers: 'restore' })
  expect(run.outcome.waysIn).toMatchObject({ byCode: 0, byAdministrator: 1 })
  expect(await stuckIn(target, ['bo'])).toEqual(['bo'])
})

/** Whose passwords the pool doesn't reset. */
async function stuckIn(UserPoolId: string, names: string[]) {
  const { cognito } = clients(lab.simulator)
  const answers = await Promise.allSettled(
    names.map(Username =>
      cognito.adminResetUserPassword({ UserPoolId, Username })
    )
  )
  return names.filter((_, at) => answers[at]?.status === 'rejected')
}
