import { Decrypter } from 'age-encryption'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import {
  HYBRID,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../fixtures/age-keys.ts'
import {
  addGroups,
  addPeople,
  createPool,
  describeEmulated
} from './emulator.ts'
import {
  createStore,
  runExport,
  runRestore,
  runVerify,
  type Store
} from './runs.ts'
import { readPool } from './pool-state.ts'
import {
  manifestOf,
  storedObjects,
  type StoredObject,
  type StoredUser
} from './stored-snapshot.ts'

const PEOPLE = Array.from({ length: 20 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { email: `person-${index}@people.example` },
  groups: ['staff']
}))

async function open(bytes: Uint8Array, key: TestKey): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(key.identity)
  return gunzipSync(await decrypter.decrypt(bytes)).toString('utf8')
}

describeEmulated('a snapshot for two keys of age', () => {
  const key = X25519
  const offline = X25519_BREAK_GLASS
  let pool: string
  let store: Store
  let exported: ActionRun
  let objects: StoredObject[]
  beforeAll(async () => {
    pool = await createPool()
    store = await createStore()
    await addGroups(pool, [{ name: 'staff' }])
    await addPeople(pool, PEOPLE)
    exported = await runExport(pool, store, {
      'age-recipients': `${key.recipient}\n${offline.recipient}\n`
    })
    objects = await storedObjects(store.bucket)
  })

  test('is stored encrypted twice, and its users are those of the pool', async () => {
    expect(annotations(exported, 'error')).toEqual([])
    expect(manifestOf(objects).encryption).toMatchObject({
      server: { algorithm: 'aws:kms', keyArn: store.key },
      client: { scheme: 'age' }
    })
    const parts = objects.filter(({ key: name }) => name.includes('/users/'))
    expect(parts.map(({ key: name }) => name.slice(-4))).toEqual(['.age'])
    const { users } = await readPool(pool)
    for (const owner of [key, offline]) {
      const text = await open(parts[0]?.bytes ?? Buffer.of(), owner)
      const subs = text
        .split('\n')
        .slice(0, -1)
        .map(line => (JSON.parse(line) as StoredUser).sub)
      expect(subs.sort()).toEqual(users.map(({ sub }) => sub).sort())
    }
  })

  test('is verified and restored with either, and its report opens with it', async () => {
    const inputs = { 'age-identity': offline.text }
    const verified = await runVerify(pool, store, inputs)
    expect(verified.outputs).toMatchObject({ status: 'complete', findings: '' })
    const target = await createPool()
    const restored = await runRestore(pool, target, store, {
      'age-identity': key.text
    })
    expect(annotations(restored, 'error')).toEqual([])
    expect(restored.outputs['users-created']).toBe('20')
    expect((await readPool(target)).users).toHaveLength(20)
    const reports = (await storedObjects(store.bucket)).filter(
      ({ key: name }) => name.endsWith('/report.ndjson.gz.age')
    )
    expect(reports).toHaveLength(1)
    const text = await open(reports[0]?.bytes ?? Buffer.of(), key)
    expect(text.trimEnd().split('\n')).toHaveLength(20)
  })

  test('is refused without a key of it, before anything is written', async () => {
    const target = await createPool()
    for (const identity of ['', HYBRID.text]) {
      const run = await runRestore(pool, target, store, {
        'age-identity': identity
      })
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error').join()).toContain('age-identity')
    }
    expect(await readPool(target)).toEqual({ users: [], groups: [] })
  })
})
