import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import { BY_JOB } from '../fixtures/by-import.ts'
import { SAME } from '../fixtures/compared-runs.ts'
import { killAtWrite } from '../fixtures/killed-writes.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'
import { runCompare, runVerify } from '../fixtures/run-here.ts'

const OLD = 'custom:old_sub'
const KEEP = { subAttribute: OLD }
const ADD = { ...KEEP, addCustomAttributes: true }

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab({}, false)
})
afterAll(() => lab.close())

const person = (username: string, oldSub?: string): NewUser => ({
  username,
  attributes: {
    email: `${username}@example.com`,
    email_verified: 'true',
    ...(oldSub !== undefined && { [OLD]: oldSub })
  }
})

/** A pool with these people, and an attribute of these settings. */
const poolWith = (users: NewUser[] = [], settings?: object) =>
  makePoolWith(
    lab.simulator,
    { users },
    {
      request: {
        AutoVerifiedAttributes: ['email'],
        ...(settings !== undefined && {
          Schema: [
            { Name: 'old_sub', AttributeDataType: 'String', ...settings }
          ]
        })
      }
    }
  )

const usersOf = (pool: string) => lab.simulator.poolState(pool).users
const oldSubs = (pool: string) =>
  Object.fromEntries(
    usersOf(pool).map(({ username, attributes }) => [username, attributes[OLD]])
  )
const subs = (pool: string) =>
  Object.fromEntries(usersOf(pool).map(({ username, sub }) => [username, sub]))

describe.each([
  ['by API', {}],
  ['by import job', BY_JOB]
])('users who are restored %s', (_, method) => {
  test('have their old sub in an attribute that the restore adds', async () => {
    const source = await poolWith([person('ada'), person('eva')])
    const snapshot = await lab.exportOf(source)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target, { ...ADD, ...method })
    expect(run.failure).toBeUndefined()
    expect(run.outcome.importJobs).toHaveLength(method === BY_JOB ? 1 : 0)
    expect(oldSubs(target)).toEqual(subs(source))
    const again = await lab.restore(snapshot, target, { ...ADD, ...method })
    expect(again.outcome).toMatchObject({ usersCreated: 0, usersExisting: 2 })
  })

  test('keep the sub that they had first, and the run says so', async () => {
    const source = await poolWith([person('ada', 'first'), person('eva')], {
      Mutable: true
    })
    const snapshot = await lab.exportOf(source)
    const target = await poolWith()
    const { failure, outcome } = await lab.restore(snapshot, target, {
      ...ADD,
      ...method
    })
    expect(failure).toBeUndefined()
    expect(oldSubs(target)).toEqual({ ...subs(source), ada: 'first' })
    expect(outcome.warnings).toContainEqual({
      title: 'Older subs are kept',
      text: expect.stringContaining(' 1 user ')
    })
  })
})

test('a restore that was killed goes on with users who have their old sub', async () => {
  const names = ['ada', 'eva', 'tom', 'zoe']
  const source = await poolWith(names.map(name => person(name)))
  const snapshot = await lab.exportOf(source)
  const target = await poolWith()
  // After the journal, the attribute and three users.
  killAtWrite(lab.simulator, 5, 'after')
  const killed = await lab.restore(snapshot, target, ADD)
  lab.simulator.setFaults([])
  expect(killed.failure?.code).toBe('credentials')
  const run = await lab.restore(snapshot, target, ADD)
  expect(run.failure).toBeUndefined()
  expect(run.outcome.conflicts).toBe(0)
  expect(oldSubs(target)).toEqual(subs(source))
  expect(usersOf(target).map(({ status }) => status)).toEqual(
    names.map(() => 'CONFIRMED')
  )
})

describe('a pool whose attribute', () => {
  test('is missing is refused before any write, with what adds it', async () => {
    const snapshot = await lab.exportOf(await poolWith([person('ada')]))
    const target = await poolWith()
    const { failure, writes } = await lab.restore(snapshot, target, KEEP)
    expect(failure).toMatchObject({
      code: 'restore-blocked',
      message: expect.stringMatching(/custom:old_sub\. .*add-custom-attributes/)
    })
    expect(writes).toEqual([])
  })

  test.each([
    [{ Mutable: false }],
    [{ Mutable: true, AttributeDataType: 'Number' }],
    [
      {
        Mutable: true,
        StringAttributeConstraints: { MinLength: '0', MaxLength: '35' }
      }
    ]
  ])('does not fit (%j) is refused before any write', async settings => {
    const snapshot = await lab.exportOf(await poolWith([person('ada')]))
    const target = await poolWith([], settings)
    const { failure, writes } = await lab.restore(snapshot, target, ADD)
    expect(failure).toEqual({
      code: 'restore-blocked',
      message: expect.stringMatching(
        /user pool: The attribute custom:old_sub [^;]*mutable String[^;]*$/
      )
    })
    expect(writes).toEqual([])
  })
})

test('an update gives it to users who lack it, and takes it from none', async () => {
  const source = await poolWith([person('ada'), person('eva'), person('tom')])
  const snapshot = await lab.exportOf(source)
  const target = await poolWith(
    [person('ada'), person('eva', 'of the pool'), person('tom')],
    { Mutable: true }
  )
  const update = { ...KEEP, existingUsers: 'update' } as const
  const run = await lab.restore(snapshot, target, update)
  expect(run.failure).toBeUndefined()
  expect(oldSubs(target)).toEqual({ ...subs(source), eva: 'of the pool' })

  const own = await lab.restore(snapshot, source, { ...ADD, ...update })
  expect(own.outcome).toMatchObject({ usersUpdated: 0, usersExisting: 3 })
})

test('compare and verify count no user as changed who has the old sub there', async () => {
  const source = await poolWith([person('ada'), person('eva')])
  const snapshot = await lab.exportOf(source)
  const target = await poolWith()
  await lab.restore(snapshot, target, ADD)
  const inputs = {
    snapshot: snapshot.snapshotId,
    'source-user-pool-id': source,
    prefix: snapshot.prefix,
    'user-pool-id': target
  }
  const keep = { 'sub-attribute': OLD }
  const compared = await runCompare(lab.simulator, { ...inputs, ...keep })
  expect(compared.outputs).toMatchObject({
    status: 'complete',
    'users-changed': SAME['users-changed']
  })
  const verified = await runVerify(lab.simulator, {
    ...inputs,
    ...keep,
    'max-changed': '0'
  })
  expect(verified.outputs).toMatchObject({
    status: 'complete',
    'users-changed': '0'
  })
  const without = await runCompare(lab.simulator, inputs)
  expect(without.outputs).toMatchObject({ 'users-changed': '2' })

  lab.simulator.removeUser(target, 'ada')
  lab.simulator.addUser(target, person('ada'))
  const other = await runCompare(lab.simulator, { ...inputs, ...keep })
  expect(other.outputs).toMatchObject({ 'users-changed': '1' })
})
