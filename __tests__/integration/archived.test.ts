import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'

/*
 * A lifecycle rule that archives is an easy way to save on storage, and a
 * snapshot that it has archived can't be read on the bad day.
 */

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ users: 60, groups: 2 })
  expect((await runExport(simulator)).exitCode).toBe(0)
})
afterAll(() => simulator.close())

type Storage = Parameters<Simulator['moveObject']>[1]

function move(ending: string, storage: Storage): void {
  for (const { key } of simulator.bucketObjects()) {
    if (key.includes(ending)) simulator.moveObject(key, storage)
  }
}

// Every storage class is in ../unit/storage/archive.
test('a snapshot whose users are archived can not be restored yet', async () => {
  const storage = {
    storageClass: 'INTELLIGENT_TIERING',
    archiveStatus: 'ARCHIVE_ACCESS'
  }
  move('/users/', storage)
  simulator.resetStats()
  const runs = [
    await runVerify(simulator, { 'verify-level': 'headers' }),
    await runVerify(simulator),
    await runRestore(simulator)
  ]
  for (const run of runs) {
    expect(run.exitCode).toBe(1)
    expect(run.outputs['error-code']).toBe('object-archived')
    expect(annotations(run, 'error').join()).toMatch(
      /\/users\/part-00000\S+ is archived \(ARCHIVE_ACCESS\): retrieve/
    )
  }
  for (const run of runs.slice(0, 2)) {
    expect(run.outputs['findings']).toBe('object-archived')
    expect(run.summary).toContain('would not restore')
  }
  expect(writesToPools(simulator.stats().calls)).toEqual([])

  move('/users/', { ...storage, retrieval: 'ongoing-request="true"' })
  const waiting = await runVerify(simulator, { 'verify-level': 'headers' })
  expect(annotations(waiting, 'error').join()).toContain('is being retrieved')

  const expiry = 'expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"'
  move('/users/', {
    ...storage,
    retrieval: `ongoing-request="false", ${expiry}`
  })
  const retrieved = await runVerify(simulator)
  expect(retrieved.outputs).toMatchObject({
    status: 'complete',
    findings: ''
  })
})

test('an archived manifest is not passed over for an older snapshot', async () => {
  move('/manifest.json', { storageClass: 'GLACIER' })
  const run = await runRestore(simulator)
  expect(run.outputs['error-code']).toBe('object-archived')
  expect(annotations(run, 'error').join()).toContain(
    'manifest.json is archived (GLACIER)'
  )
  // Read at once, as its name says.
  move('/manifest.json', { storageClass: 'GLACIER_IR' })
  expect((await runVerify(simulator)).exitCode).toBe(0)
})
