import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import type { RestorePolicies } from '../../src/restore/policies.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith, type PoolContent } from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const poolWith = (content: PoolContent = {}) =>
  makePoolWith(lab.simulator, content, { providers: ['Google'] })

const LINK: Partial<RestorePolicies> = { federatedUsers: 'link' }

/** A pool in which somebody has signed in with Google; Cognito made a group. */
async function poolOfGoogle() {
  const pool = await poolWith()
  lab.simulator.signInFederated(pool, 'Google', '1001', {
    email: 'fed@example.com'
  })
  return pool
}

const groupsOf = (pool: string) =>
  Object.fromEntries(
    lab.simulator
      .poolState(pool)
      .groups.map(({ name, members }) => [name, members])
  )

const warningOf = ({ outcome }: Awaited<ReturnType<RestoreLab['restore']>>) =>
  outcome.warnings.find(({ title }) => title.startsWith('Groups of identity'))

describe('the group that Cognito made for a provider, into another pool', () => {
  test('is left out, and said so by number, until that pool has its own', async () => {
    const snapshot = await lab.exportOf(await poolOfGoogle())
    const target = await poolWith()
    const dryRun = await lab.restore(snapshot, target, {
      ...LINK,
      dryRun: true
    })
    const run = await lab.restore(snapshot, target, LINK)
    for (const { outcome, failure } of [dryRun, run]) {
      expect(failure).toBeUndefined()
      expect(outcome).toMatchObject({
        groups: 1,
        groupsCreated: 0,
        groupsExisting: 0,
        memberships: 1,
        membershipsAdded: 0
      })
      expect(outcome.plan?.providerGroups).toEqual({
        groupsLeft: 1,
        membershipsLeft: 1,
        membershipsMoved: 0
      })
    }
    expect(warningOf(run)?.text).toContain('1 group that Cognito made')
    expect(groupsOf(target)).toEqual({})

    // The first profile of the provider makes Cognito make the group.
    lab.simulator.signInFederated(target, 'Google', '2002')
    const again = await lab.restore(snapshot, target, {
      ...LINK,
      existingUsers: 'update'
    })
    expect(again.failure).toBeUndefined()
    expect(again.outcome.membershipsAdded).toBe(1)
    const linked = run.lines.get('Google_1001')?.newSub
    const [members = []] = Object.values(groupsOf(target))
    expect(Object.keys(groupsOf(target))).toEqual([`${target}_Google`])
    expect(members).toHaveLength(2)
    const added = lab.simulator
      .poolState(target)
      .users.find(({ sub }) => sub === linked)
    expect(members).toContain(added?.username)
  })

  test('gives its members to the one of that pool', async () => {
    const snapshot = await lab.exportOf(await poolOfGoogle())
    const target = await poolOfGoogle()
    lab.simulator.removeUser(target, 'Google_1001')
    const run = await lab.restore(snapshot, target, LINK)
    expect(run.outcome).toMatchObject({
      groupsExisting: 1,
      membershipsAdded: 1
    })
    expect(run.outcome.plan?.providerGroups.membershipsMoved).toBe(1)
    expect(warningOf(run)).toBeUndefined()
    expect(Object.entries(groupsOf(target))).toEqual([
      [`${target}_Google`, [expect.stringMatching(/^linked-/)]]
    ])
  })

  test('is no matter for profiles that came back by themselves', async () => {
    const snapshot = await lab.exportOf(await poolOfGoogle())
    const target = await poolOfGoogle()
    const before = groupsOf(target)
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.outcome.usersUpdated).toBe(0)
    expect(groupsOf(target)).toEqual(before)
  })

  test('is restored as it is with a role, since that is somebody’s own work', async () => {
    const source = await poolWith()
    const name = `${source}_Google`
    lab.simulator.addGroup(source, {
      name,
      roleArn: 'arn:aws:iam::123456789012:role/google'
    })
    const snapshot = await lab.exportOf(source)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target)
    expect(run.outcome.groupsCreated).toBe(1)
    expect(groupsOf(target)).toEqual({ [name]: [] })
  })
})

test('an update takes no profile out of the group that Cognito put it into', async () => {
  // From the time before Cognito made such groups.
  const profile: NewUser = {
    username: 'Google_1001',
    status: 'EXTERNAL_PROVIDER',
    attributes: { email: 'fed@example.com' },
    identities: [{ providerName: 'Google', userId: '1001' }]
  }
  const snapshot = await lab.exportOf(await poolWith({ users: [profile] }))
  const target = await poolOfGoogle()
  const before = groupsOf(target)
  await lab.restore(snapshot, target, { existingUsers: 'update' })
  expect(groupsOf(target)).toEqual(before)
})

describe('the group that Cognito made for a provider, into the same pool', () => {
  test.each([
    ['is there, and gets its members again', false],
    ['is created again, if it was deleted', true]
  ])('%s', async (_what, isDeleted) => {
    const pool = await poolOfGoogle()
    const snapshot = await lab.exportOf(pool)
    lab.simulator.removeUser(pool, 'Google_1001')
    if (isDeleted) lab.simulator.removeGroup(pool, `${pool}_Google`)
    const run = await lab.restore(snapshot, pool, LINK)
    expect(run.outcome.groupsCreated).toBe(isDeleted ? 1 : 0)
    expect(run.outcome.membershipsAdded).toBe(1)
    expect(groupsOf(pool)).toEqual({
      [`${pool}_Google`]: [expect.stringMatching(/^linked-/)]
    })
  })
})
