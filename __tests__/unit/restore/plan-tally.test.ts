import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { countPlan, newPlanTally } from '../../../src/restore/plan-tally.ts'
import { planUser } from '../../../src/restore/plan.ts'
import { anyUserRecord, userRecord } from '../../fixtures/snapshot-records.ts'

const target = (isThere: boolean) => ({
  has: () => isThere,
  aliasAttributes: ['preferred_username']
})

test('a new tally has counted nothing', () => {
  expect(newPlanTally()).toEqual({
    create: 0,
    keep: 0,
    skip: 0,
    skipped: { 'no-username': 0, 'mfa-protected': 0, federated: 0 },
    attributes: new Set()
  })
})

test('each plan is counted under what it does', () => {
  const tally = newPlanTally()
  const attributes = { 'custom:a': '1', preferred_username: 'x' }
  countPlan(tally, planUser(userRecord({ attributes }), [], target(false)))
  countPlan(tally, planUser(userRecord(), [], target(true)))
  const skip = ['mfa-protected' as const, 'no-username' as const]
  countPlan(tally, planUser(userRecord({ skip }), [], target(false)))
  expect(tally).toEqual({
    create: 1,
    keep: 1,
    skip: 1,
    skipped: { 'no-username': 1, 'mfa-protected': 1, federated: 0 },
    attributes: new Set(['custom:a', 'preferred_username'])
  })
})

test('every user is counted once, whatever the plan', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyUserRecord, fc.boolean())), users => {
      const tally = newPlanTally()
      for (const [record, isThere] of users) {
        countPlan(tally, planUser(record, [], target(isThere)))
      }
      expect(tally.create + tally.keep + tally.skip).toBe(users.length)
    })
  )
})
