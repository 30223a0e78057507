import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import {
  makePoolWith,
  type PoolContent,
  type PoolPlan
} from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const poolWith = (content: PoolContent = {}, plan: PoolPlan = {}) =>
  makePoolWith(lab.simulator, content, plan)

const snapshotOf = async (content: PoolContent, plan: PoolPlan = {}) =>
  lab.exportOf(await poolWith(content, plan))

const ada = {
  username: 'ada',
  attributes: { email: 'ada@example.com', email_verified: 'true' }
}
describe('federated-users: link', () => {
  const plan: PoolPlan = { providers: ['Google', 'corp'] }
  const content: PoolContent = {
    groups: [{ name: 'staff' }],
    users: [
      {
        username: 'Google_1001',
        status: 'EXTERNAL_PROVIDER',
        attributes: { email: 'fed@example.com', name: 'Fed' },
        identities: [{ providerName: 'Google', userId: '1001' }],
        groups: ['staff']
      },
      {
        ...ada,
        identities: [{ providerName: 'corp', userId: 'ada@corp.example.com' }]
      }
    ]
  }

  test('who signs in with the provider is the restored user and no new one', async () => {
    const snapshot = await snapshotOf(content, plan)
    const target = await poolWith({}, plan)
    const run = await lab.restore(snapshot, target, { federatedUsers: 'link' })
    expect(run.failure).toBeUndefined()
    const { users } = lab.simulator.poolState(target)
    expect(users).toHaveLength(2)
    const { simulator } = lab
    const fed = simulator.signInFederated(target, 'Google', '1001')
    expect(fed.sub).toBe(run.lines.get('Google_1001')?.newSub)
    expect(fed).toMatchObject({
      groups: ['staff'],
      attributes: { name: 'Fed' }
    })
    const native = simulator.signInFederated(
      target,
      'corp',
      'ada@corp.example.com'
    )
    expect(native.username).toBe('ada')
    expect(simulator.poolState(target).users).toHaveLength(2)
    expect(users.map(({ squatsOn }) => squatsOn)).toEqual([
      undefined,
      undefined
    ])
  })

  test('a second time finds the linked users', async () => {
    const snapshot = await snapshotOf(content, plan)
    const target = await poolWith({}, plan)
    await lab.restore(snapshot, target, { federatedUsers: 'link' })
    const again = await lab.restore(snapshot, target, {
      federatedUsers: 'link',
      existingUsers: 'update'
    })
    expect(again.outcome).toMatchObject({
      usersCreated: 0,
      usersUpdated: 0,
      usersExisting: 2
    })
  })

  test('leaves somebody alone who came back by the provider meanwhile', async () => {
    const snapshot = await snapshotOf(content, plan)
    const target = await poolWith({}, plan)
    const back = lab.simulator.signInFederated(target, 'Google', '1001', {
      email: 'fed@example.com'
    })
    const run = await lab.restore(snapshot, target, { federatedUsers: 'link' })
    expect(run.failure).toBeUndefined()
    expect(run.lines.get('Google_1001')).toMatchObject({
      result: 'existing',
      newSub: back.sub
    })
  })
})
