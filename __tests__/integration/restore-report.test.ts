import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import type { UserView } from '../../simulator/inspect-pools.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import {
  createTarget,
  personalValues,
  shownBy,
  storedReport
} from '../fixtures/restore-runs.ts'

const USERS = 60

let simulator: Simulator
/** Somebody of each kind, in the source pool. */
let known: UserView
let changed: UserView
let namesake: UserView
let unwelcome: UserView

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 3,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    federatedShare: 0.1
  })
  const exported = await runExport(simulator, {
    'server-side-encryption': 'aws:kms:dsse'
  })
  expect(exported.exitCode).toBe(0)
  const { users } = simulator.poolState(simulator.userPoolId)
  const [first, second, third, fourth] = users.filter(
    ({ status, attributes, username, enabled, groups }) =>
      status === 'CONFIRMED' &&
      enabled &&
      groups.length === 1 &&
      attributes['email_verified'] === 'true' &&
      attributes['name'] &&
      /^[a-z]+\.[a-z]+\d+$/.test(username)
  )
  if (!first || !second || !third || !fourth) throw new Error('Too few people')
  known = first
  changed = second
  namesake = third
  unwelcome = fourth
})
afterAll(() => simulator.close())

/** A pool with one user who is as in the snapshot, one changed, one other. */
async function inhabitedTarget(): Promise<string> {
  const pool = await createTarget(simulator)
  for (const group of simulator.poolState(simulator.userPoolId).groups) {
    const { members, ...definition } = group
    simulator.addGroup(pool, definition)
    expect(members).toBeDefined()
  }
  const like = ({ username, attributes, groups }: UserView) => ({
    username,
    attributes,
    groups
  })
  simulator.addUser(pool, like(known))
  simulator.addUser(pool, {
    ...like(changed),
    attributes: { ...changed.attributes, name: 'Another Name' }
  })
  simulator.addUser(pool, {
    username: namesake.username,
    attributes: { email: 'an.other.person@example.com' }
  })
  return pool
}

function restore(pool: string, inputs: Record<string, string> = {}) {
  return runRestore(simulator, { 'user-pool-id': pool, ...inputs })
}

function expectNothingPersonal(run: ActionRun, ...pools: string[]): void {
  const values = personalValues(simulator, [simulator.userPoolId, ...pools])
  expect(values.length).toBeGreaterThan(USERS * 2)
  const shown = shownBy(run)
  expect(values.filter(value => shown.includes(value))).toEqual([])
}

describe('the report of a restore', () => {
  let pool: string
  let run: ActionRun
  let report: ReturnType<typeof storedReport>

  beforeAll(async () => {
    pool = await inhabitedTarget()
    simulator.onTrigger(pool, 'PreSignUp', ({ userName }) => {
      if (userName === unwelcome.username) {
        throw new Error(`${userName} is not welcome`)
      }
    })
    run = await restore(pool, { 'existing-users': 'update' })
    report = storedReport(simulator, run)
  })

  test('has a line for each user of the snapshot, with what became of it', () => {
    const { lines } = report
    const source = simulator.poolState(simulator.userPoolId).users
    const bySub = (subs: string[]) => [...subs].sort()
    expect(bySub(lines.map(({ oldSub }) => oldSub))).toEqual(
      bySub(source.map(({ sub }) => sub))
    )
    const newSubs = new Map(
      simulator.poolState(pool).users.map(user => [user.username, user.sub])
    )
    const byName = new Map(lines.map(line => [line.username, line]))
    for (const { username, sub, status } of source) {
      const expected =
        username === known.username
          ? { result: 'existing', code: null }
          : username === changed.username
            ? { result: 'updated', code: null }
            : username === namesake.username
              ? { result: 'conflict', code: null }
              : username === unwelcome.username
                ? { result: 'failed', code: 'UserLambdaValidationException' }
                : status === 'EXTERNAL_PROVIDER'
                  ? { result: 'skipped', code: 'federated' }
                  : { result: 'created', code: null }
      const hasOwn = !['conflict', 'failed', 'skipped'].includes(
        expected.result
      )
      expect(byName.get(username)).toEqual({
        username,
        oldSub: sub,
        newSub: hasOwn ? newSubs.get(username) : null,
        ...expected
      })
    }
  })

  test('agrees with the outputs', () => {
    const count = (result: string) =>
      String(report.lines.filter(line => line.result === result).length)
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({
      status: 'partial',
      users: String(USERS),
      'users-created': count('created'),
      'users-updated': '1',
      'users-existing': '2',
      'skipped-users': count('skipped'),
      'failed-users': '1'
    })
  })

  test('comes with a map from the old subs to the new ones', () => {
    const users = simulator.poolState(pool).users
    const source = simulator.poolState(simulator.userPoolId).users
    const oldSubs = new Map(source.map(user => [user.username, user.sub]))
    expect(report.header).toBe('old_sub,new_sub')
    expect(report.newSubs).toEqual(
      new Map(
        users
          .filter(({ username }) => username !== namesake.username)
          .map(user => [oldSubs.get(user.username), user.sub])
      )
    )
  })

  test('is encrypted as the snapshot is, and stored once', () => {
    for (const object of report.objects) {
      expect(object.encryption).toBe('aws:kms:dsse')
      expect(object.kmsKeyArn).toBe(simulator.kmsKeyArn)
      expect(object.versions).toHaveLength(1)
    }
    expect(run.summary).toContain(run.outputs['report-uri'])
    expect(run.summary).toContain(run.outputs['sub-map-uri'])
  })

  test('is the only place that names anybody', () => {
    expectNothingPersonal(run, pool)
  })
})

test('a role that may not write to the bucket gets one warning and a green step', async () => {
  const pool = await createTarget(simulator)
  simulator.deny(['s3:PutObject'])
  try {
    const run = await restore(pool)
    expect(run.exitCode).toBe(0)
    expect(run.outputs['status']).toBe('complete')
    expect(run.outputs).not.toHaveProperty('report-uri')
    expect(run.outputs).not.toHaveProperty('sub-map-uri')
    const about = annotations(run, 'warning').filter(text =>
      text.includes('s3:PutObject')
    )
    expect(about).toHaveLength(1)
    expectNothingPersonal(run, pool)
  } finally {
    simulator.deny([])
  }
})

describe('a dry run', () => {
  test('shows the plan, writes nothing, and predicts what the real run counts', async () => {
    const pool = await inhabitedTarget()
    const before = simulator.poolState(pool)
    const objects = simulator.bucketObjects().length
    simulator.resetStats()
    const inputs = { 'existing-users': 'update' }
    const planned = await restore(pool, { ...inputs, 'dry-run': 'true' })
    expect(planned.exitCode).toBe(0)
    expect(planned.outputs['status']).toBe('planned')
    const { calls, billedUsers } = simulator.stats()
    expect(writesToPools(calls)).toEqual([])
    expect(calls).not.toHaveProperty('PutObject')
    expect(billedUsers).toBe(0)
    expect(simulator.bucketObjects()).toHaveLength(objects)
    expect(simulator.poolState(pool)).toEqual(before)
    expectNothingPersonal(planned, pool)

    const real = await restore(pool, inputs)
    expect(real.exitCode).toBe(0)
    const created = real.outputs['users-created'] ?? ''
    expect(planned.stdout).toContain(`Users to create: ${created}\n`)
    expect(planned.stdout).toContain('Users to update: 1\n')
    expect(planned.stdout).toMatch(/UserCreation: \d+ calls, \d+ s/)
    expect(planned.summary).toContain('📋 Dry run: ')
    expect(planned.summary).toMatch(
      new RegExp(`\\| Users \\| ${USERS} \\| ${created} \\| 1 \\| 2 \\|`)
    )
    expect(planned.summary).toMatch(/\| `UserCreation` \| \d+ \|/)
    const predicted = [
      'users',
      'groups',
      'memberships',
      'skipped-users',
      'failed-users',
      'users-created',
      'users-updated',
      'users-existing',
      'groups-created',
      'memberships-added',
      'billed-users'
    ]
    for (const name of predicted) {
      expect([name, planned.outputs[name]]).toEqual([name, real.outputs[name]])
    }
    expect(planned.outputs).not.toHaveProperty('report-uri')
  })
})

describe('no personal data is shown', () => {
  test.each([
    ['when existing users stop the run', { 'existing-users': 'fail' }],
    [
      'when only-users names somebody whom the snapshot lacks',
      { 'only-users': 'nobody.of.this.name\nnobody@private.example' }
    ]
  ])('%s', async (_, inputs) => {
    const pool = await inhabitedTarget()
    for (const dryRun of ['true', 'false']) {
      simulator.resetStats()
      const run = await restore(pool, { ...inputs, 'dry-run': dryRun })
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
      expect(writesToPools(simulator.stats().calls)).toEqual([])
      expectNothingPersonal(run, pool)
      expect(shownBy(run)).not.toContain('nobody')
    }
  })

  test('when only-users names three people, who alone are restored', async () => {
    const pool = await createTarget(simulator)
    const run = await restore(pool, {
      'only-users': [
        known.username,
        changed.sub,
        namesake.attributes['email'] ?? ''
      ].join('\n')
    })
    expect(run.exitCode).toBe(0)
    const restored = simulator.poolState(pool).users
    expect(restored.map(({ username }) => username).sort()).toEqual(
      [known.username, changed.username, namesake.username].sort()
    )
    expectNothingPersonal(run, pool)
  })
})
