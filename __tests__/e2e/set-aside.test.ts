import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'
import { storedUsers } from '../fixtures/stored-snapshots.ts'

/** More than a listing keeps in memory, 16,384 to a block. */
const USERS = 17_000

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-temp-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What a run said, and whether everybody is in the snapshot, once. */
async function exportPool(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    users: USERS,
    groups: 1,
    membershipsPerUser: 0,
    onDemand: true,
    ...options
  })
  try {
    const run = await runExport(simulator, {}, { env: { RUNNER_TEMP: folder } })
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users']).toBe(String(USERS))
    const subs = storedUsers(simulator).map(({ sub }) => sub)
    expect(subs).toHaveLength(USERS)
    expect(new Set(subs).size).toBe(USERS)
    return run
  } finally {
    await simulator.close()
  }
}

describe('of a pool of which more is set aside than memory keeps', () => {
  test('nobody is in the snapshot twice where all have to be read again', async () => {
    const { stdout } = await exportPool({ filterBehaviour: 'incomplete' })
    expect(stdout).toContain('reading all of them in one chain')
    expect(stdout).not.toContain('takes nothing')
    expect(await readdir(folder)).toEqual([])
  })

  test('everybody is in the snapshot where nothing can be set aside', async () => {
    await rm(folder, { recursive: true })
    const { stdout } = await exportPool()
    expect(stdout).toContain(
      "The disk of the runner takes nothing (ENOENT): the listing holds all users' subs in memory, some 21 bytes each"
    )
  })
})
