import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { beforeAll, expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  createPool,
  describeEmulated,
  s3
} from './emulator.ts'
import { createStore, runExport, runRestore, type Store } from './runs.ts'
import { readPool } from './pool-state.ts'
import { storedObjects, type StoredObject } from './stored-snapshot.ts'

describeEmulated('what cannot be done is refused with a sentence', () => {
  let pool: string
  let target: string
  let store: Store
  let objects: StoredObject[]

  beforeAll(async () => {
    pool = await createPool()
    target = await createPool()
    // With versions, a restore reads those that the manifest names, whatever was
    // stored over them.
    store = await createStore(false)
    await addGroups(pool, [{ name: 'staff' }])
    await addPeople(
      pool,
      Array.from({ length: 20 }, (_, index) => ({
        username: `person-${index}`,
        groups: ['staff']
      }))
    )
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    objects = await storedObjects(store.bucket)
    expect(objects).toHaveLength(5)
  })

  test('a pool that is not there, to an export', async () => {
    const run = await runExport('eu-west-1_Missing00', store)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('failed')
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining('There is no user pool eu-west-1_Missing00')
    ])
    expect(await storedObjects(store.bucket)).toHaveLength(5)
  })

  test('a pool that is not there, to a restore', async () => {
    const run = await runRestore(pool, 'eu-west-1_Missing00', store)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining('There is no user pool eu-west-1_Missing00')
    ])
  })

  test('a pool of another region', async () => {
    const run = await runExport(pool, store, { 'aws-region': 'eu-central-1' })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain(
      'Set the input aws-region to eu-west-1.'
    )
  })

  test('a bucket that is not there', async () => {
    const elsewhere = { ...store, bucket: 'no-such-bucket' }
    const exported = await runExport(pool, elsewhere)
    expect(exported.exitCode).toBe(1)
    expect(annotations(exported, 'error').join()).toContain(
      'There is no bucket no-such-bucket.'
    )
    const restored = await runRestore(pool, target, elsewhere)
    expect(restored.exitCode).toBe(1)
    expect(annotations(restored, 'error').join()).toContain(
      'There is no bucket no-such-bucket.'
    )
  })

  test('a snapshot that is not there', async () => {
    const run = await runRestore(pool, target, store, {
      snapshot: '20261123T020000Z-ABCDEFGHIJKLMNOP'
    })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain(
      `There is no complete snapshot at s3://${store.bucket}/`
    )
  })

  test('a pool that was never exported', async () => {
    const run = await runRestore(target, target, store)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain(
      'There is no snapshot of'
    )
  })

  test('an object that was overwritten or cut short', async () => {
    for (const { key, bytes } of objects) {
      // Byte 4 of gzip is of a date: only the digest tells.
      for (const at of [4, bytes.length >> 1]) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(bytes.readUInt8(at) ^ 0x01, at)
        await expectRefused(key, changed)
      }
      await expectRefused(key, bytes.subarray(0, -1))
      await replace(key, bytes)
    }
  })

  test('an object that is gone', async () => {
    const users = objects.find(({ key }) => key.includes('/users/'))
    const gone = { Bucket: store.bucket, Key: users?.key }
    await s3.send(new DeleteObjectCommand(gone))
    const run = await runRestore(pool, target, store)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain('is missing')
    expect(await readPool(target)).toEqual({ users: [], groups: [] })
    await replace(users?.key ?? '', users?.bytes ?? Buffer.alloc(0))
  })

  test('nothing, once all is as it was', async () => {
    const run = await runRestore(pool, target, store)
    expect(run.exitCode).toBe(0)
    expect((await readPool(target)).users).toHaveLength(20)
  })

  async function expectRefused(key: string, bytes: Buffer): Promise<void> {
    await replace(key, bytes)
    const run = await runRestore(pool, target, store)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('failed')
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(/^The (object|manifest) .+\. Restore from another/)
    ])
    expect(await readPool(target)).toEqual({ users: [], groups: [] })
  }

  async function replace(Key: string, Body: Buffer): Promise<void> {
    const to = { Bucket: store.bucket, Key, Body }
    await s3.send(new PutObjectCommand(to))
  }
})
