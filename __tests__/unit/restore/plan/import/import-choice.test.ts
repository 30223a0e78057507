import { describe, expect, test } from '@jest/globals'
import {
  countImport,
  WORTH_A_JOB
} from '../../../../../src/restore/plan/import/import-choice.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import { newPlanTally } from '../../../../../src/restore/plan/tally.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import { BY_JOB, IMPORT_ROLE } from '../../../../fixtures/by-import.ts'
import { formatWith, importable } from '../../../../fixtures/import-jobs.ts'
import { NOT_READY } from '../../../../fixtures/no-import.ts'
import { policiesWith } from '../../../../fixtures/restore-plans.ts'

const AUTO = { restoreMethod: 'auto', importRoleArn: IMPORT_ROLE } as const
const READY = { format: formatWith() }
const RESUMES = { username: 'ada', sub: 's', hasPassword: true }

const importables = (count: number) =>
  Array.from({ length: count }, (_, at) => importable(`user${at}`))

function choose(
  users: readonly UserCreation[],
  policies: Partial<RestorePolicies>,
  readiness: Parameters<typeof countImport>[0] = READY
) {
  const count = countImport(readiness)
  for (const user of users) count.add(user)
  return count.choose(policiesWith(policies))
}

describe('import jobs are used', () => {
  test('where they are asked for, for a single user too', () => {
    expect(choose(importables(1), BY_JOB)).toEqual({
      isAsked: true,
      isUsed: true,
      reason:
        'Users are created by import jobs, because restore-method is import-job.',
      users: 1,
      jobs: 1,
      obstacles: new Map()
    })
  })

  test('where it pays, which is from 5,000 users on', () => {
    expect(WORTH_A_JOB).toBe(5000)
    expect(choose(importables(5000), AUTO)).toMatchObject({
      isUsed: true,
      users: 5000,
      reason:
        'Users are created by import jobs, because 5,000 users to create fit into an import file.'
    })
    expect(choose(importables(4999), AUTO)).toMatchObject({
      isUsed: false,
      users: 4999,
      reason:
        'Users are created by API, because only 4,999 users to create fit into an import file, and jobs pay from 5,000 users on.'
    })
    expect(choose(importables(1), AUTO).reason).toContain(
      'only 1 user to create fits into'
    )
  })

  test('where nothing else gives the status that is wanted', () => {
    const policies = { ...AUTO, restoredUserStatus: 'reset-required' } as const
    expect(choose(importables(1), policies)).toMatchObject({
      isUsed: true,
      reason:
        'Users are created by import jobs, because restored-user-status is reset-required.'
    })
  })
})

test('whether anybody asked for import jobs is known', () => {
  const isAsked = (policies: Partial<RestorePolicies>) =>
    choose([], policies).isAsked
  expect([{}, AUTO, BY_JOB].map(isAsked)).toEqual([false, true, true])
})

describe('no import job is used', () => {
  test('where none is possible, for the reason that stands against it', () => {
    expect(choose(importables(2), {}, NOT_READY)).toEqual({
      isAsked: false,
      isUsed: false,
      reason: 'Users are created by API, because restore-method is api.',
      users: 0,
      jobs: 0,
      obstacles: new Map()
    })
  })

  test.each<[string, UserCreation[]]>([
    ['there is nobody to create', []],
    ['nobody fits into a file', [importable('a b')]],
    ['all are there already', [importable('ada', { resumes: RESUMES })]]
  ])('where %s', (_why, users) => {
    for (const policies of [
      BY_JOB,
      { ...BY_JOB, restoredUserStatus: 'reset-required' } as const
    ]) {
      expect(choose(users, policies)).toMatchObject({
        isUsed: false,
        reason:
          'Users are created by API, because no user to create fits into an import file.',
        users: 0,
        jobs: 0
      })
    }
  })
})

test('users whom no file can carry are counted by what keeps them out', () => {
  const users = [
    ...importables(2),
    importable('a b'),
    importable('a c'),
    importable('ada', { attributes: { email: 'ada@example.com' } }),
    importable('a d', { resumes: RESUMES })
  ]
  expect(choose(users, BY_JOB)).toMatchObject({
    users: 2,
    jobs: 1,
    obstacles: new Map([
      ['space-in-username', 2],
      ['no-verified-address', 1]
    ])
  })
})

test('as many jobs are counted as 100 MB files take', () => {
  // Some 15,960 bytes a row, of which 6,265 fill a file.
  const base = importable('ada')
  const name = 'x'.repeat(15_850)
  const long = { ...base, attributes: { ...base.attributes, name } }
  const few = countImport(READY)
  for (let user = 0; user < 6000; user += 1) few.add(long)
  expect(few.choose(policiesWith(BY_JOB))).toMatchObject({ jobs: 1 })
  for (let user = 0; user < 500; user += 1) few.add(long)
  expect(few.choose(policiesWith(BY_JOB))).toMatchObject({
    users: 6500,
    jobs: 2
  })
})

describe('what import jobs spare', () => {
  /** A tally of users of whom two are imported, and what is left of it. */
  function relieved(
    users: readonly UserCreation[],
    policies: Partial<RestorePolicies> = {}
  ) {
    const tally = newPlanTally()
    tally.billed = 5
    tally.calls = new Map([
      ['AdminCreateUser', 5],
      ['AdminSetUserPassword', 5],
      ['AdminUpdateUserAttributes', 2],
      ['AdminAddUserToGroup', 3],
      ['AdminDisableUser', 1]
    ])
    const count = countImport(READY)
    for (const user of users) count.add(user)
    count.subtractFrom(tally, policiesWith({ ...BY_JOB, ...policies }))
    return { billed: tally.billed, calls: Object.fromEntries(tally.calls) }
  }
  const late = { attributesAfterwards: { preferred_username: 'countess' } }

  test('is their creation, their password and what would come late', () => {
    expect(
      relieved([
        importable('ada', late),
        importable('eva', { disable: true }),
        importable('a b', late)
      ])
    ).toEqual({
      billed: 3,
      calls: {
        AdminCreateUser: 3,
        AdminSetUserPassword: 3,
        AdminUpdateUserAttributes: 1,
        AdminAddUserToGroup: 3,
        AdminDisableUser: 1
      }
    })
  })

  test('is no call at all, where all of them would be of the imported', () => {
    expect(relieved(importables(5)).calls).toEqual({
      AdminUpdateUserAttributes: 2,
      AdminAddUserToGroup: 3,
      AdminDisableUser: 1
    })
  })

  test('is no password, where the API would set none', () => {
    const { calls } = relieved(importables(2), {
      restoredUserStatus: 'reset-required'
    })
    expect(calls).toMatchObject({ AdminCreateUser: 3, AdminSetUserPassword: 5 })
  })

  test('is not the bill for who is put into a group or linked', () => {
    const identities = [{ providerName: 'Okta', userId: '1' }]
    expect(
      relieved([
        importable('ada', { groups: ['staff'] }),
        importable('eva', { identities }),
        importable('bob', late)
      ]).billed
    ).toBe(4)
  })

  test('is nothing of who is there already', () => {
    expect(relieved([importable('ada', { resumes: RESUMES })])).toMatchObject({
      billed: 5,
      calls: { AdminCreateUser: 5 }
    })
  })
})
