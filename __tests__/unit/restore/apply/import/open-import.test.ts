import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../../../src/shared/errors.ts'
import { NO_HASHES } from '../../../../../src/restore/preflight/import-findings.ts'
import type { ImportChoice } from '../../../../../src/restore/plan/import/import-choice.ts'
import {
  openImport,
  waitForImportJobs
} from '../../../../../src/restore/apply/import/open-import.ts'
import type { RestorePlan } from '../../../../../src/restore/plan/plan.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import { BY_JOB, IMPORT_ROLE } from '../../../../fixtures/by-import.ts'
import {
  fakePool,
  listedUser,
  refuses
} from '../../../../fixtures/fake-pool.ts'
import {
  fakeClock,
  fakeProgress,
  inNoTime,
  NEVER
} from '../../../../fixtures/fake-world.ts'
import {
  COLUMNS,
  fakeImportPool,
  formatWith,
  importable,
  importsAll,
  JOB_CREATED,
  jobAnswer
} from '../../../../fixtures/import-jobs.ts'
import {
  importPlanOf,
  importTarget,
  importTools
} from '../../../../fixtures/import-setup.ts'
import { NOT_READY } from '../../../../fixtures/no-import.ts'
import { attribute } from '../../../../fixtures/preflight-facts.ts'
import { policiesWith } from '../../../../fixtures/restore-plans.ts'

const WITHOUT_HASHES = COLUMNS.filter(name => name !== 'password_hash')

interface Scene {
  policies?: Partial<RestorePolicies>
  choice?: Partial<ImportChoice>
  changes?: Partial<RestorePlan>
  importing?: Parameters<typeof importTarget>[0]
  create?: (input: Record<string, unknown>) => object
  columns?: readonly string[]
  /** When the pool's users were created, to tell whom it takes for its own. */
  usersAt?: number
}

async function open({
  policies = BY_JOB,
  choice,
  changes,
  importing,
  create = () => jobAnswer(),
  columns = [...COLUMNS, 'custom:new'],
  usersAt = JOB_CREATED.getTime()
}: Scene = {}) {
  const time = fakeClock()
  const pool = fakeImportPool({
    CreateUserImportJob: create,
    GetCSVHeader: () => ({ CSVHeader: columns }),
    DescribeUserImportJob: input => importsAll(() => pool)(input),
    ListUsers: () => ({
      Users: [
        listedUser('ada', {
          UserCreateDate: new Date(usersAt),
          Attributes: [
            { Name: 'sub', Value: 'new-sub' },
            { Name: 'email', Value: 'ada@example.com' },
            { Name: 'email_verified', Value: 'true' }
          ]
        })
      ]
    })
  })
  const { tools, outcome, lines } = importTools(pool, time, NEVER)
  const all = policiesWith(policies)
  const plan = importPlanOf([importable()], choice, changes)
  const target = importTarget(importing)
  const opened = await openImport(plan, target, all, tools, outcome)
  return {
    opened,
    outcome,
    lines,
    pool,
    made: pool.calls.map(({ operation }) => operation),
    async whole() {
      if (opened === undefined) throw new Error('No import')
      await inNoTime(time, opened.run(tools))
      await inNoTime(time, opened.finish({ ...tools, policies: all }))
    }
  }
}

describe('an import', () => {
  test('begins with a job, whose name is of the snapshot', async () => {
    const { opened, pool, outcome } = await open()
    expect(opened).toBeDefined()
    expect(
      pool.calls.map(({ operation, input }) => [operation, input])
    ).toEqual([
      [
        'CreateUserImportJob',
        expect.objectContaining({
          JobName: 'cognito-backup-20261123T020000Z-ABCDEFGHIJKLMNOP-1',
          CloudWatchLogsRoleArn: IMPORT_ROLE,
          PasswordHashingAlgorithm: 'BCRYPT'
        })
      ]
    ])
    expect(outcome.warnings).toEqual([])
  })

  test.each<[string, Scene]>([
    ['the plan uses no jobs', { choice: { isUsed: false } }],
    ['there is no role', { policies: { ...BY_JOB, importRoleArn: undefined } }],
    ['the pool takes none', { importing: { importing: NOT_READY } }]
  ])('is none where %s', async (_why, scene) => {
    const { opened, made } = await open(scene)
    expect([opened, made]).toEqual([undefined, []])
  })

  test('fails where no job can be had', async () => {
    await expect(
      open({ create: refuses('LimitExceededException') })
    ).rejects.toMatchObject({ awsCode: 'LimitExceededException' })
  })

  test('reads the header anew, when attributes have been added', async () => {
    const customAttributes = [attribute('custom:new')]
    const { opened, made } = await open({ changes: { customAttributes } })
    expect(made).toEqual(['GetCSVHeader', 'CreateUserImportJob'])
    const plan = importable('ada', {
      attributes: {
        email: 'ada@example.com',
        email_verified: 'true',
        'custom:new': 'x'
      }
    })
    expect(opened?.isImported(plan)).toBe(true)
    expect((await open()).opened?.isImported(plan)).toBe(false)
  })
})

describe('password hashes', () => {
  const asked = ({ pool }: Awaited<ReturnType<typeof open>>) =>
    pool.calls.map(({ input }) => input['PasswordHashingAlgorithm'])

  test('are not asked for, where users are to reset their passwords', async () => {
    const policies = {
      ...BY_JOB,
      restoredUserStatus: 'reset-required'
    } as const
    const opened = await open({ policies })
    expect(asked(opened)).toEqual([undefined])
    expect(opened.outcome.warnings).toEqual([])
  })

  test('are not asked for, where the header has no place for them', async () => {
    const importing = { format: formatWith({ columns: WITHOUT_HASHES }) }
    const opened = await open({ importing: { importing } })
    expect(asked(opened)).toEqual([undefined])
    // The preflight has told.
    expect(opened.outcome.warnings).toEqual([])
  })

  test('that are refused are told of', async () => {
    const opened = await open({
      create: ({ PasswordHashingAlgorithm }) =>
        PasswordHashingAlgorithm === undefined
          ? jobAnswer()
          : refuses('InvalidParameterException')()
    })
    expect(asked(opened)).toEqual(['BCRYPT', undefined])
    expect(opened.outcome.warnings).toEqual([NO_HASHES])
  })
})

describe('users are of the import', () => {
  // Cognito may tell their dates in whole seconds.
  const second = Math.floor(JOB_CREATED.getTime() / 1000) * 1000

  test.each([
    [second, 'created'],
    [second - 1, 'existing']
  ])('from the second of its first job on: %d', async (usersAt, result) => {
    const scene = await open({ usersAt })
    await scene.whole()
    const { lines, outcome } = scene
    expect(lines).toMatchObject([{ username: 'ada', result }])
    expect(outcome.importJobs).toMatchObject([{ rows: 1, imported: 1 }])
  })
})

describe('an import job that is active in the pool', () => {
  const job = (Status: string, counts: object = {}) =>
    jobAnswer({ Status, ...counts }).UserImportJob

  /** Waits for a job that ends after so many ms. */
  async function wait(
    endsAt: number,
    policies: Partial<RestorePolicies> = BY_JOB,
    stop?: { at: number; reason: unknown }
  ) {
    const time = fakeClock(0)
    const { progress, pieces } = fakeProgress()
    const looks: number[] = []
    const pool = fakePool({
      ListUserImportJobs: () => {
        const now = time.clock.now()
        looks.push(now)
        const counts = {
          ImportedUsers: Math.floor(now / 100),
          SkippedUsers: 1,
          FailedUsers: 2
        }
        return {
          UserImportJobs: [
            job('Failed'),
            job(now < endsAt ? 'InProgress' : 'Succeeded', counts)
          ]
        }
      }
    })
    const controller = new AbortController()
    if (stop !== undefined) {
      void time.clock.sleep(stop.at).then(() => {
        controller.abort(stop.reason)
      })
    }
    const { signal } = controller
    const error: unknown = await inNoTime(
      time,
      waitForImportJobs(pool, policiesWith(policies), {
        clock: time.clock,
        progress,
        signal
      })
    ).catch((thrown: unknown) => thrown)
    return { error, looks, pieces, endedAt: time.clock.now() }
  }

  test('is waited for, with looks that become rarer, and with progress', async () => {
    const { error, looks, pieces } = await wait(40_000)
    expect(error).toBeUndefined()
    expect(looks).toEqual([
      0, 500, 1500, 3500, 7500, 15_500, 25_500, 35_500, 45_500
    ])
    expect(pieces).toEqual([
      {
        label: 'Waiting for the import job that is active in the user pool',
        noun: 'user',
        expected: undefined,
        done: 358,
        ended: 1
      }
    ])
  })

  test('is nothing to wait for, if there is none', async () => {
    const { looks, pieces } = await wait(0)
    expect([looks, pieces]).toEqual([[0], []])
  })

  test.each<Partial<RestorePolicies>>([
    {},
    { restoreMethod: 'auto' },
    { restoreMethod: 'api', importRoleArn: IMPORT_ROLE },
    { ...BY_JOB, dryRun: true }
  ])('is of no concern to a restore that makes none: %j', async policies => {
    expect((await wait(40_000, policies)).looks).toEqual([])
  })

  test('may be one that a run by choice of its own has left', async () => {
    const policies = {
      restoreMethod: 'auto',
      importRoleArn: IMPORT_ROLE
    } as const
    expect((await wait(1000, policies)).looks).toEqual([0, 500, 1500])
  })

  test('is waited for no longer than the run may go on', async () => {
    const reason = new UserError('out-of-time', 'The time is over.')
    const { error, looks, pieces, endedAt } = await wait(40_000, BY_JOB, {
      at: 20_100,
      reason
    })
    expect(error).toBe(reason)
    expect(endedAt).toBeLessThanOrEqual(20_600)
    expect(looks.at(-1)).toBe(15_500)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('that is not told of ends the run', async () => {
    const pool = fakePool({
      ListUserImportJobs: refuses('AccessDeniedException', {
        code: 'access-denied'
      })
    })
    await expect(
      waitForImportJobs(pool, policiesWith(BY_JOB), {
        clock: fakeClock().clock,
        progress: fakeProgress().progress,
        signal: NEVER
      })
    ).rejects.toMatchObject({ code: 'access-denied' })
  })
})
