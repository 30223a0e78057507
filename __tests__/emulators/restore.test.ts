import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  cognito,
  createPool,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { createStore, runExport, runRestore, type Store } from './runs.ts'
import { GROUPS, MEMBERSHIPS, PEOPLE } from './people.ts'
import { readPool, type PoolState } from './pool-state.ts'
import { startRecorder, type Recorder } from './recorder.ts'

describeEmulated('a restore', () => {
  let source: string
  let store: Store
  let recorder: Recorder
  let older: ActionRun
  let exported: ActionRun

  beforeAll(async () => {
    source = await createPool()
    store = await createStore()
    await addGroups(source, GROUPS)
    await addPeople(source, PEOPLE.slice(0, 10))
    older = await runExport(source, store)
    expect(older.exitCode).toBe(0)
    await addPeople(source, PEOPLE.slice(10))
    exported = await runExport(source, store)
    expect(exported.exitCode).toBe(0)
    recorder = await startRecorder(endpoint)
  })
  afterAll(() => recorder.close())

  /** What the emulator was asked to change since the last time. */
  function writes(): string[] {
    const counts: Record<string, number> = {}
    for (const { operation } of recorder.calls) counts[operation] = 1
    return writesToPools(counts).sort()
  }

  test('into an empty pool gives everything back, and a second one changes nothing', async () => {
    const target = await createPool()
    recorder.calls.length = 0
    const restored = await restore(target)
    expect(restored.stderr).toBe('')
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs).toMatchObject({
      status: 'complete',
      'snapshot-id': exported.outputs['snapshot-id'],
      'users-created': String(PEOPLE.length),
      'users-existing': '0',
      'skipped-users': '0',
      'failed-users': '0',
      'groups-created': String(GROUPS.length),
      'memberships-added': String(MEMBERSHIPS)
    })
    const [before, after] = await Promise.all([
      readPool(source),
      readPool(target)
    ])
    expect(comparable(after)).toEqual(
      comparable({
        ...before,
        users: before.users.map(user => ({ ...user, status: 'CONFIRMED' }))
      })
    )
    expectNoMessageAndNoSharedPassword()
    expect(writes()).toEqual([
      'AdminAddUserToGroup',
      'AdminCreateUser',
      'AdminDisableUser',
      'AdminSetUserPassword',
      'CreateGroup'
    ])

    recorder.calls.length = 0
    const again = await restore(target)
    expect(again.exitCode).toBe(0)
    expect(again.outputs).toMatchObject({
      status: 'complete',
      'users-created': '0',
      'users-existing': String(PEOPLE.length),
      'groups-created': '0',
      'memberships-added': '0'
    })
    expect(writes()).toEqual([])
    expect(await readPool(target)).toEqual(after)
  })

  test('takes a snapshot by its id', async () => {
    const target = await createPool()
    const id = older.outputs['snapshot-id'] ?? ''
    const restored = await restore(target, { snapshot: id })
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs['snapshot-uri']).toBe(older.outputs['snapshot-uri'])
    expect((await readPool(target)).users).toHaveLength(10)
  })

  test('takes a snapshot by its address, into the pool that it is of', async () => {
    const before = await readPool(source)
    const restored = await restore(source, {
      snapshot: older.outputs['snapshot-uri'] ?? '',
      bucket: 'none',
      'source-user-pool-id': 'same'
    })
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs).toMatchObject({
      'snapshot-id': older.outputs['snapshot-id'],
      'users-created': '0',
      'users-existing': '10'
    })
    expect(await readPool(source)).toEqual(before)
  })

  test('leaves existing users and groups as they are', async () => {
    const target = await createPool()
    await addGroups(target, [
      { name: 'admins', description: 'unchanged', precedence: 99 }
    ])
    await addPeople(target, [
      { username: 'person-3', attributes: { name: 'somebody else' } }
    ])
    const [existing] = (await readPool(target)).users
    const restored = await restore(target)
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs).toMatchObject({
      'users-existing': '1',
      'users-created': String(PEOPLE.length - 1),
      'groups-created': String(GROUPS.length - 1)
    })
    const { users, groups } = await readPool(target)
    expect(users.find(user => user.username === 'person-3')).toEqual(existing)
    expect(groups.find(group => group.name === 'admins')).toEqual({
      name: 'admins',
      description: 'unchanged',
      precedence: 99,
      roleArn: null
    })
  })

  test('refuses a pool that lacks attributes of the users, before it writes', async () => {
    const bare = await createPool({}, cognito, [])
    recorder.calls.length = 0
    const restored = await restore(bare)
    expect(restored.exitCode).toBe(1)
    expect(restored.outputs['status']).toBe('failed')
    expect(annotations(restored, 'error').join()).toMatch(
      /lacks the attributes custom:loyalty_tier\..*Nothing was written/
    )
    expect(writes()).toEqual([])
  })

  function restore(target: string, inputs: Record<string, string> = {}) {
    return runRestore(source, target, store, inputs, recorder.endpoint)
  }

  function expectNoMessageAndNoSharedPassword(): void {
    const inputs = (name: string) =>
      recorder.calls
        .filter(({ operation }) => operation === name)
        .map(({ input }) => input)
    const created = inputs('AdminCreateUser')
    expect(created).toHaveLength(PEOPLE.length)
    for (const input of created) {
      expect(input).toMatchObject({ MessageAction: 'SUPPRESS' })
    }
    const passwords = inputs('AdminSetUserPassword')
    expect(passwords).toHaveLength(PEOPLE.length)
    expect(new Set(passwords.map(input => input['Password'])).size).toBe(
      PEOPLE.length
    )
  }
})

/** Without what a new pool gives anew. */
function comparable({ users, groups }: PoolState) {
  return {
    groups,
    users: users.map(
      ({ sub: _, createdAt: _1, modifiedAt: _2, ...user }) => user
    )
  }
}
