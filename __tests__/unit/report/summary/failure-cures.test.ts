import { describe, expect, test } from '@jest/globals'
import {
  cureOf,
  failureTable
} from '../../../../src/report/summary/failure-cures.ts'
import { REFUSALS } from '../../../../src/restore/plan/users/user-plan.ts'
import { FULL_PLAN, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'

const OTHER = cureOf('AdminCreateUser: NobodyKnowsException')

describe('what failed', () => {
  test('is counted, the most first, with what to do about it', () => {
    const rows = failureTable(FULL_RESTORE).split('\n').slice(-2)
    expect(rows[0]).toMatch(
      /^\| `AdminCreateUser: InvalidParameterException` \| 3 \| Cognito doesn't take a value .+ \|$/
    )
    expect(rows[1]).toMatch(
      /^\| `AdminAddUserToGroup: ResourceNotFoundException` \| 2 \| The group .+`existing-users: update`.+ \|$/
    )
  })

  test('would be refused, a dry run says', () => {
    expect(failureTable(FULL_PLAN)).toMatch(/^### What would be refused\n/)
    expect(failureTable(FULL_RESTORE)).toMatch(/^### What failed\n/)
  })

  test('is nothing when nothing failed', () => {
    expect(failureTable({ ...FULL_RESTORE, failures: new Map() })).toBe('')
  })

  test('of very many kinds is told of the most frequent', () => {
    const failures = new Map(
      Array.from({ length: 500 }, (_, at) => [`Call: Error${at}`, at + 1])
    )
    const page = failureTable({ ...FULL_RESTORE, failures })
    expect(page).toContain('`Call: Error499`')
    expect(page).not.toContain('`Call: Error1`')
    expect(page).toMatch(/\n\| … and 450 more \| {2}\| {2}\|$/)
  })
})

describe('the cure', () => {
  test.each(REFUSALS)('of a refusal by the plan is known: %s', code => {
    expect(cureOf(code)).not.toBe(OTHER)
  })

  test.each([
    'GroupNotCreated',
    'ImportAltered',
    'ImportFailed',
    'ImportJobFailed',
    'ImportNotStarted',
    'ImportStopped'
  ])('of a user whom the restore left out is known: %s', code => {
    expect(cureOf(code)).not.toBe(OTHER)
  })

  test('is known by the answer, and better by call and answer', () => {
    expect(cureOf('AdminCreateUser: AliasExistsException')).toBe(
      cureOf('AdminUpdateUserAttributes: AliasExistsException')
    )
    expect(
      cureOf('AdminLinkProviderForUser: ResourceNotFoundException')
    ).toMatch(/identity provider/)
  })

  test('of what nobody knows is to try again', () => {
    expect(OTHER).toContain('Run the restore again')
    for (const name of ['__proto__', 'constructor', '', ': ']) {
      expect(cureOf(name)).toBe(OTHER)
    }
  })
})
