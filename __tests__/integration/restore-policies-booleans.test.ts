import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith, type PoolPlan } from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const attributes = { email: 'ada@example.com', email_verified: 'True' }
const plan: PoolPlan = {
  request: { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] }
}
const poolWith = (...users: { username: string; attributes: object }[]) =>
  makePoolWith(lab.simulator, { users: users as never }, plan)

const usersIn = (pool: string) => lab.simulator.poolState(pool).users

describe('email_verified: True, as some SDKs store it', () => {
  test('is exported and restored as it stands, without a false warning', async () => {
    const source = await poolWith({ username: 'ada', attributes })
    const snapshot = await lab.exportOf(source)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target)
    expect(run.failure).toBeUndefined()
    expect(run.outcome.warnings).toEqual([])
    expect(usersIn(target)).toMatchObject([{ attributes }])
    const again = await lab.restore(snapshot, target, {
      existingUsers: 'update'
    })
    expect(again.writes.filter(call => call.startsWith('Admin'))).toEqual([])
  })

  test('is not rewritten by an update of a user who has it as true', async () => {
    const source = await poolWith({ username: 'ada', attributes })
    const snapshot = await lab.exportOf(source)
    const spelled = { ...attributes, email_verified: 'true' }
    const target = await poolWith({ username: 'ada', attributes: spelled })
    const run = await lab.restore(snapshot, target, { existingUsers: 'update' })
    expect(run.outcome).toMatchObject({ usersUpdated: 0, usersExisting: 1 })
    expect(usersIn(target)).toMatchObject([{ attributes: spelled }])
  })

  test('counts for an alias in the dry run, as it does in the pool', async () => {
    const source = await poolWith({ username: 'ada', attributes })
    const snapshot = await lab.exportOf(source)
    const target = await poolWith({ username: 'bo', attributes })
    const dryRun = await lab.restore(snapshot, target, { dryRun: true })
    const run = await lab.restore(snapshot, target)
    for (const { outcome } of [dryRun, run]) {
      expect(outcome).toMatchObject({ usersCreated: 0, usersFailed: 1 })
      expect(outcome.failures).toEqual(new Map([['address-taken', 1]]))
    }
  })
})
