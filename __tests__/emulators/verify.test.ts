import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUpdateUserAttributesCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  cognito,
  createPool,
  describeEmulated,
  endpoint,
  s3
} from './emulator.ts'
import {
  createStore,
  runExport,
  runRestore,
  runVerify,
  type Store
} from './runs.ts'
import { readPool } from './pool-state.ts'
import { operationsOf, startRecorder, type Recorder } from './recorder.ts'
import { storedObjects, type StoredObject } from './stored-snapshot.ts'

const PEOPLE = Array.from({ length: 70 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { email: `person-${index}@people.example` },
  groups: index < 65 ? ['staff'] : []
}))

async function inhabitedPool(): Promise<string> {
  const pool = await createPool()
  await addGroups(pool, [{ name: 'staff' }, { name: 'nobody' }])
  await addPeople(pool, PEOPLE)
  return pool
}

describeEmulated('a verification of a whole snapshot', () => {
  let pool: string
  let store: Store
  let exported: ActionRun
  let recorder: Recorder
  beforeAll(async () => {
    pool = await inhabitedPool()
    store = await createStore()
    exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    recorder = await startRecorder(endpoint)
  })
  afterAll(() => recorder.close())

  function verify(inputs: Record<string, string> = {}) {
    recorder.calls.length = 0
    return runVerify(pool, store, inputs, recorder.endpoint)
  }

  test('reads every byte, in the bucket alone, and finds nothing', async () => {
    const run = await verify({
      'max-age': '1h',
      'manifest-sha256': exported.outputs['manifest-sha256'] ?? ''
    })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      findings: '',
      'snapshot-id': exported.outputs['snapshot-id'],
      'snapshot-age-hours': '0',
      users: '70',
      groups: '2',
      memberships: '65',
      'billed-users': '0'
    })
    expect(operationsOf(recorder.calls)).toEqual(['GET', 'HEAD'])
    const read = recorder.calls
      .filter(({ operation }) => operation === 'GET')
      .map(({ path }) => decodeURIComponent(path))
    for (const { key } of await storedObjects(store.bucket)) {
      expect(read).toContain(`/${store.bucket}/${key}`)
    }
  })

  test('by headers reads the manifest alone', async () => {
    const run = await verify({ 'verify-level': 'headers' })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ status: 'complete', users: '70' })
    const objects = recorder.calls.filter(
      ({ operation, path }) =>
        operation === 'GET' && /\/(users|groups|memberships|pool)/.test(path)
    )
    expect(objects).toEqual([])
    const asked = recorder.calls.filter(({ operation }) => operation === 'HEAD')
    expect(asked.length).toBeGreaterThanOrEqual(5)
  })

  test('by headers finds nothing', async () => {
    const run = await verify({ 'verify-level': 'headers' })
    expect(run.outputs['findings']).toBe('')
  })

  test('is found by its address alone', async () => {
    const run = await verify({
      'source-user-pool-id': 'same',
      bucket: 'none',
      snapshot: exported.outputs['snapshot-uri'] ?? ''
    })
    expect(run.outputs).toMatchObject({ status: 'complete', users: '70' })
  })

  test('is refused by both modes where its manifest is not the pinned one', async () => {
    const inputs = { 'manifest-sha256': 'ab'.repeat(32) }
    const target = await createPool()
    for (const run of [
      await verify(inputs),
      await runRestore(pool, target, store, inputs)
    ]) {
      expect(run.exitCode).toBe(1)
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': 'manifest-pin'
      })
      expect(annotations(run, 'error')).toHaveLength(1)
    }
    expect(await readPool(target)).toEqual({ users: [], groups: [] })
  })

  test('counts how the pool differs from it, and writes nothing', async () => {
    const UserPoolId = pool
    await addPeople(pool, [
      { username: 'new-1' },
      { username: 'new-2' },
      { username: 'new-3' }
    ])
    for (const Username of ['person-1', 'person-2']) {
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username }))
    }
    await cognito.send(
      new AdminDisableUserCommand({ UserPoolId, Username: 'person-3' })
    )
    await cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: 'person-4',
        UserAttributes: [{ Name: 'name', Value: 'Another Name' }]
      })
    )
    const before = await readPool(pool)
    const run = await verify({ 'user-pool-id': pool })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-added': '3',
      'users-gone': '2',
      'users-changed': '2',
      'billed-users': '0'
    })
    expect(operationsOf(recorder.calls)).toContain('ListUsers')
    const reads = /^(List|Describe|Get|GET$|HEAD$)/
    expect(
      operationsOf(recorder.calls).filter(name => !reads.test(name))
    ).toEqual([])
    expect(await readPool(pool)).toEqual(before)
  })
})

describeEmulated('a verification finds', () => {
  let pool: string
  let store: Store
  let objects: StoredObject[]
  beforeAll(async () => {
    pool = await inhabitedPool()
    // Without versions, so that what is stored over is gone.
    store = await createStore(false)
    expect((await runExport(pool, store)).exitCode).toBe(0)
    objects = await storedObjects(store.bucket)
  })

  const objectOf = (part: string) => {
    const found = objects.find(({ key }) => key.includes(part))
    if (found === undefined) throw new Error(`There is no ${part}`)
    return found
  }
  const put = (Key: string, Body: Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body }))
  const remove = (Key: string) =>
    s3.send(new DeleteObjectCommand({ Bucket: store.bucket, Key }))

  test('all that is wrong, at once', async () => {
    const groups = objectOf('/groups/')
    const memberships = objectOf('/memberships/')
    const users = objectOf('/users/')
    const extra = groups.key.replace(/[^/]+$/, 'extra')
    await put(groups.key, groups.bytes.subarray(1))
    await put(memberships.key, Buffer.alloc(memberships.bytes.length))
    await remove(users.key)
    await put(extra, Buffer.of(1))
    const run = await runVerify(pool, store)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['findings']?.split(' ').sort()).toEqual([
      'bucket-unversioned',
      // Put there again without a key.
      'object-encryption',
      'object-unlisted',
      'snapshot-digest',
      'snapshot-missing',
      'snapshot-truncated'
    ])
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'snapshot-findings',
      users: '70'
    })
    for (const { key, bytes } of objects) await put(key, bytes)
    await remove(extra)
  })

  test('no manifest, where there is none', async () => {
    await remove(objectOf('/manifest.json').key)
    const run = await runVerify(pool, store)
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'no-snapshot'
    })
    expect(annotations(run, 'error').join()).toContain('was finished')
  })
})
