import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import {
  addGroups,
  addPeople,
  createPool,
  CUSTOM,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { createStore, runExport, type Store } from './runs.ts'
import { GROUPS, MEMBERSHIPS, PEOPLE } from './people.ts'
import { byKey, readPool, type PoolState } from './pool-state.ts'
import { operationsOf, startRecorder, type Recorder } from './recorder.ts'
import {
  manifestOf,
  recordsOf,
  sha256,
  storedObjects,
  type StoredGroup,
  type StoredMembership,
  type StoredObject,
  type StoredUser
} from './stored-snapshot.ts'

describeEmulated('an export of a pool with several pages of everything', () => {
  let pool: string
  let store: Store
  let recorder: Recorder
  let run: ActionRun
  let state: PoolState
  let objects: StoredObject[]

  beforeAll(async () => {
    pool = await createPool()
    store = await createStore()
    await addGroups(pool, GROUPS)
    await addPeople(pool, PEOPLE)
    state = await readPool(pool)
    recorder = await startRecorder(endpoint)
    run = await runExport(pool, store, {}, recorder.endpoint)
    objects = await storedObjects(store.bucket)
  })
  afterAll(() => recorder.close())

  test('succeeds and says what it counted', () => {
    expect(run.stderr).toBe('')
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      users: String(PEOPLE.length),
      groups: String(GROUPS.length),
      memberships: String(MEMBERSHIPS),
      'skipped-users': '0',
      'mfa-unknown': '0',
      'billed-users': '0'
    })
  })

  test('holds every user who is listed, attribute by attribute', () => {
    const users = recordsOf<StoredUser>(objects, 'users').sort(
      byKey('username')
    )
    expect(users).toEqual(
      state.users.map(({ groups: _, ...user }) => ({
        ...user,
        mfa: { methods: [], preferred: null },
        skip: []
      }))
    )
  })

  test('holds what was put into the pool, in every script', () => {
    const users = new Map(
      recordsOf<StoredUser>(objects, 'users').map(user => [user.username, user])
    )
    expect(users.size).toBe(PEOPLE.length)
    for (const { username, attributes, isDisabled, isUnconfirmed } of PEOPLE) {
      expect(users.get(username)).toMatchObject({
        enabled: isDisabled !== true,
        status: isUnconfirmed ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED'
      })
      expect(users.get(username)?.attributes).toEqual(attributes ?? {})
    }
  })

  test('holds every group with description, precedence and role', () => {
    const groups = recordsOf<StoredGroup>(objects, 'groups').sort(byKey('name'))
    expect(groups).toMatchObject(state.groups)
    expect(groups).toHaveLength(GROUPS.length)
  })

  test('holds every membership once', () => {
    const pairs = (memberships: StoredMembership[]) =>
      memberships
        .map(({ group, username }) => JSON.stringify([group, username]))
        .sort()
    expect(pairs(recordsOf<StoredMembership>(objects, 'memberships'))).toEqual(
      pairs(
        PEOPLE.flatMap(({ username, groups = [] }) =>
          groups.map(group => ({ group, username }))
        )
      )
    )
  })

  test('keeps the definition of the pool', () => {
    const stored = objects.find(({ key }) => key.endsWith('/pool.json.gz'))
    const line = gunzipSync(stored?.bytes ?? '').toString('utf8')
    expect(line).toMatch(/^[^\n]+\n$/)
    const { userPool } = JSON.parse(line) as {
      userPool: { Id: string; SchemaAttributes: { Name: string }[] }
    }
    expect(userPool.Id).toBe(pool)
    expect(userPool.SchemaAttributes.map(({ Name }) => Name)).toContain(CUSTOM)
  })

  test('has a manifest that says of each object what is stored', () => {
    const manifest = manifestOf(objects)
    const folder = `cognito-backup/${pool}/${manifest.snapshotId}/`
    expect(run.outputs).toMatchObject({
      'snapshot-id': manifest.snapshotId,
      'snapshot-uri': `s3://${store.bucket}/${folder}`
    })
    expect(manifest).toMatchObject({
      format: 'cognito-backup',
      version: { major: 1 },
      status: 'complete',
      source: { userPoolId: pool, mfaConfiguration: 'OFF' },
      counts: {
        users: PEOPLE.length,
        groups: GROUPS.length,
        memberships: MEMBERSHIPS
      },
      encryption: {
        server: { algorithm: 'aws:kms', keyArn: store.key },
        client: null
      }
    })
    const stored = objects.filter(({ key }) => !key.endsWith('/manifest.json'))
    const facts = ({ key, bytes, sha256, versionId }: StoredObject) => ({
      key,
      bytes: bytes.length,
      sha256,
      versionId
    })
    expect([...manifest.objects].sort(byKey('key'))).toMatchObject(
      stored.map(facts).sort(byKey('key'))
    )
    expect(manifest.objects).toHaveLength(stored.length)
  })

  test('has a manifest whose own digests hold', () => {
    const manifest = objects.find(({ key }) => key.endsWith('/manifest.json'))
    expect(run.outputs['manifest-sha256']).toBe(manifest?.sha256)
    const { contentSha256, ...content } = manifestOf(objects)
    expect(contentSha256).toBe(sha256(`${JSON.stringify(content, null, 2)}\n`))
  })

  test('stores each object once, encrypted under the key that was asked for', () => {
    for (const object of objects) {
      expect(object).toMatchObject({
        encryption: 'aws:kms',
        kmsKeyArn: store.key,
        versions: 1
      })
    }
  })

  test('stores the manifest last, and reads or deletes nothing in S3', () => {
    const toS3 = recorder.calls.filter(({ path }) => path !== '/')
    expect(operationsOf(toS3)).toEqual(['PUT'])
    expect(toS3.map(({ path }) => decodeURIComponent(path)).sort()).toEqual(
      objects.map(({ key }) => `/${store.bucket}/${key}`).sort()
    )
    expect(toS3.at(-1)?.path).toMatch(/\/manifest\.json$/)
    expect(recorder.calls.at(-1)).toBe(toS3.at(-1))
  })

  test('only reads in Cognito', () => {
    const toCognito = recorder.calls.filter(({ path }) => path === '/')
    expect(toCognito.length).toBeGreaterThan(GROUPS.length)
    for (const operation of operationsOf(toCognito)) {
      expect(operation).toMatch(/^(Describe|Get|List)/)
    }
  })

  test('shows no username, address, name or sub of anybody', () => {
    const shown = [
      run.stdout,
      run.stderr,
      run.summary,
      JSON.stringify(run.outputs)
    ].join('\n')
    const personal = state.users.flatMap(({ username, sub, attributes }) => [
      username,
      sub,
      ...Object.values(attributes)
    ])
    // Short values such as "bare" or "true" are in every text.
    const telling = personal.filter(value => value.length >= 8)
    expect(telling.length).toBeGreaterThan(PEOPLE.length)
    expect(telling.filter(value => shown.includes(value))).toEqual([])
  })
})
