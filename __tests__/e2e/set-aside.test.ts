import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'
import { storedUsers } from '../fixtures/stored-snapshots.ts'

/** More than a listing keeps in memory, 16,384 to a block. */
const USERS = 17_000

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-temp-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what memory does not keep is set aside in the folder of the runner, and nobody is in the snapshot twice where all are read again', async () => {
  const simulator = await startSimulator({
    users: USERS,
    groups: 1,
    membershipsPerUser: 0,
    onDemand: true,
    filterBehaviour: 'incomplete'
  })
  try {
    const longAgo = new Date('2000-01-01T00:00:00Z')
    // A folder's time is that of the last file that came or went.
    await utimes(folder, longAgo, longAgo)
    const run = await runExport(simulator, {}, { env: { RUNNER_TEMP: folder } })
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users']).toBe(String(USERS))
    const subs = storedUsers(simulator).map(({ sub }) => sub)
    expect(subs).toHaveLength(USERS)
    expect(new Set(subs).size).toBe(USERS)
    expect(run.stdout).toContain('reading all of them in one chain')
    expect(run.stdout).not.toContain('takes nothing')
    expect(await readdir(folder)).toEqual([])
    const { mtimeMs } = await stat(folder)
    expect(mtimeMs).toBeGreaterThan(longAgo.getTime())
  } finally {
    await simulator.close()
  }
})
