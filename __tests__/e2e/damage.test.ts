import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  annotations,
  runExport,
  runRestore,
  writesToPools
} from '../fixtures/action-runs.ts'

describe('a snapshot that was changed after it was written', () => {
  let simulator: Simulator

  beforeAll(async () => {
    simulator = await startSimulator({
      users: 200,
      groups: 4,
      membershipsPerUser: 2
    })
    const exported = await runExport(simulator)
    expect(exported.exitCode).toBe(0)
  })
  afterAll(() => simulator.close())

  test('is refused with a sentence before the first write, whichever byte it is', async () => {
    const objects = simulator.bucketObjects()
    expect(objects).toHaveLength(5)
    for (const { key, bytes } of objects) {
      for (const position of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(bytes.readUInt8(position) ^ 0x01, position)
        await expectRefused(key, changed)
      }
      simulator.replaceObject(key, bytes)
    }
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(0)
  })

  test('is refused when an object is cut short, lengthened or gone', async () => {
    // Not what the restore before has left beside the snapshot.
    const objects = simulator
      .bucketObjects()
      .filter(({ key }) => !key.includes('/restores/'))
    expect(objects).toHaveLength(5)
    for (const { key, bytes } of objects) {
      await expectRefused(key, bytes.subarray(0, -1))
      await expectRefused(key, Buffer.concat([bytes, Buffer.alloc(1)]))
      simulator.replaceObject(key, bytes)
    }
    const users = objects.find(object => object.key.includes('/users/'))
    simulator.removeObject(users?.key ?? '')
    simulator.resetStats()
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(1)
    expect(annotations(restored, 'error').join()).toContain('is missing')
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  })

  async function expectRefused(key: string, bytes: Buffer): Promise<void> {
    simulator.replaceObject(key, bytes)
    simulator.resetStats()
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(1)
    expect(restored.outputs['status']).toBe('failed')
    expect(annotations(restored, 'error')).toEqual([
      expect.stringMatching(/^The (object|manifest) .+\. Restore from another/)
    ])
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  }
})
