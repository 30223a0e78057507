import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator
} from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'
import * as here from '../fixtures/run-here.ts'
import { manifestKeys } from '../fixtures/stored-snapshots.ts'

describe('an export that is killed', () => {
  let simulator: Simulator
  let child: ChildProcess | undefined
  let puts = 0
  let killAt: { put: number; when: 'before' | 'after' } | undefined

  const step = (call: SimulatedCall, when: 'before' | 'after') => {
    if (call.operation !== 'PutObject') return
    if (when === 'before') puts += 1
    if (killAt?.put === puts && killAt.when === when) child?.kill('SIGKILL')
  }

  beforeAll(async () => {
    simulator = await startSimulator({
      users: 40,
      groups: 3,
      membershipsPerUser: 1,
      intercept: call => {
        step(call, 'before')
        // The put that the process died before must not happen.
        return killAt?.put === puts && killAt.when === 'before'
          ? { drop: true }
          : undefined
      },
      afterEffect: call => step(call, 'after')
    })
  })
  afterAll(() => simulator.close())

  /** After each of so many puts, and before the last. */
  const pointsOf = (length: number) => [
    ...Array.from({ length }, (_, at) => ({
      put: at + 1,
      when: 'after' as const
    })),
    { put: length, when: 'before' as const }
  ]

  test('is not mistaken for a snapshot, wherever it was killed', async () => {
    const first = await here.runExport(simulator)
    expect(first.exitCode).toBe(0)
    // pool, clients, groups, users, memberships, and last the manifest.
    const manifest = puts
    expect(manifest).toBe(6)
    let newest = first.outputs['snapshot-id']
    let complete = 1

    for (const point of pointsOf(manifest)) {
      puts = 0
      killAt = point
      const killed = await runExport(
        simulator,
        {},
        { onStart: process => (child = process) }
      )
      killAt = undefined
      expect(killed.exitCode).toBeNull()

      const isStored = point.put === manifest && point.when === 'after'
      if (isStored) complete += 1
      expect(manifestKeys(simulator)).toHaveLength(complete)

      const restored = await here.runRestore(simulator)
      expect(restored.exitCode).toBe(0)
      if (isStored) expect(restored.outputs['snapshot-id']).not.toBe(newest)
      else expect(restored.outputs['snapshot-id']).toBe(newest)
      newest = restored.outputs['snapshot-id']
    }
  })
})
