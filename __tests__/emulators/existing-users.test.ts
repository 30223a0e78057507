import { beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations, isPoolWrite } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  createPool,
  CUSTOM,
  describeEmulated,
  endpoint,
  type Person
} from './emulator.ts'
import { createStore, runExport, runRestore, type Store } from './runs.ts'
import { readPool } from './pool-state.ts'
import { operationsOf, startRecorder } from './recorder.ts'
import { storedReport } from './stored-report.ts'

/** What proves who an existing user is. */
const mail = (name: string) => ({
  email: `${name}@people.example`,
  email_verified: 'true'
})

const PEOPLE: Person[] = [
  {
    username: 'same',
    attributes: { ...mail('same'), name: 'The Same' },
    groups: ['staff']
  },
  {
    username: 'changed',
    attributes: { ...mail('changed'), name: 'As Before', [CUSTOM]: 'gold' },
    groups: ['staff', 'admins']
  },
  { username: 'shut.out', attributes: mail('out'), isDisabled: true },
  { username: 'gone', attributes: { name: 'Gone' }, groups: ['admins'] },
  ...Array.from({ length: 20 }, (_, index) => ({ username: `more-${index}` }))
]
const GROUPS = [{ name: 'staff' }, { name: 'admins', precedence: 1 }]

/** What a dry run and the run itself must agree upon. */
const COUNTS = [
  'users',
  'groups',
  'memberships',
  'skipped-users',
  'failed-users',
  'users-created',
  'users-updated',
  'users-existing',
  'groups-created',
  'memberships-added',
  'billed-users'
]

describeEmulated('a restore into a pool that people live in', () => {
  let source: string
  let store: Store
  beforeAll(async () => {
    source = await createPool()
    store = await createStore()
    await addGroups(source, GROUPS)
    await addPeople(source, PEOPLE)
    expect((await runExport(source, store)).exitCode).toBe(0)
  })

  async function inhabitedTarget(): Promise<string> {
    const target = await createPool()
    await addGroups(target, [...GROUPS, { name: 'guests' }])
    await addPeople(target, [
      {
        username: 'same',
        attributes: { ...mail('same'), name: 'The Same' },
        groups: ['staff']
      },
      {
        username: 'changed',
        attributes: {
          ...mail('changed'),
          name: 'Another',
          nickname: 'added since'
        },
        groups: ['guests'],
        isDisabled: true
      },
      { username: 'shut.out', attributes: mail('out') },
      { username: 'new', attributes: { name: 'Not in the snapshot' } }
    ])
    return target
  }

  /** A dry run first, which must write nothing and foretell what then happens. */
  async function planAndRestore(
    target: string,
    inputs: Record<string, string>
  ): Promise<ActionRun> {
    const before = await readPool(target)
    const recorder = await startRecorder(endpoint)
    try {
      const planned = await runRestore(
        source,
        target,
        store,
        { ...inputs, 'dry-run': 'true' },
        recorder.endpoint
      )
      expect(annotations(planned, 'error')).toEqual([])
      expect(planned.outputs['status']).toBe('planned')
      const called = operationsOf(recorder.calls)
      expect(called).toContain('ListUsers')
      expect(called.filter(isPoolWrite)).toEqual([])
      expect(called).not.toContain('PUT')
      expect(await readPool(target)).toEqual(before)
      const run = await runRestore(source, target, store, inputs)
      const counted = ({ outputs }: ActionRun) =>
        COUNTS.map(name => [name, outputs[name]])
      expect(counted(planned)).toEqual(counted(run))
      return run
    } finally {
      await recorder.close()
    }
  }

  test('skips them, as it was foretold', async () => {
    const target = await inhabitedTarget()
    const { users: before } = await readPool(target)
    const run = await planAndRestore(target, { 'existing-users': 'skip' })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(PEOPLE.length - 3),
      'users-updated': '0',
      'users-existing': '3'
    })
    const { users } = await readPool(target)
    expect(users).toHaveLength(PEOPLE.length + 1)
    for (const user of before) expect(users).toContainEqual(user)
  })

  test('updates what differs and nothing else, as it was foretold', async () => {
    const target = await inhabitedTarget()
    const before = await readPool(target)
    const inputs = { 'existing-users': 'update' }
    const run = await planAndRestore(target, inputs)
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(PEOPLE.length - 3),
      'users-updated': '2',
      'users-existing': '1'
    })
    const after = await readPool(target)
    const find = ({ users }: typeof after, name: string) =>
      users.find(({ username }) => username === name)
    expect(find(after, 'same')).toEqual(find(before, 'same'))
    expect(find(after, 'new')).toEqual(find(before, 'new'))
    expect(find(after, 'changed')).toMatchObject({
      sub: find(before, 'changed')?.sub,
      enabled: true,
      attributes: { name: 'As Before', [CUSTOM]: 'gold' },
      groups: ['admins', 'staff']
    })
    // A blank value is what Cognito takes for its deletion, and emulators keep.
    expect(find(after, 'changed')?.attributes['nickname'] ?? '').toBe('')
    expect(find(after, 'shut.out')).toMatchObject({ enabled: false })

    const again = await runRestore(source, target, store, inputs)
    expect(again.exitCode).toBe(0)
    expect(again.outputs).toMatchObject({
      'users-created': '0',
      'users-updated': '0',
      'users-existing': String(PEOPLE.length)
    })
    expect(await readPool(target)).toEqual(after)
  })

  test('stops before it writes where it must not meet anybody', async () => {
    const target = await inhabitedTarget()
    const before = await readPool(target)
    for (const dryRun of ['true', 'false']) {
      const run = await runRestore(source, target, store, {
        'existing-users': 'fail',
        'dry-run': dryRun
      })
      expect(run.exitCode).toBe(1)
      expect(run.outputs['status']).toBe('failed')
      expect(annotations(run, 'error').join()).toContain('existing-users')
    }
    expect(await readPool(target)).toEqual(before)
    const empty = await createPool()
    const run = await planAndRestore(empty, { 'existing-users': 'fail' })
    expect(run.outputs['users-created']).toBe(String(PEOPLE.length))
  })

  test('leaves a report of everybody and a map of the subs, encrypted and stored once', async () => {
    const target = await inhabitedTarget()
    const run = await runRestore(source, target, store, {
      'existing-users': 'update'
    })
    const { lines, objects, header, newSubs } = await storedReport(run)
    const [{ users: from }, { users: into }] = await Promise.all([
      readPool(source),
      readPool(target)
    ])
    const subs = new Map(into.map(({ username, sub }) => [username, sub]))
    const results: Record<string, string> = {
      same: 'existing',
      changed: 'updated',
      'shut.out': 'updated'
    }
    const byName = (a: { username: string }, b: { username: string }) =>
      a.username < b.username ? -1 : 1
    expect(lines.sort(byName)).toEqual(
      from.map(({ username, sub }) => ({
        username,
        oldSub: sub,
        newSub: subs.get(username),
        result: results[username] ?? 'created',
        code: null
      }))
    )
    expect(header).toBe('old_sub,new_sub')
    expect(newSubs).toEqual(
      new Map(from.map(({ username, sub }) => [sub, subs.get(username)]))
    )
    for (const object of objects) {
      expect(object).toMatchObject({
        encryption: 'aws:kms',
        kmsKeyArn: store.key,
        versions: 1
      })
    }
  })
})
