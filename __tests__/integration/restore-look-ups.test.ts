import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../simulator/clock.ts'
import type { SimulatorOptions } from '../../simulator/simulator.ts'
import type { SnapshotAddress } from '../../src/snapshot/address.ts'
import { onlyUsers } from '../fixtures/chosen-users.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'
import { refusal } from '../fixtures/restore-runs.ts'

let lab: RestoreLab
let hooks: Pick<SimulatorOptions, 'intercept'> = {}
let snapshot: SnapshotAddress
/** Lists show a change after an hour of the simulator's time. */
const LAG_MS = 3_600_000
let passed = 0
beforeAll(async () => {
  lab = await openLab({
    intercept: call => hooks.intercept?.(call),
    listDelayMs: LAG_MS,
    clock: { ...systemClock, now: () => systemClock.now() + passed }
  })
  const source = await makePoolWith(lab.simulator, content(), {})
  snapshot = await lab.exportOf(source, 'never')
})
afterAll(() => lab.close())

/** So many users that a look-up takes fewer calls than a listing. */
const SIZE = 300

function content(left: (number: number) => boolean = () => true) {
  const users = Array.from({ length: SIZE }, (_, number) => ({
    username: `user-${number}`,
    sub: `7438d4b8-0000-7000-8000-${String(number).padStart(12, '0')}`,
    attributes: {},
    groups: number < 2 ? ['staff'] : []
  })).filter((_, number) => left(number))
  return { users, groups: [{ name: 'staff' }, { name: 'others' }] }
}

const nameOf = (input: unknown) => (input as { Username?: unknown }).Username

test('one deleted user is back by one look-up, and nobody else changes', async () => {
  const target = await makePoolWith(
    lab.simulator,
    content(number => number > 0),
    {}
  )
  const run = await lab.restore(snapshot, target, {
    onlyUsers: onlyUsers(['user-0'])
  })
  expect(run.failure).toBeUndefined()
  expect(run.outcome).toMatchObject({ usersCreated: 1, usersExisting: 0 })
  expect(lab.simulator.stats().calls['ListUsers']).toBe(1)
  const { users } = lab.simulator.poolState(target)
  expect(users).toHaveLength(SIZE)
  expect(users.find(one => one.username === 'user-0')?.groups).toEqual([
    'staff'
  ])
})

describe('a restore that was interrupted after it had created a user', () => {
  test('makes nobody twice, though no filter finds the user yet', async () => {
    const target = await makePoolWith(
      lab.simulator,
      content(number => number > 0),
      {}
    )
    const chosen = { onlyUsers: onlyUsers(['user-0']) }
    hooks.intercept = ({ operation }) =>
      operation === 'AdminSetUserPassword'
        ? refusal('NotAuthorizedException')
        : undefined
    const first = await lab.restore(snapshot, target, chosen)
    expect(first.failure).toBeDefined()

    hooks.intercept = ({ operation }) => {
      if (operation === 'AdminCreateUser') passed += LAG_MS
      return undefined
    }
    const second = await lab.restore(snapshot, target, chosen)
    hooks = {}
    expect(second.failure).toBeUndefined()
    expect(second.outcome).toMatchObject({ conflicts: 0, usersFailed: 0 })
    const { users } = lab.simulator.poolState(target)
    const made = users.filter(one => one.username === 'user-0')
    expect(made).toMatchObject([{ status: 'CONFIRMED', groups: ['staff'] }])
    expect(users).toHaveLength(SIZE)
  })
})

describe('an update of a chosen user', () => {
  const policies = {
    existingUsers: 'update',
    onlyUsers: onlyUsers(['user-1'])
  } as const

  /** The pool of the snapshot, but that `user-1` is in another group. */
  const poolWithChange = () => {
    const { users, groups } = content()
    const moved = users.map(user =>
      user.username === 'user-1' ? { ...user, groups: ['others'] } : user
    )
    return makePoolWith(lab.simulator, { users: moved, groups }, {})
  }

  test('asks for the groups of that user alone, whom the dry run bills', async () => {
    const target = await poolWithChange()
    const asked: unknown[] = []
    hooks.intercept = ({ operation, input }) => {
      if (operation === 'AdminListGroupsForUser') asked.push(nameOf(input))
      return undefined
    }
    const dry = await lab.restore(snapshot, target, {
      ...policies,
      dryRun: true
    })
    expect(asked).toEqual(['user-1'])
    expect(dry.outcome.billedUsers).toBe(1)
    expect(dry.billedUsers).toBe(1)
    expect(lab.simulator.stats().calls['ListUsersInGroup']).toBeUndefined()
    hooks = {}

    const run = await lab.restore(snapshot, target, policies)
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({
      usersUpdated: 1,
      membershipsAdded: 1,
      membershipsRemoved: 1,
      billedUsers: 1
    })
    expect(run.billedUsers).toBe(1)
  })

  test('bills the user even if nothing changes', async () => {
    const target = await makePoolWith(lab.simulator, content(), {})
    const run = await lab.restore(snapshot, target, policies)
    expect(run.outcome).toMatchObject({ usersExisting: 1, billedUsers: 1 })
    expect(run.billedUsers).toBe(1)
  })
})
