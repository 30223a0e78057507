import { afterEach, expect, test } from '@jest/globals'
import type { Simulator } from '../../simulator/simulator.ts'
import { writesToPools } from '../fixtures/action-runs.ts'
import {
  expectAllInSnapshot,
  expectRoundTrip,
  startWithPeople
} from '../fixtures/round-trips.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

/** A listing is split above 3,000 users. */
const USERS = 3_200

let simulator: Simulator
afterEach(() => simulator.close())

test('a pool that signs in by alias comes back whole from a restore, and a second restore changes nothing', async () => {
  simulator = await startWithPeople({ signIn: 'alias', users: USERS })
  await expectRoundTrip(simulator, USERS)
})

test.each(['email', 'phone'] as const)(
  'a pool that signs in by %s is in the snapshot whole, and a restore that would skip everybody fails',
  async signIn => {
    simulator = await startWithPeople({ signIn, users: USERS })
    const exported = await runExport(simulator)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs['skipped-users']).toBe(String(USERS))
    expectAllInSnapshot(simulator, USERS)

    simulator.resetStats()
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(1)
    expect(restored.outputs['status']).toBe('failed')
    expect(restored.stdout).toContain('Nothing was restored')
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  }
)
