import { describe, expect, test } from '@jest/globals'
import type {
  PlanFacts,
  RestoreOutcome
} from '../../../../src/shared/outcome.ts'
import {
  planLines,
  planTables
} from '../../../../src/report/summary/summary-plan.ts'
import { FULL_PLAN, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'
import { NO_IMPORT } from '../../../fixtures/no-import.ts'

const NOTHING: PlanFacts = {
  resumed: 0,
  customAttributes: [],
  membershipsWithRole: 0,
  providerGroups: { groupsLeft: 0, membershipsLeft: 0, membershipsMoved: 0 },
  factorsLost: new Map(),
  work: [],
  importing: NO_IMPORT
}

const IDLE: RestoreOutcome = {
  ...FULL_PLAN,
  membershipsAdded: 0,
  membershipsRemoved: 0,
  conflicts: 0,
  plan: NOTHING
}

describe('the tables of a dry run', () => {
  test('tell what a restore would mean', () => {
    expect(planTables(FULL_PLAN)).toContain(
      [
        '### What it means',
        '',
        '|  | Count |',
        '| --- | ---: |',
        '| Users that an interrupted run left half done | 6 |',
        '| Conflicts: users not proven to be the same | 5 |',
        '| Memberships to add | 330 |',
        '| … of them in groups that carry an IAM role | 7 |',
        '| Memberships to remove | 4 |',
        '| Custom attributes to add to the pool | 2 |',
        '| Users who lose the factor SOFTWARE\\_TOKEN\\_MFA | 8 |'
      ].join('\n')
    )
  })

  test('tell how long each quota category takes', () => {
    expect(planTables(FULL_PLAN)).toContain(
      [
        '| Quota category | Calls | Time |',
        '| --- | ---: | ---: |',
        '| `UserCreation` | 1,000 | 25 s |',
        '| `UserUpdate` | 330 | 17 s |',
        '',
        '25 s altogether: the categories work side by side, and the slowest one decides.'
      ].join('\n')
    )
  })

  test('leave out what does not happen, but for memberships', () => {
    expect(planTables(IDLE)).toBe(
      [
        '### What it means',
        '',
        '|  | Count |',
        '| --- | ---: |',
        '| Memberships to add | 0 |',
        '',
        '### How long it takes',
        '',
        'Nothing would be written.'
      ].join('\n')
    )
  })

  test('are nothing without a plan', () => {
    const outcome = { ...FULL_PLAN, plan: undefined }
    expect(planTables(outcome)).toBe('')
    expect(planLines(outcome)).toEqual([])
  })
})

describe('of a restore that was carried out', () => {
  test('the factors that are gone are told, and nothing more', () => {
    const outcome = { ...FULL_RESTORE, plan: FULL_PLAN.plan }
    expect(planTables(outcome)).toBe(
      [
        '### MFA that is gone',
        '',
        '|  | Users |',
        '| --- | ---: |',
        '| Users who lose the factor SOFTWARE\\_TOKEN\\_MFA | 8 |'
      ].join('\n')
    )
    expect(planTables({ ...outcome, status: 'complete' })).toContain('MFA')
    expect(planTables({ ...outcome, plan: NOTHING })).toBe('')
    // Nobody has lost anything by a run that wrote nothing.
    expect(planTables({ ...outcome, status: 'failed' })).toBe('')
  })

  test('the log has no lines of a plan', () => {
    expect(planLines({ ...FULL_RESTORE, plan: FULL_PLAN.plan })).toEqual([])
  })
})

describe('the lines of a dry run', () => {
  test('tell the same in the log', () => {
    expect(planLines(FULL_PLAN)).toEqual([
      'Users to create: 1,000',
      'Users to update: 0',
      'Users to keep: 97',
      'Users to skip: 100',
      'Users that Cognito would refuse: 3',
      'Groups to create: 11',
      'Users that an interrupted run left half done: 6',
      'Conflicts: users not proven to be the same: 5',
      'Memberships to add: 330',
      '… of them in groups that carry an IAM role: 7',
      'Memberships to remove: 4',
      'Custom attributes to add to the pool: 2',
      'Users who lose the factor SOFTWARE_TOKEN_MFA: 8',
      'UserCreation: 1,000 calls, 25 s',
      'UserUpdate: 330 calls, 17 s'
    ])
  })

  test('name no user and no attribute', () => {
    const page = [...planLines(FULL_PLAN), planTables(FULL_PLAN)].join('\n')
    expect(page).not.toContain('custom:')
  })
})
