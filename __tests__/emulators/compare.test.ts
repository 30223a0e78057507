import {
  AddCustomAttributesCommand,
  AdminDeleteUserCommand,
  AdminUpdateUserAttributesCommand,
  DeleteGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { annotations, untilSecondAfter } from '../fixtures/action-runs.ts'
import { SAME } from '../fixtures/compared-runs.ts'
import {
  addGroups,
  addPeople,
  cognito,
  createPool,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { operationsOf, startRecorder, type Recorder } from './recorder.ts'
import { createStore, runCompare, runExport, type Store } from './runs.ts'

const PEOPLE = Array.from({ length: 70 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { email: `person-${index}@people.example` },
  groups: index < 65 ? ['staff'] : []
}))

describeEmulated('a comparison of a snapshot', () => {
  let pool: string
  let store: Store
  let recorder: Recorder
  beforeAll(async () => {
    pool = await createPool()
    store = await createStore()
    await addGroups(pool, [{ name: 'staff' }, { name: 'admins' }])
    await addPeople(pool, PEOPLE)
    expect((await runExport(pool, store)).exitCode).toBe(0)
    recorder = await startRecorder(endpoint)
  })
  afterAll(() => recorder.close())

  const compare = (inputs: Record<string, string>) =>
    runCompare(pool, store, inputs, recorder.endpoint)

  test('with its pool finds no difference, and only reads', async () => {
    const run = await compare({ 'user-pool-id': pool })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs).toMatchObject({ ...SAME, 'billed-users': '0' })
    const reads = /^(List|Describe|Get|GET$|HEAD$)/
    expect(
      operationsOf(recorder.calls).filter(name => !reads.test(name))
    ).toEqual([])
  })

  test('counts what has changed since, in the pool and in the next snapshot', async () => {
    const UserPoolId = pool
    await addPeople(pool, [{ username: 'new' }])
    for (const Username of ['person-1', 'person-2']) {
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username }))
    }
    for (const Username of ['person-3', 'person-4', 'person-5']) {
      await cognito.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username,
          UserAttributes: [{ Name: 'name', Value: 'Another Name' }]
        })
      )
    }
    await cognito.send(
      new DeleteGroupCommand({ UserPoolId, GroupName: 'admins' })
    )
    await addGroups(pool, [{ name: 'admins', precedence: 7 }])
    await cognito.send(
      new AddCustomAttributesCommand({
        UserPoolId,
        CustomAttributes: [{ Name: 'added', AttributeDataType: 'String' }]
      })
    )
    const expected = {
      status: 'complete',
      'users-added': '1',
      'users-gone': '2',
      'users-changed': '3',
      'groups-changed': '1',
      'memberships-changed': '2'
    }
    const withPool = await compare({ 'user-pool-id': pool })
    expect(annotations(withPool, 'error')).toEqual([])
    expect(withPool.outputs).toMatchObject(expected)
    expect(withPool.outputs['definition-changes']).not.toBe('0')

    await untilSecondAfter(Date.now())
    expect((await runExport(pool, store)).exitCode).toBe(0)
    const withPrevious = await compare({ 'compare-with': 'previous' })
    expect(annotations(withPrevious, 'error')).toEqual([])
    expect(withPrevious.outputs).toMatchObject(expected)
  })
})
