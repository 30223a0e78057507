import { describe, expect, test } from '@jest/globals'
import { importedOnly } from '../../../../../src/restore/plan/import/imported-only.ts'
import type { UserPlan } from '../../../../../src/restore/plan/users/user-plan.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import { BY_JOB } from '../../../../fixtures/by-import.ts'
import { formatWith, importable } from '../../../../fixtures/import-jobs.ts'
import { NOT_READY } from '../../../../fixtures/no-import.ts'
import {
  kept,
  policiesWith,
  update
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const RESET = { ...BY_JOB, restoredUserStatus: 'reset-required' } as const

/** What becomes of a plan, and what the planner was asked. */
function planned(
  plan: UserPlan,
  policies: Partial<RestorePolicies> = RESET,
  readiness: Parameters<typeof importedOnly>[1] = { format: formatWith() }
) {
  const asked: unknown[] = []
  const planner = {
    note: () => undefined,
    plan: (...args: unknown[]) => {
      asked.push(args)
      return plan
    }
  }
  const record = userRecord()
  const only = importedOnly(planner, readiness, policiesWith(policies))
  const result = only.plan(record, ['staff'])
  expect(asked).toEqual([[record, ['staff']]])
  return result
}

const REFUSED = { action: 'fail', code: 'not-importable' }
const IMPOSSIBLE = importable('a b')

describe('where users are to reset their passwords', () => {
  test('who fits into an import file is created', () => {
    const plan = importable()
    expect(planned(plan)).toBe(plan)
  })

  test('who does not is refused', () => {
    expect(planned(IMPOSSIBLE)).toEqual(REFUSED)
  })

  test('everybody is refused, if no import job is possible', () => {
    expect(planned(importable(), RESET, NOT_READY)).toEqual(REFUSED)
  })

  test.each<[string, UserPlan]>([
    [
      'who is there already',
      {
        ...IMPOSSIBLE,
        resumes: { username: 'ada', sub: 's', hasPassword: true }
      }
    ],
    ['who is updated', update()],
    ['who is kept', kept()],
    ['who is skipped', { action: 'skip', reasons: ['federated'] }],
    ['who is refused otherwise', { action: 'fail', code: 'address-taken' }]
  ])('%s is planned as ever', (_who, plan) => {
    expect(planned(plan)).toBe(plan)
    expect(planned(plan, RESET, NOT_READY)).toBe(plan)
  })
})

test('where another status is wanted, the API creates who fits into no file', () => {
  expect(planned(IMPOSSIBLE, BY_JOB)).toBe(IMPOSSIBLE)
})
