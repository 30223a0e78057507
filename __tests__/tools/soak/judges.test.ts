import { beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../../simulator/run-action.ts'
import { startSimulator, type Stats } from '../../../simulator/simulator.ts'
import {
  expectedOf,
  reasonsOf,
  type PoolState
} from '../../soak/expected-pool.ts'
import { judgeDrift } from '../../soak/judge-drift.ts'
import { judgeSnapshot } from '../../soak/judge-export.ts'
import {
  judgeCounts,
  judgePartialCounts,
  judgePool,
  judgeSubMap
} from '../../soak/judge-restore.ts'
import { reasonOf } from '../../soak/failure-reason.ts'
import { planRound, type RoundPlan } from '../../soak/round-plan.ts'
import type { SnapshotContents } from '../../soak/snapshot-contents.ts'

const USERS = 20

/** A round of a plain pool and a restore into an empty one by default. */
const PLAN: RoundPlan = {
  ...planRound(1),
  pool: {
    seed: 1,
    users: USERS,
    groups: 3,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    plain: true,
    signIn: 'username',
    mfa: 'OFF'
  },
  mfaLookup: 'auto',
  target: 'twin',
  restore: {
    existingUsers: 'skip',
    noUsername: 'skip',
    mfaUsers: 'skip',
    federated: 'skip',
    status: 'confirmed',
    method: 'api',
    onlyUsers: 0,
    replacesRoles: false
  }
}
const EMPTY: PoolState = { users: [], groups: [] }

let source: PoolState
beforeAll(async () => {
  const simulator = await startSimulator(PLAN.pool)
  source = simulator.poolState(simulator.userPoolId)
  await simulator.close()
})

const given = (target = EMPTY) => ({
  plan: PLAN,
  source,
  target,
  kept: new Map<string, string>(),
  named: undefined
})

/** The pool as a restore should leave it. */
function restored(): PoolState {
  return {
    groups: source.groups,
    users: source.users.map((user, index) => ({
      ...user,
      sub: `new-${index}`,
      status: 'CONFIRMED',
      password: `password-${index}`
    }))
  }
}

describe('a restored pool', () => {
  const judge = (change: (users: PoolState['users']) => unknown) => {
    const after = restored()
    change(after.users)
    return judgePool(PLAN, expectedOf(given()), EMPTY, after)
  }
  const set = (changes: object) => (users: PoolState['users']) =>
    Object.assign(users[0] ?? {}, changes)

  test('is right', () => {
    expect(judge(() => undefined)).toEqual([])
  })

  test.each<[string, (users: PoolState['users']) => unknown, RegExp]>([
    ['somebody is missing', users => users.pop(), /^user in the pool missing/],
    [
      'somebody is there twice',
      users =>
        users.push(
          ...users.slice(0, 1).map(user => ({ ...user, password: 'other' }))
        ),
      /^user in the pool too many/
    ],
    ['an attribute differs', set({ attributes: {} }), /missing/],
    ['a group is not joined', set({ groups: [] }), /missing/],
    ['somebody is half done', set({ status: 'FORCE_CHANGE_PASSWORD' }), /many/],
    ['two share a password', set({ password: 'password-1' }), /share a/],
    ['somebody has none', set({ password: undefined }), /without a password/]
  ])('is not, where %s', (_what, change, sentence) => {
    expect(judge(change).join('\n')).toMatch(sentence)
  })

  test('is not, where a group is missing or has another role', () => {
    const after = restored()
    const groups = after.groups.map(group => ({ ...group, roleArn: 'arn:x' }))
    const judged = (state: PoolState) =>
      judgePool(PLAN, expectedOf(given()), EMPTY, state)
    expect(judged({ ...after, groups })).not.toEqual([])
    expect(judged({ ...after, groups: groups.slice(1) })).not.toEqual([])
  })

  test('is not, where somebody who was there has another password', () => {
    const stranger = { ...restored().users[0], sub: 'stranger', username: 'x' }
    const before = { users: [stranger], groups: [] } as unknown as PoolState
    const after = restored()
    after.users.push({ ...before.users[0], password: 'new' } as never)
    const expected = expectedOf(given(before))
    expect(judgePool(PLAN, expected, before, after).join()).toMatch(
      /1 have another password/
    )
  })
})

test('a map of subs that leads to somebody else is noticed', () => {
  const after = restored()
  const expected = expectedOf(given())
  const lines = [
    'old_sub,new_sub',
    ...source.users.map(({ sub }, index) => `${sub},new-${index}`)
  ]
  expect(judgeSubMap(expected, lines, after)).toEqual([])
  const swapped = lines.map(line =>
    line.replace(/new-[01]$/, name => (name === 'new-0' ? 'new-1' : 'new-0'))
  )
  expect(judgeSubMap(expected, swapped, after)).toHaveLength(2)
})

describe('a comparison with the pool', () => {
  const judge = (gone: number, added: number, state = restored()) => {
    const outputs = { 'users-gone': `${gone}`, 'users-added': `${added}` }
    const run = { outputs } as unknown as ActionRun
    return judgeDrift(source, state, new Map(), run)
  }

  test('counts nobody whom a restore made anew', () => {
    expect(judge(0, 0)).toEqual([])
    expect(judge(USERS, USERS)).not.toEqual([])
  })

  test('counts who is gone, and who is new', () => {
    const state = restored()
    const [user] = state.users.splice(0, 1)
    expect(judge(1, 0, state)).toEqual([])
    expect(judge(0, 0, state)).not.toEqual([])
    state.users.push({
      ...user,
      sub: 'x',
      username: 'x',
      attributes: {}
    } as never)
    expect(judge(1, 1, state)).toEqual([])
    expect(judge(0, 0, state)).not.toEqual([])
  })
})

test('users whose groups were looked up may be billed, and no others', () => {
  const expected = expectedOf(given())
  const judge = (said: number, lookups: number) => {
    const counts = { ...expected.counts, 'billed-users': said }
    const outputs = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, String(count)])
    )
    const run = { outputs: { ...outputs, status: 'complete' } }
    const calls = { AdminListGroupsForUser: lookups }
    const stats = { billedUsers: USERS, calls } as unknown as Stats
    return judgeCounts(expected, run as unknown as ActionRun, stats)
  }
  expect(judge(USERS, 0)).toEqual([])
  expect(judge(USERS + 2, 2)).toEqual([])
  expect(judge(USERS + 2, 1)).not.toEqual([])
  expect(judge(USERS - 1, 1)).not.toEqual([])
})

test('a restore has nothing to do, where no user is proven to be who is there', () => {
  const users = source.users.map((user, index) => ({
    ...user,
    sub: `other-${index}`,
    attributes: {}
  }))
  const kept = new Map(source.users.map(({ sub }, at) => [sub, `other-${at}`]))
  const target = { users, groups: [] }
  expect(expectedOf({ ...given(target), kept }).refusal).toBe(
    'nothing-restored'
  )
  const now = { users: source.users, groups: [] }
  const same = new Map(source.users.map(({ sub }) => [sub, sub]))
  expect(expectedOf({ ...given(now), kept: same }).refusal).toBeUndefined()
})

describe('a run that failed', () => {
  const run = (changes: Partial<ActionRun> = {}): ActionRun => ({
    exitCode: 1,
    stdout: '::error::The listing does not end.\n',
    stderr: '',
    outputs: { status: 'failed', 'error-code': 'listing' },
    summary: '',
    ...changes
  })

  test('has said why', () => {
    expect(reasonOf(run())).toEqual({ code: 'listing', wrong: [] })
  })

  test.each<[string, Partial<ActionRun>]>([
    ['says nothing', { stdout: '' }],
    ['says it twice', { stdout: `${run().stdout}${run().stdout}` }],
    ['crashed', { exitCode: 7 }],
    ['was killed', { exitCode: null }],
    ['wrote a stack', { stderr: 'at run' }],
    ['has no status', { outputs: { 'error-code': 'listing' } }],
    ['has no code', { outputs: { status: 'failed' } }],
    ['is complete', { outputs: { ...run().outputs, status: 'complete' } }],
    [
      'gave up after one try',
      {
        stdout: '::error::AWS answered with ServiceUnavailable (HTTP 503).\n',
        outputs: { status: 'failed', 'error-code': 'aws' }
      }
    ],
    [
      'failed by what is no weather',
      { outputs: { status: 'failed', 'error-code': 'input' } }
    ]
  ])('has not, where it %s', (_what, changes) => {
    expect(reasonOf(run(changes)).wrong).not.toEqual([])
  })

  test('changed nothing where it says so', () => {
    const after = restored()
    expect(judgePartialCounts(run(), EMPTY, after)).not.toEqual([])
    expect(judgePartialCounts(run(), after, after)).toEqual([])
  })

  test('did no more and no less than it says', () => {
    const groups = String(source.groups.length)
    const partial = (created: number) =>
      run({
        outputs: {
          status: 'partial',
          'users-created': String(created),
          'groups-created': groups
        }
      })
    const judge = (created: number) =>
      judgePartialCounts(partial(created), EMPTY, restored())
    expect(judge(USERS)).toEqual([])
    expect(judge(USERS + 1)).not.toEqual([])
  })
})

describe('a snapshot', () => {
  const contents = (): SnapshotContents => ({
    users: source.users.map(user => ({
      username: user.username,
      sub: user.sub,
      status: user.status,
      enabled: user.enabled,
      createdAt: user.createdAt.toISOString(),
      modifiedAt: user.modifiedAt.toISOString(),
      attributes: Object.fromEntries(
        Object.entries(user.attributes).sort(([a], [b]) => (a < b ? -1 : 1))
      ),
      mfa: { methods: [], preferred: null },
      skip: reasonsOf(user, PLAN)
    })),
    groups: source.groups.map(group => ({
      name: group.name,
      description: group.description ?? null,
      precedence: group.precedence ?? null,
      roleArn: group.roleArn ?? null
    })),
    memberships: source.groups.flatMap(({ name, members }) =>
      members.map(username => ({ group: name, username }))
    )
  })
  const judge = (change: (stored: SnapshotContents) => unknown) => {
    const stored = contents()
    change(stored)
    const run = {
      outputs: {
        status: 'complete',
        users: String(USERS),
        groups: String(source.groups.length),
        memberships: String(contents().memberships.length),
        'skipped-users': '0',
        'skipped-no-username': '0',
        'skipped-mfa': '0',
        'skipped-federated': '0',
        'mfa-unknown': '0',
        'billed-users': '0'
      }
    } as unknown as ActionRun
    const stats = { billedUsers: 0, faults: {} } as Stats
    return judgeSnapshot(PLAN, source, stored, run, stats)
  }

  test('is right', () => {
    expect(judge(() => undefined)).toEqual([])
  })

  test.each<[string, (stored: SnapshotContents) => unknown]>([
    ['somebody is missing', ({ users }) => users.pop()],
    [
      'somebody is there twice',
      ({ users }) => users.push(...users.slice(0, 1))
    ],
    ['a membership is missing', ({ memberships }) => memberships.splice(0, 1)],
    [
      'a membership is there twice',
      ({ memberships }) => memberships.push(...memberships.slice(0, 1))
    ],
    ['a group is missing', ({ groups }) => groups.pop()],
    [
      'somebody has a status that was never told',
      ({ users }) => Object.assign(users[0] ?? {}, { status: 'ON_SABBATICAL' })
    ],
    [
      'somebody is enabled who is not',
      ({ users }) =>
        users.forEach(user => Object.assign(user, { enabled: true }))
    ]
  ])('is not, where %s', (_what, change) => {
    expect(judge(change)).not.toEqual([])
  })
})
