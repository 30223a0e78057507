import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith, type PoolPlan } from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const OLD_SUB = '7438d4b8-0000-7000-8000-0000000000a0'
const EMAIL = 'root@example.com'
const PHONE = '+15550100'

interface SignIn {
  kind: string
  plan: PoolPlan
  /** The name that people sign up with. */
  name: string
}

const SIGN_INS: SignIn[] = [
  { kind: 'usernames', plan: {}, name: 'root' },
  {
    kind: 'usernames and aliases',
    plan: { request: { AliasAttributes: ['email', 'phone_number'] } },
    name: 'root'
  },
  {
    kind: 'e-mail addresses',
    plan: { request: { UsernameAttributes: ['email'] } },
    name: EMAIL
  },
  {
    kind: 'phone numbers',
    plan: { request: { UsernameAttributes: ['phone_number'] } },
    name: PHONE
  },
  {
    kind: 'usernames, in a pool that verifies by itself',
    plan: { request: { AutoVerifiedAttributes: ['email'] } },
    name: 'root'
  }
]

const verified = {
  email: EMAIL,
  email_verified: 'true',
  phone_number: PHONE,
  phone_number_verified: 'true'
}
const unverified = {
  ...verified,
  email_verified: 'false',
  phone_number_verified: 'false'
}

/** What a person who signs up under the name of a deleted user may be like. */
const STRANGERS: [what: string, is: object, was?: object][] = [
  ['has the addresses and never verified them', { attributes: unverified }],
  [
    'has not confirmed the account',
    { attributes: unverified, status: 'UNCONFIRMED' }
  ],
  [
    'owns the addresses, which the snapshot’s user never verified',
    { attributes: verified },
    unverified
  ]
]

const OF_DELETED = { name: 'Root', locale: 'de' }

const groups = [{ name: 'admins' }]

/** A snapshot of root, an admin. */
async function snapshotOf({ plan, name }: SignIn, was: object) {
  const isByName = name === 'root'
  const source = await makePoolWith(
    lab.simulator,
    {
      groups,
      users: [
        {
          username: isByName ? name : OLD_SUB,
          sub: OLD_SUB,
          attributes: { ...was, ...OF_DELETED },
          enabled: false,
          groups: ['admins']
        }
      ]
    },
    plan
  )
  return lab.exportOf(source)
}

const snapshots = new Map<string, ReturnType<typeof snapshotOf>>()

/** Such a snapshot, and a pool in which somebody else is root. */
async function scene(signIn: SignIn, is: object, was: object) {
  const { kind, plan, name } = signIn
  const what = JSON.stringify([kind, was])
  const made = snapshots.get(what) ?? snapshotOf(signIn, was)
  snapshots.set(what, made)
  const snapshot = await made
  const isByName = name === 'root'
  const target = await makePoolWith(lab.simulator, { groups }, plan)
  const sub = lab.simulator.addUser(target, {
    ...(isByName ? { username: name } : {}),
    password: 'their own',
    ...is
  })
  const person = () => {
    const { users } = lab.simulator.poolState(target)
    const [only, ...others] = users
    if (only === undefined || others.length > 0) throw new Error('Not one user')
    return only
  }
  return { snapshot, target, sub, person }
}

describe.each(SIGN_INS)('where people sign in by $kind', signIn => {
  describe.each(STRANGERS)('a stranger who %s', (_what, is, was = verified) => {
    test.each(['skip', 'update'] as const)(
      'gets nothing of the deleted user with existing-users: %s, and the step fails',
      async existingUsers => {
        const { snapshot, target, person } = await scene(signIn, is, was)
        const before = person()
        const run = await lab.restore(snapshot, target, {
          existingUsers,
          usersWithoutUsername: 'recreate'
        })
        expect(person()).toEqual(before)
        expect(run.failure?.code).toBe('nothing-restored')
        expect(run.failure?.message).toMatch(/not proven/)
        expect(run.outcome).toMatchObject({
          conflicts: 1,
          usersUpdated: undefined
        })
        expect(run.outcome.warnings.map(({ text }) => text)).toContainEqual(
          expect.stringMatching(/^Conflicts: 1 user /)
        )
        expect(run.messagesSent).toBe(0)
      }
    )
  })

  test('a stranger is named as one with existing-users: fail', async () => {
    const { snapshot, target } = await scene(
      signIn,
      { attributes: unverified },
      verified
    )
    const run = await lab.restore(snapshot, target, {
      existingUsers: 'fail',
      usersWithoutUsername: 'recreate'
    })
    expect(run.failure).toMatchObject({
      code: 'restore-blocked',
      message: expect.stringMatching(/1 of them not proven/)
    })
  })

  test('the owner of an address verified on both sides is updated', async () => {
    const { snapshot, target, person } = await scene(
      signIn,
      { attributes: verified },
      verified
    )
    const run = await lab.restore(snapshot, target, {
      existingUsers: 'update',
      usersWithoutUsername: 'recreate'
    })
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({ usersUpdated: 1, conflicts: 0 })
    expect(person()).toMatchObject({ groups: ['admins'], enabled: false })
  })
})

describe('users that a restore has created', () => {
  // No address, so that nothing but the journal proves who they are.
  const content = {
    groups: [{ name: 'admins' }],
    users: ['ada', 'bo', 'cy'].map(username => ({
      username,
      attributes: { name: username },
      groups: ['admins']
    }))
  }

  test('are updated by a later restore, also from another snapshot', async () => {
    const source = await makePoolWith(lab.simulator, content, {})
    const target = await makePoolWith(lab.simulator, {}, {})
    await lab.restore(await lab.exportOf(source), target)
    const later = await lab.exportOf(source)
    lab.simulator.removeGroup(target, 'admins')
    const run = await lab.restore(later, target, { existingUsers: 'update' })
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({
      usersUpdated: 3,
      membershipsAdded: 3,
      conflicts: 0
    })
  })

  test('stay proven beside a stranger who has the name of one by now', async () => {
    const source = await makePoolWith(lab.simulator, content, {})
    const target = await makePoolWith(lab.simulator, {}, {})
    const snapshot = await lab.exportOf(source)
    await lab.restore(snapshot, target)
    lab.simulator.removeUser(target, 'bo')
    lab.simulator.addUser(target, {
      username: 'bo',
      attributes: { name: 'bo' }
    })
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.outcome).toMatchObject({ usersExisting: 3, conflicts: 1 })
    expect(run.lines.get('bo')).toMatchObject({
      result: 'conflict',
      newSub: null
    })
    const { users } = lab.simulator.poolState(target)
    expect(users.find(({ username }) => username === 'bo')?.groups).toEqual([])
  })
})
