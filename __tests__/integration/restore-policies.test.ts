import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onlyUsers } from '../fixtures/chosen-users.ts'
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

function userIn(pool: string, username: string) {
  const { users } = lab.simulator.poolState(pool)
  return users.find(user => user.username === username)
}

const namesIn = (pool: string) =>
  lab.simulator
    .poolState(pool)
    .users.map(({ username }) => username)
    .sort()

const ada = {
  username: 'ada',
  sub: '7438d4b8-0000-7000-8000-00000000ada0',
  attributes: { email: 'ada@example.com', email_verified: 'true' }
}
const bo = {
  username: 'bo',
  sub: '7438d4b8-0000-7000-8000-0000000000b0',
  attributes: { email: 'bo@example.com', email_verified: 'true' }
}

describe('existing-users: update', () => {
  const content = {
    groups: [{ name: 'admins' }, { name: 'staff' }],
    users: [
      {
        ...ada,
        attributes: { ...ada.attributes, name: 'Ada', locale: 'de' },
        groups: ['admins', 'staff']
      }
    ]
  }
  const changed = {
    groups: [{ name: 'guests' }, { name: 'staff' }],
    users: [
      {
        username: 'ada',
        sub: ada.sub,
        attributes: {
          email: 'ada@example.com',
          email_verified: 'false',
          name: 'Somebody',
          nickname: 'A'
        },
        enabled: false,
        password: 'unchanged',
        groups: ['guests', 'staff']
      }
    ]
  }

  test('brings attributes, the enabled flag and memberships to the state of the snapshot', async () => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith(changed)
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({
      usersUpdated: 1,
      membershipsAdded: 1,
      membershipsRemoved: 1,
      billedUsers: 1
    })
    expect(userIn(target, 'ada')).toMatchObject({
      attributes: {
        email: 'ada@example.com',
        email_verified: 'true',
        name: 'Ada',
        locale: 'de'
      },
      enabled: true,
      groups: ['admins', 'staff'],
      password: 'unchanged',
      status: 'CONFIRMED'
    })
    expect(userIn(target, 'ada')?.attributes).not.toHaveProperty('nickname')
    expect(run.messagesSent).toBe(0)
  })

  test('a second time changes nothing', async () => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith(changed)
    await lab.restore(snapshot, target, { existingUsers: 'update' })
    const before = lab.simulator.poolState(target)
    const again = await lab.restore(snapshot, target, {
      existingUsers: 'update'
    })
    expect(again.failure).toBeUndefined()
    expect(again.outcome).toMatchObject({
      usersUpdated: 0,
      usersExisting: 1,
      billedUsers: 0
    })
    // What a restore keeps in the bucket is all that it writes.
    expect(again.writes).toEqual(['PutObject'])
    expect(lab.simulator.poolState(target)).toEqual(before)
  })

  test('leaves an address alone that Cognito would send a code to', async () => {
    const unverified = { email: 'new@example.com', phone_number: '+15550100' }
    const same = { phone_number: '+15550100' }
    const plan = { request: { AutoVerifiedAttributes: ['email'] } }
    const snapshot = await snapshotOf({
      users: [{ ...ada, attributes: { ...unverified, name: 'Ada' } }]
    })
    const target = await poolWith(
      {
        users: [{ ...ada, attributes: { ...ada.attributes, ...same } }]
      },
      plan
    )
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.messagesSent).toBe(0)
    expect(userIn(target, 'ada')?.attributes).toEqual({
      ...ada.attributes,
      ...same,
      name: 'Ada'
    })
    expect(run.outcome.warnings.map(({ title }) => title)).toContain(
      'Attributes are left as they are'
    )
  })

  test('never takes a verified address from somebody else', async () => {
    const plan = { request: { AliasAttributes: ['email'] } }
    const snapshot = await snapshotOf(
      {
        users: [
          {
            ...ada,
            attributes: { ...ada.attributes, phone_number: '+15550100' }
          }
        ]
      },
      plan
    )
    const target = await poolWith(
      {
        users: [
          { ...ada, attributes: { phone_number: '+15550100' } },
          { username: 'eve', attributes: ada.attributes }
        ]
      },
      plan
    )
    const before = lab.simulator.poolState(target)
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.failure?.code).toBe('restore-incomplete')
    expect(run.outcome.failures).toEqual(new Map([['address-taken', 1]]))
    expect(lab.simulator.poolState(target)).toEqual(before)
  })
})

describe('existing-users: fail', () => {
  test('stops before the first write when one user of many is there', async () => {
    const snapshot = await snapshotOf({
      users: [ada, bo],
      groups: [{ name: 'staff' }]
    })
    const target = await poolWith({ users: [bo] })
    const before = lab.simulator.poolState(target)
    const run = await lab.restore(snapshot, target, { existingUsers: 'fail' })
    expect(run.failure).toEqual({
      code: 'restore-blocked',
      message: expect.stringMatching(
        /1 user of the snapshot is in the target pool already, and the input existing-users is fail.*Nothing was written\./
      )
    })
    expect(run.writes).toEqual([])
    expect(lab.simulator.poolState(target)).toEqual(before)
  })

  test('restores into a pool that has none of them', async () => {
    const snapshot = await snapshotOf({ users: [ada] })
    const target = await poolWith({ users: [bo] })
    const run = await lab.restore(snapshot, target, { existingUsers: 'fail' })
    expect(run.failure).toBeUndefined()
    expect(namesIn(target)).toEqual(['ada', 'bo'])
  })
})

describe('only-users', () => {
  const content = {
    groups: [{ name: 'of-ada' }, { name: 'of-bo' }],
    users: [
      { ...ada, groups: ['of-ada'] },
      { ...bo, groups: ['of-bo'] },
      { username: 'cy', attributes: { email: 'cy@example.com' } }
    ]
  }

  test.each([
    ['a username', ['ada'], ['ada']],
    ['a sub', [bo.sub], ['bo']],
    ['an e-mail address', ['bo@example.com'], ['bo']],
    ['an e-mail address in other capitals', ['Bo@Example.com'], ['bo']],
    ['one of each', ['ada', bo.sub, 'cy@example.com'], ['ada', 'bo', 'cy']],
    ['one user in three ways', ['ada', ada.sub, 'ada@example.com'], ['ada']]
  ])('restores whom %s names, and their groups', async (_by, chosen, names) => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target, {
      onlyUsers: onlyUsers(chosen)
    })
    expect(run.failure).toBeUndefined()
    expect(namesIn(target)).toEqual(names)
    expect(run.outcome).toMatchObject({
      users: names.length,
      usersInSnapshot: 3,
      chosenBy: 'only-users',
      usersCreated: names.length
    })
    const groups = lab.simulator.poolState(target).groups
    expect(groups.map(({ name }) => name)).toEqual(
      names.flatMap(name => (name === 'cy' ? [] : [`of-${name}`]))
    )
  })

  test('names that are nobody’s stop the restore, and only their number is told', async () => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target, {
      onlyUsers: onlyUsers(['ada', 'secret-name', 'secret@example.com'])
    })
    expect(run.failure).toEqual({
      code: 'input',
      message: expect.stringContaining(
        'only-users has 3 lines, and 2 of them are no username, sub, e-mail address or phone number'
      )
    })
    expect(run.failure?.message).not.toMatch(/secret|ada/i)
    expect(run.writes).toEqual([])
    expect(namesIn(target)).toEqual([])
  })
})
