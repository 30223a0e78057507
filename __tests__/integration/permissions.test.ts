import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/run-here.ts'

test('an export succeeds with a role that can only write', async () => {
  const simulator = await startSimulator({
    users: 100,
    groups: 3,
    membershipsPerUser: 1,
    s3Permissions: 'write-only'
  })
  try {
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(0)
    const { calls, errors } = simulator.stats()
    expect(Object.keys(errors)).not.toContain('AccessDenied')
    const names = Object.keys(calls)
    const storing = names.filter(name => /Object|Bucket/.test(name))
    expect(storing).toEqual(['PutObject'])
    const writes = /^(Admin(?!Get|List)|Create|Update|Delete|Set|Add)/
    expect(names.filter(name => writes.test(name))).toEqual([])
  } finally {
    await simulator.close()
  }
})

test('every object is stored once, encrypted under the key that was asked for', async () => {
  const simulator = await startSimulator({ users: 100, groups: 3 })
  try {
    const inputs = { 'server-side-encryption': 'aws:kms:dsse' }
    const run = await runExport(simulator, inputs)
    expect(run.exitCode).toBe(0)
    for (const object of simulator.bucketObjects()) {
      expect(object.encryption).toBe('aws:kms:dsse')
      expect(object.kmsKeyArn).toBe(simulator.kmsKeyArn)
      expect(object.versions).toHaveLength(1)
    }
  } finally {
    await simulator.close()
  }
})
