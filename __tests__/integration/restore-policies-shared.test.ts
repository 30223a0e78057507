import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith, type PoolPlan } from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const poolWith = (users: NewUser[], plan: PoolPlan) =>
  makePoolWith(lab.simulator, { users }, plan)

const usersIn = (pool: string) => lab.simulator.poolState(pool).users

const address = { email: 'ada@example.com', email_verified: 'true' }
const providers: PoolPlan = { providers: ['Google'] }
const native = {
  username: 'ada',
  sub: '7438d4b8-0000-7000-8000-0000000000ad',
  attributes: { ...address, name: 'Ada', nickname: 'the native one' }
}
const profile: NewUser = {
  username: 'Google_1001',
  status: 'EXTERNAL_PROVIDER',
  attributes: { email: 'ada@example.com', email_verified: 'false' },
  enabled: false,
  identities: [{ providerName: 'Google', userId: '1001' }]
}

describe('somebody with a user of their own and one of a provider', () => {
  test.each(['skip', 'link'] as const)(
    'whose users became one has that one updated as the native one, with federated-users: %s',
    async federatedUsers => {
      const source = await poolWith([native, profile], providers)
      const snapshot = await lab.exportOf(source)
      const { identities } = profile
      const { sub } = native
      const one = { username: 'ada', sub, attributes: address, identities }
      const target = await poolWith([one as NewUser], providers)
      const run = await lab.restore(snapshot, target, {
        existingUsers: 'update',
        federatedUsers
      })
      expect(usersIn(target)).toMatchObject([
        { username: 'ada', enabled: true, attributes: native.attributes }
      ])
      expect(run.outcome.usersUpdated).toBe(1)
      expect(run.outcome.billedUsers).toBe(run.billedUsers)
    }
  )

  test('keeps the address for the native one, where people sign in by e-mail and that one is skipped', async () => {
    const plan = {
      ...providers,
      request: { UsernameAttributes: ['email'] }
    }
    const sub = '7438d4b8-0000-7000-8000-00000000ada0'
    const named = { ...native, username: sub, sub }
    const source = await poolWith([named, profile], plan)
    const snapshot = await lab.exportOf(source)
    const target = await poolWith([], plan)
    const policies = {
      federatedUsers: 'link',
      existingUsers: 'update'
    } as const
    const { failure, outcome } = await lab.restore(snapshot, target, policies)
    expect(usersIn(target)).toEqual([])
    expect(failure?.code).toBe('nothing-restored')
    expect(outcome.skipped).toMatchObject({ 'no-username': 1, federated: 1 })
  })
})

describe('an address of two users, into a pool that signs in by it', () => {
  const plan: PoolPlan = { request: { AliasAttributes: ['email'] } }
  const phoneOf = (phone_number: string) => ({
    phone_number,
    phone_number_verified: 'true'
  })
  const ofAda = phoneOf('+15550100')
  const ofBo = phoneOf('+15550101')
  const ada = { username: 'ada', attributes: { ...address, ...ofAda } }
  const bo = { username: 'bo', attributes: { ...address, ...ofBo } }

  test('goes to one of two who are created, and the other is refused', async () => {
    const source = await poolWith([ada, bo], {})
    const snapshot = await lab.exportOf(source)
    const target = await poolWith([], plan)
    const run = await lab.restore(snapshot, target)
    expect(run.outcome).toMatchObject({ usersCreated: 1, usersFailed: 1 })
    expect(run.outcome.failures).toEqual(new Map([['address-taken', 1]]))
    expect(usersIn(target)).toHaveLength(1)
  })

  test('goes to one of two who are updated', async () => {
    const source = await poolWith([ada, bo], {})
    const snapshot = await lab.exportOf(source)
    const target = await poolWith(
      [
        { username: 'ada', attributes: ofAda },
        { username: 'bo', attributes: ofBo }
      ],
      plan
    )
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.outcome).toMatchObject({ usersUpdated: 1, usersFailed: 1 })
    const verified = usersIn(target).filter(
      ({ attributes }) => attributes['email_verified'] === 'false'
    )
    expect(verified).toEqual([])
  })

  test.each([
    ['ada', ofAda, 'bo'],
    ['bo', ofBo, 'ada']
  ])(
    'goes to %s, who is updated, or to the other, who is created',
    async (username, attributes, other) => {
      const source = await poolWith([ada, bo], {})
      const snapshot = await lab.exportOf(source)
      const target = await poolWith([{ username, attributes }], plan)
      const policies = { existingUsers: 'update' } as const
      const planned = await lab.restore(snapshot, target, {
        ...policies,
        dryRun: true
      })
      const run = await lab.restore(snapshot, target, policies)
      expect(run.outcome).toMatchObject({
        usersFailed: 1,
        usersCreated: planned.outcome.usersCreated,
        usersUpdated: planned.outcome.usersUpdated
      })
      const [newcomer] = usersIn(target).filter(one => one.username === other)
      expect(newcomer?.attributes['email_verified']).not.toBe('false')
    }
  )
})

describe('an update of somebody who never confirmed', () => {
  test('leaves out the preferred name that such a user may not have as an alias', async () => {
    const plan = { request: { AliasAttributes: ['preferred_username'] } }
    const attributes = { ...address, name: 'Ada' }
    const source = await poolWith(
      [
        {
          username: 'ada',
          attributes: { ...attributes, preferred_username: 'nick' }
        }
      ],
      plan
    )
    const snapshot = await lab.exportOf(source)
    const target = await poolWith(
      [{ username: 'ada', attributes: address, status: 'UNCONFIRMED' }],
      plan
    )
    const run = await lab.restore(snapshot, target, {
      existingUsers: 'update'
    })
    expect(run.failure).toBeUndefined()
    expect(usersIn(target)).toMatchObject([{ attributes }])
  })
})
