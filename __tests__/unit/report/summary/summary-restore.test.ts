import { describe, expect, test } from '@jest/globals'
import { newRestoreOutcome } from '../../../../src/shared/new-outcomes.ts'
import type {
  ChosenBy,
  RestoreOutcome
} from '../../../../src/shared/outcome.ts'
import {
  restoreNotes,
  restoreTotals
} from '../../../../src/report/summary/summary-restore.ts'
import { FULL_PLAN, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'

const pageOf = (outcome: RestoreOutcome) =>
  [restoreTotals(outcome), restoreNotes(outcome)].join('\n\n')
const totals = (changes: Partial<RestoreOutcome> = {}) =>
  pageOf({ ...FULL_RESTORE, ...changes })

describe('the totals of a restore', () => {
  test('count users and groups by what became of them', () => {
    expect(totals()).toContain(
      [
        '|  | In the snapshot | Created | Updated | Existed | Skipped | Failed |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| Users | 1,200 | 1,000 | 0 | 97 | 100 | 3 |',
        '| Groups | 12 | 11 | 0 | 1 | 0 | 0 |'
      ].join('\n')
    )
  })

  test('say of made-up users that they are', () => {
    expect(totals({ isPseudonymised: true })).toContain('Made-up users stand')
    expect(totals({ isPseudonymised: false })).not.toMatch(/made.up/i)
    const existed = /as earlier runs made them/
    expect(totals({ isPseudonymised: true })).toMatch(existed)
    const none = { isPseudonymised: true, usersExisting: 0 }
    expect(totals(none)).not.toMatch(existed)
  })

  test('say what became of memberships', () => {
    expect(totals()).toContain(
      '330 of 340 memberships were added, 4 were removed'
    )
    expect(totals({ membershipsRemoved: 0 })).not.toContain('removed')
  })

  test('say what becomes of the groups that Cognito made for providers', () => {
    const { plan } = FULL_PLAN
    if (plan === undefined) throw new Error('it has a plan')
    const providerGroups = {
      groupsLeft: 2,
      membershipsLeft: 14,
      membershipsMoved: 15
    }
    const page = totals({ plan: { ...plan, providerGroups } })
    expect(page).toContain('| Groups | 12 | 11 | 0 | 1 | 2 | 0 |')
    expect(page).toContain('15 planned ones are in the target')
    expect(page).toContain('14 memberships of such groups are left out')
    expect(totals({ plan })).not.toContain('providers')
  })

  test('say of made-up users that no code reaches them', () => {
    const waysIn = { byCode: 0, byAdministrator: 9, atProvider: 0 }
    const page = totals({ isPseudonymised: true, waysIn })
    expect(page).toContain('because no code reaches a made-up address.')
  })

  test('say how restored users sign in, if there are any', () => {
    expect(totals()).toContain('they sign in by “Forgot password”')
    expect(totals({ restoredUserStatus: 'force-change-password' })).toContain(
      'once an administrator has set a password'
    )
    for (const usersCreated of [0, undefined]) {
      expect(totals({ usersCreated })).not.toContain('password')
    }
  })

  test.each([
    [{ byCode: 900, byAdministrator: 100 }, true],
    [{ byCode: 0, byAdministrator: 1000 }, false]
  ])(
    'promise “Forgot password” where the pool has it alone: %j',
    (ways, has) => {
      const waysIn = { ...ways, atProvider: 0 }
      for (const status of ['confirmed', 'reset-required'] as const) {
        const page = totals({ waysIn, restoredUserStatus: status })
        expect(page.includes('“Forgot password”')).toBe(has)
        expect(page).toContain('AdminSetUserPassword')
      }
    }
  )

  test('say nothing of passwords to who is linked to a provider', () => {
    const waysIn = { byCode: 0, byAdministrator: 0, atProvider: 1000 }
    expect(totals({ waysIn })).not.toContain('password')
    expect(totals({ waysIn })).toContain('identity provider sign in there')
  })

  test('of a restore that wrote nothing are those of the snapshot', () => {
    const outcome = { ...newRestoreOutcome(), users: 5, groups: 1 }
    expect(pageOf(outcome)).toBe(
      '| Users in the snapshot | Groups | Memberships |\n| ---: | ---: | ---: |\n| 5 | 1 | not known |\n\n'
    )
  })

  test('say "not known" and not zero of what it did not get to', () => {
    const outcome: RestoreOutcome = {
      ...newRestoreOutcome(),
      status: 'partial',
      users: 5,
      groups: 1
    }
    expect(restoreTotals(outcome)).toMatch(/\| Users \| 5 (\| not known ){5}\|/)
    expect(restoreTotals(outcome)).toMatch(
      /\| Groups \| 1 (\| not known ){5}\|/
    )
  })

  test('are nothing when the snapshot was not read', () => {
    expect(pageOf(newRestoreOutcome())).toBe('\n\n')
  })

  test('of some users say of how many they were chosen', () => {
    const page = (chosenBy: ChosenBy) =>
      totals({ usersInSnapshot: 5000, chosenBy })
    expect(page('only-users')).toContain('|  | Chosen | Created |')
    expect(page('only-users')).toContain(
      'Chosen by the input only-users, of 5,000 users in the snapshot.'
    )
    expect(page('only-users-file')).toContain(
      'Chosen by the input only-users-file, of 5,000 users in the snapshot.'
    )
    expect(page('report')).toContain(
      'Chosen as the failed users of the report in only-users-file, of 5,000'
    )
    expect(totals()).not.toContain('only-users')
  })
})

test('the totals of a dry run speak of what would be', () => {
  const page = pageOf(FULL_PLAN)
  expect(page).toContain(
    '|  | In the snapshot | Create | Update | Keep | Skip | Refused |'
  )
  expect(page).toContain(
    '330 of 340 memberships would be added, 4 would be removed'
  )
})
