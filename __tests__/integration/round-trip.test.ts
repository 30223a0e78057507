import { describe, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import { storedRecords, storedUsers } from '../fixtures/stored-snapshots.ts'

const people = {
  groups: 20,
  membershipsPerUser: 1,
  disabledShare: 0.02,
  federatedShare: 0.05,
  noUsernameShare: 0.1
}

/** A listing is split above 3,000 users. */
const SPLIT = 3_200

/** Everything that Cognito listed is in the snapshot, attribute by attribute. */
function expectAllInSnapshot(simulator: Simulator, size: number): void {
  const { users, groups } = simulator.poolState(simulator.userPoolId)
  const records = new Map(storedUsers(simulator).map(user => [user.sub, user]))
  expect(records.size).toBe(size)
  for (const user of users) {
    const { sub, ...attributes } = { ...user.attributes, sub: user.sub }
    expect(records.get(sub)).toMatchObject({
      username: user.username,
      status: user.status,
      enabled: user.enabled,
      createdAt: user.createdAt.toISOString(),
      attributes
    })
  }
  expect(storedRecords(simulator, 'groups')).toHaveLength(groups.length)
  expect(storedRecords(simulator, 'memberships')).toHaveLength(
    groups.reduce((sum, group) => sum + group.members.length, 0)
  )
}

describe.each([
  ['username', 10_000],
  ['alias', SPLIT]
] as const)('a pool that signs in by %s, with %d users', (signIn, size) => {
  test('comes back whole from a restore, and a second restore changes nothing', async () => {
    const simulator = await startSimulator({ ...people, signIn, users: size })
    try {
      const exported = await runExport(simulator)
      expect(exported.exitCode).toBe(0)
      expect(exported.outputs['users']).toBe(String(size))
      expectAllInSnapshot(simulator, size)
      expect(simulator.stats().billedUsers).toBe(0)

      const restored = await runRestore(simulator)
      expect(restored.exitCode).toBe(0)
      const source = simulator.poolState(simulator.userPoolId)
      const target = simulator.poolState(simulator.emptyUserPoolId)
      const comparison = comparePools(source, target)
      expect(comparison.differences).toEqual([])
      expect(restored.outputs).toMatchObject({
        status: 'complete',
        'snapshot-id': exported.outputs['snapshot-id'],
        'users-created': String(comparison.users),
        'skipped-users': exported.outputs['skipped-users'],
        'failed-users': '0',
        'groups-created': '20',
        'memberships-added': String(comparison.memberships),
        'billed-users': String(comparison.users)
      })
      expect(simulator.stats().messagesSent).toBe(0)

      simulator.resetStats()
      const again = await runRestore(simulator)
      expect(again.exitCode).toBe(0)
      expect(again.outputs).toMatchObject({
        status: 'complete',
        'users-created': '0',
        'users-existing': String(comparison.users),
        'groups-created': '0',
        'memberships-added': '0'
      })
      expect(writesToPools(simulator.stats().calls)).toEqual([])
      expect(simulator.poolState(simulator.emptyUserPoolId)).toEqual(target)
    } finally {
      await simulator.close()
    }
  })
})

describe.each(['email', 'phone'] as const)(
  'a pool that signs in by %s',
  signIn => {
    const size = SPLIT

    test('is in the snapshot whole, and a restore that would skip everybody fails', async () => {
      const simulator = await startSimulator({ ...people, signIn, users: size })
      try {
        const exported = await runExport(simulator)
        expect(exported.exitCode).toBe(0)
        expect(exported.outputs['skipped-users']).toBe(String(size))
        expectAllInSnapshot(simulator, size)

        simulator.resetStats()
        const restored = await runRestore(simulator)
        expect(restored.exitCode).toBe(1)
        expect(restored.outputs['status']).toBe('failed')
        expect(restored.stdout).toContain('Nothing was restored')
        expect(writesToPools(simulator.stats().calls)).toEqual([])
      } finally {
        await simulator.close()
      }
    })
  }
)
