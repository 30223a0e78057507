import { describe, expect, test } from '@jest/globals'
import { prepareImport } from '../../../../../src/restore/apply/import/apply-import.ts'
import type { ImportJobFacts } from '../../../../../src/shared/outcome.ts'
import type { ImportChoice } from '../../../../../src/restore/plan/import/import-choice.ts'
import type {
  UserCreation,
  UserPlan
} from '../../../../../src/restore/plan/users/user-plan.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import { BY_JOB, IMPORT_ROLE } from '../../../../fixtures/by-import.ts'
import { listedUser } from '../../../../fixtures/fake-pool.ts'
import { fakeClock, inNoTime, NEVER } from '../../../../fixtures/fake-world.ts'
import {
  fakeImportPool,
  fakeJobs,
  formatWith,
  importable,
  JOB_CREATED,
  jobAnswer,
  jobFacts
} from '../../../../fixtures/import-jobs.ts'
import {
  importPlanOf,
  importTarget,
  importTools
} from '../../../../fixtures/import-setup.ts'
import {
  kept,
  policiesWith,
  update
} from '../../../../fixtures/restore-plans.ts'

const SINCE = Math.floor(JOB_CREATED.getTime() / 1000) * 1000
const AUTO = { restoreMethod: 'auto', importRoleArn: IMPORT_ROLE } as const

const RESET = { ...BY_JOB, restoredUserStatus: 'reset-required' } as const

interface Scene {
  plans?: readonly UserPlan[]
  policies?: Partial<RestorePolicies>
  choice?: Partial<ImportChoice>
  takesHashes?: boolean
  /** What becomes of a job of so many rows. */
  job?: (rows: number) => Record<string, unknown>
  put?: (attempt: number) => number
  /** Who is in the pool once the jobs have ended, by name. */
  there?: readonly string[]
}

function prepare({
  plans = [],
  policies = BY_JOB,
  choice,
  takesHashes = true,
  job = rows => ({ Status: 'Succeeded', ImportedUsers: rows }),
  put,
  there = []
}: Scene = {}) {
  const time = fakeClock()
  const users = there.map(name =>
    listedUser(name, {
      UserCreateDate: new Date(SINCE),
      Attributes: [
        { Name: 'sub', Value: `sub-of-${name}` },
        { Name: 'email', Value: `${name}@example.com` },
        { Name: 'email_verified', Value: 'true' }
      ]
    })
  )
  const pool = fakeImportPool(
    {
      DescribeUserImportJob: ({ JobId }) => {
        const rows = pool.files.at(-1)?.text.split('\n').length ?? 0
        return jobAnswer({ JobId, ...job(rows - 2) })
      },
      ListUsers: ({ Filter }) => ({
        Users: users.filter(
          ({ Username }) =>
            Filter === undefined || Filter === `username = "${Username}"`
        )
      }),
      AdminDisableUser: () => ({}),
      AdminCreateUser: ({ Username }) => ({
        User: listedUser(String(Username))
      }),
      AdminSetUserPassword: () => ({})
    },
    put
  )
  const { tools, outcome, pieces, lines } = importTools(pool, time, NEVER)
  const all = policiesWith(policies)
  const imported = prepareImport(
    {
      plan: importPlanOf(plans, choice),
      target: importTarget(),
      policies: all,
      format: formatWith(),
      jobs: fakeJobs(takesHashes),
      since: SINCE
    },
    outcome
  )
  const called = (operation: string) =>
    pool.calls
      .filter(call => call.operation === operation)
      .map(({ input }) => input['Username'])
  return {
    imported,
    outcome,
    pieces,
    lines,
    pool,
    called,
    run: () => inNoTime(time, imported.run(tools)),
    finish: () => inNoTime(time, imported.finish({ ...tools, policies: all }))
  }
}

/** Runs the jobs, unless they have ended so, and finishes their users. */
async function all(scene: Scene, ended?: readonly Partial<ImportJobFacts>[]) {
  const prepared = prepare(scene)
  if (ended === undefined) await prepared.run()
  else prepared.outcome.importJobs.push(...ended.map(jobFacts))
  await prepared.finish()
  const results = Object.fromEntries(
    prepared.lines.map(({ username, result, code }) => [
      username,
      code ?? result
    ])
  )
  return { ...prepared, results }
}

const people = (count: number, changes: Partial<UserCreation> = {}) =>
  Array.from({ length: count }, (_, at) => importable(`u${at}`, changes))
const NAMES = ['u0', 'u1', 'u2', 'u3', 'u4']

describe('a user is created by an import job', () => {
  const isImported = (plan: UserPlan, scene: Scene = {}) =>
    prepare(scene).imported.isImported(plan)
  const MFA = {
    mfa: { enable: ['SMS_MFA'], preferred: null, lost: [] }
  } satisfies Partial<UserCreation>
  const LINKED = { identities: [{ providerName: 'Okta', userId: '1' }] }

  test('who fits into a file', () => {
    expect(isImported(importable())).toBe(true)
    expect(isImported(importable('a b'))).toBe(false)
  })

  test.each<[string, UserPlan]>([
    [
      'is there already',
      importable('ada', {
        resumes: { username: 'ada', sub: 's', hasPassword: true }
      })
    ],
    ['is updated', update()],
    ['is kept', kept()],
    ['is skipped', { action: 'skip', reasons: [] }],
    ['is refused', { action: 'fail', code: 'address-taken' }]
  ])('but not who %s', (_who, plan) => {
    expect(isImported(plan)).toBe(false)
  })

  test.each([MFA, LINKED])(
    'and must be CONFIRMED, if more is to be done than a reset allows: %j',
    changes => {
      const plan = importable('ada', changes)
      expect(isImported(plan, { takesHashes: true })).toBe(true)
      expect(isImported(plan, { takesHashes: false })).toBe(false)
      // Nothing but an import job gives that status.
      const policies = RESET
      expect(isImported(plan, { policies, takesHashes: false })).toBe(true)
    }
  )

  test('who needs nothing more, whatever the pool takes', () => {
    const plan = importable('ada', { groups: ['staff'], disable: true })
    expect(isImported(plan, { takesHashes: false })).toBe(true)
  })
})

describe('the jobs of an import', () => {
  test('are in the outcome, each with what became of it', async () => {
    const { outcome, run, pool } = prepare({ plans: people(5) })
    await run()
    expect(pool.files).toHaveLength(1)
    expect(outcome.importJobs).toEqual([jobFacts({ rows: 5, imported: 5 })])
    expect(outcome).toMatchObject({ hasWritten: true, warnings: [] })
    // Users count once they have been found.
    expect(outcome.usersCreated).toBeUndefined()
  })

  test('have written nothing, if they imported nobody', async () => {
    const job = () => ({ Status: 'Failed', FailedUsers: 1 })
    const { outcome, run } = prepare({ plans: people(1), job })
    await run()
    expect(outcome.hasWritten).toBe(false)
    expect(outcome.warnings).toHaveLength(1)
  })

  test('have their users disabled at once, and not twice', async () => {
    const { called, pool, results } = await all({
      plans: people(3, { disable: true, isDisabled: true }),
      there: NAMES
    })
    expect(called('AdminDisableUser')).toEqual(['u0', 'u1', 'u2'])
    const operations = pool.calls.map(({ operation }) => operation)
    expect(operations.indexOf('AdminDisableUser')).toBeLessThan(
      operations.indexOf('ListUsers')
    )
    expect(results).toEqual({ u0: 'created', u1: 'created', u2: 'created' })
  })

  test('that left users out have each looked up before', async () => {
    const { called, pool, run } = prepare({
      plans: people(2, { disable: true }),
      there: ['u1'],
      job: () => ({ Status: 'Succeeded', ImportedUsers: 1, FailedUsers: 1 })
    })
    await run()
    expect(
      pool.calls
        .filter(({ operation }) => operation === 'ListUsers')
        .map(({ input }) => input['Filter'])
    ).toEqual(['username = "u0"', 'username = "u1"'])
    expect(called('AdminDisableUser')).toEqual(['u1'])
  })
})

describe('who was imported', () => {
  test('is found, counted and reported', async () => {
    const { outcome, lines, pieces, called } = await all({
      plans: [kept(), ...people(3), importable('a b'), update()],
      there: NAMES
    })
    expect(lines).toEqual(
      ['u0', 'u1', 'u2'].map(username => ({
        username,
        oldSub: 'old',
        newSub: `sub-of-${username}`,
        result: 'created',
        code: null
      }))
    )
    expect(outcome).toMatchObject({
      usersCreated: 3,
      usersFailed: 0,
      billedUsers: 0
    })
    expect(called('AdminCreateUser')).toEqual([])
    expect(pieces.at(-1)).toMatchObject({
      label: 'Finishing imported users',
      done: 3,
      ended: 1
    })
  })

  test('and is missing fails with what became of that very job', async () => {
    const { results, outcome } = await all(
      { plans: [...people(3), kept(), ...people(8).slice(3)], there: ['u1'] },
      [
        { rows: 2, imported: 1, failed: 1 },
        { rows: 1, imported: 0, skipped: 1, status: 'Failed' },
        { rows: 2, imported: 0, status: 'Stopped' },
        { rows: 1, imported: 0, isStarted: false }
      ]
    )
    expect(results).toEqual({
      u0: 'ImportFailed',
      u1: 'created',
      // Each row was dealt with.
      u2: 'ImportFailed',
      u3: 'ImportStopped',
      u4: 'ImportStopped',
      u5: 'ImportNotStarted',
      // For whom there was no further job.
      u6: 'ImportNotStarted',
      u7: 'ImportNotStarted'
    })
    expect(outcome).toMatchObject({ usersCreated: 1, usersFailed: 7 })
  })

  test('is known to be left, where there was no job at all', async () => {
    const { results } = await all({ plans: people(2) }, [])
    expect(results).toEqual({ u0: 'ImportNotStarted', u1: 'ImportNotStarted' })
  })

  test.each([
    ['Failed', 'ImportJobFailed'],
    ['Expired', 'ImportJobFailed'],
    ['Succeeded', 'ImportFailed'],
    ['Stopped', 'ImportStopped']
  ])('and is missing after %s: %s', async (Status, code) => {
    const { results } = await all({ plans: people(2), job: () => ({ Status }) })
    expect(results).toEqual({ u0: code, u1: code })
  })

  test('by a job that was never started is missing for that', async () => {
    const { results } = await all({ plans: people(3), put: () => 403 })
    expect(new Set(Object.values(results))).toEqual(
      new Set(['ImportNotStarted'])
    )
  })

  test('may be somebody else only where that job skipped rows', async () => {
    const plans = people(3).map(plan => ({
      ...plan,
      attributes: { email: 'x@example.com', email_verified: 'true' }
    }))
    const { results, lines } = await all({ plans, there: NAMES }, [
      { rows: 2, imported: 1, skipped: 1 },
      { rows: 1, imported: 1 }
    ])
    expect(lines.map(({ result }) => result)).toEqual([
      'conflict',
      'conflict',
      'failed'
    ])
    expect(results['u2']).toBe('ImportAltered')
  })
})

describe('who is missing is created by API', () => {
  const missing = (scene: Scene) =>
    all({
      plans: people(2),
      there: ['u0'],
      job: () => ({ Status: 'Succeeded', ImportedUsers: 1, FailedUsers: 1 }),
      ...scene
    })

  test('where the method is left to the run', async () => {
    const { results, called, outcome } = await missing({ policies: AUTO })
    expect(called('AdminCreateUser')).toEqual(['u1'])
    expect(results).toEqual({ u0: 'created', u1: 'created' })
    expect(outcome).toMatchObject({ usersCreated: 2, billedUsers: 1 })
  })

  test('but for those whom a job would be worth', async () => {
    const few = await missing({ policies: AUTO, choice: { users: 5000 } })
    expect(few.called('AdminCreateUser')).toEqual(['u1'])
    const many = await missing({ policies: AUTO, choice: { users: 5001 } })
    expect(many.called('AdminCreateUser')).toEqual([])
    expect(many.results['u1']).toBe('ImportFailed')
  })

  test.each<Partial<RestorePolicies>>([
    BY_JOB,
    { ...AUTO, restoredUserStatus: 'reset-required' }
  ])('not where only import jobs are wanted: %j', async policies => {
    const { called, results } = await missing({ policies })
    expect(called('AdminCreateUser')).toEqual([])
    expect(results['u1']).toBe('ImportFailed')
  })
})
