import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations, runExport, runRestore } from '../fixtures/action-runs.ts'
import { storedUsers } from '../fixtures/stored-snapshots.ts'

test('where MFA is required everybody is protected, in the snapshot, and skipped', async () => {
  const simulator = await startSimulator({ users: 80, mfa: 'ON' })
  try {
    const exported = await runExport(simulator)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      users: '80',
      'skipped-users': '80',
      'skipped-mfa': '80',
      'mfa-unknown': '0',
      'billed-users': '0'
    })
    expect(storedUsers(simulator)).toHaveLength(80)
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(1)
    expect(annotations(restored, 'error').join()).toContain(
      '80 protected by MFA'
    )
  } finally {
    await simulator.close()
  }
}, 30_000)

test('where MFA is optional it is unknown who uses it, with one warning', async () => {
  const simulator = await startSimulator({ users: 80, mfa: 'OPTIONAL' })
  try {
    const exported = await runExport(simulator)
    expect(exported.outputs).toMatchObject({
      'skipped-mfa': '0',
      'mfa-unknown': '80'
    })
    expect(annotations(exported, 'warning')).toEqual([
      expect.stringContaining('it is not known of 80 users')
    ])
    for (const user of storedUsers(simulator)) expect(user.mfa).toBe('unknown')
    expect(simulator.stats().billedUsers).toBe(0)
    const restored = await runRestore(simulator)
    expect(restored.outputs['users-created']).toBe('80')
  } finally {
    await simulator.close()
  }
}, 30_000)

test('where MFA is off nobody is protected', async () => {
  const simulator = await startSimulator({ users: 80 })
  try {
    const exported = await runExport(simulator)
    expect(exported.outputs).toMatchObject({
      'skipped-users': '0',
      'mfa-unknown': '0'
    })
    for (const user of storedUsers(simulator)) {
      expect(user.mfa).toEqual({ methods: [], preferred: null })
    }
  } finally {
    await simulator.close()
  }
}, 30_000)
