import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator
} from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import { createKiller } from '../fixtures/restore-runs.ts'
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

  // Around every put: ../kill/export-matrix.test.ts.
  test('is not mistaken for a snapshot, unless its manifest is stored', async () => {
    const first = await here.runExport(simulator)
    expect(first.exitCode).toBe(0)
    // pool, clients, groups, users, memberships, and last the manifest.
    const manifest = puts
    expect(manifest).toBe(6)
    let newest = first.outputs['snapshot-id']
    let complete = 1

    for (const point of [
      { put: manifest - 1, when: 'after' },
      { put: manifest, when: 'before' },
      { put: manifest, when: 'after' }
    ] as const) {
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

      const latest = await here.runRestore(simulator, { 'dry-run': 'true' })
      expect(latest.exitCode).toBe(0)
      if (isStored) expect(latest.outputs['snapshot-id']).not.toBe(newest)
      else expect(latest.outputs['snapshot-id']).toBe(newest)
      newest = latest.outputs['snapshot-id']
    }
  })
})

// Any other moment, in this process: ../integration/restore-resume.test.ts.
test('a restore that is killed is finished by the next run', async () => {
  const killer = createKiller()
  const simulator = await startSimulator({ users: 80, ...killer.hooks })
  try {
    expect((await here.runExport(simulator)).exitCode).toBe(0)
    const { run } = await killer.runKilled(
      simulator.emptyUserPoolId,
      { write: 120, when: 'after' },
      options => runRestore(simulator, {}, options)
    )
    expect(run.exitCode).toBeNull()
    const next = await here.runRestore(simulator)
    expect(next.exitCode).toBe(0)
    const existing = Number(next.outputs['users-existing'])
    expect(existing).toBeGreaterThan(0)
    expect(next.outputs['users-created']).toBe(String(80 - existing))
  } finally {
    await simulator.close()
  }
})
