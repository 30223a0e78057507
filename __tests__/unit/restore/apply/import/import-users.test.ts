import { describe, expect, test } from '@jest/globals'
import { cancelled } from '../../../../../src/shared/errors.ts'
import type { ImportJobFacts } from '../../../../../src/shared/outcome.ts'
import {
  importUsers,
  isThrough,
  type ImportFiles
} from '../../../../../src/restore/apply/import/import-users.ts'
import type { JobLimits } from '../../../../../src/restore/plan/import/job-size.ts'
import type {
  UserCreation,
  UserPlan
} from '../../../../../src/restore/plan/users/user-plan.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  inNoTime,
  UNHURRIED
} from '../../../../fixtures/fake-world.ts'
import {
  fakeImportPool,
  fakeJobs,
  formatWith,
  importable,
  importsAll,
  jobAnswer,
  jobFacts
} from '../../../../fixtures/import-jobs.ts'
import { kept } from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const MANY: JobLimits = { rows: 1000, bytes: 1_000_000 }
const COLUMNS = ['cognito:username', 'email', 'email_verified', 'password_hash']
const HEADER = COLUMNS.join(',')

const people = (count: number, changes: Partial<UserCreation> = {}) =>
  Array.from({ length: count }, (_, at) => importable(`u${at}`, changes))

interface Scene {
  limits?: JobLimits
  files?: Partial<ImportFiles>
  takesHashes?: boolean
  describe?: (input: Record<string, unknown>) => object
  put?: (attempt: number) => number | Promise<number>
  ended?: (events: string[]) => Promise<void>
}

/** Imports users, and tells what happened in which order. */
async function run(
  plans: readonly UserPlan[],
  {
    limits = MANY,
    files = {},
    takesHashes = false,
    describe: answer,
    put,
    ended = () => Promise.resolve()
  }: Scene = {},
  stop = new AbortController()
) {
  const time = fakeClock(0)
  const events: string[] = []
  const jobs: ImportJobFacts[] = []
  const disabled: string[][] = []
  let read = 0
  const pool = fakeImportPool(
    { DescribeUserImportJob: answer ?? importsAll(() => pool) },
    attempt => {
      events.push(`sent ${attempt}`)
      return put?.(attempt) ?? 200
    }
  )
  async function* planned() {
    for (const plan of plans) {
      read += 1
      yield await Promise.resolve({ record: userRecord(), plan })
    }
  }
  const work = importUsers(
    planned(),
    {
      format: formatWith({ columns: COLUMNS }),
      limits,
      jobs: fakeJobs(takesHashes),
      isImported: (plan): plan is UserCreation => plan.action === 'create',
      randomBytes: countingBytes(),
      ...files
    },
    facts => {
      events.push(`begun ${facts.rows}`)
      jobs.push(facts)
    },
    async (facts, toDisable) => {
      events.push(`ended ${facts.imported}`)
      disabled.push(toDisable.map(({ username }) => username))
      await ended(events)
    },
    {
      pool,
      clock: time.clock,
      progress: fakeProgress().progress,
      log: fakeLog(),
      signal: stop.signal,
      ending: UNHURRIED
    }
  )
  const error: unknown = await inNoTime(time, work).catch(
    (thrown: unknown) => thrown
  )
  const names = pool.files.map(({ text }) =>
    text
      .split('\n')
      .slice(1, -1)
      .map(row => row.split(',')[0])
  )
  return { error, events, jobs, disabled, read, names, files: pool.files }
}

describe('the users of a plan', () => {
  test('are put into one file, in their order', async () => {
    const { error, files, jobs, events } = await run(people(3))
    expect(error).toBeUndefined()
    expect(files.map(({ text }) => text)).toEqual([
      [
        HEADER,
        'u0,u0@example.com,true,',
        'u1,u1@example.com,true,',
        'u2,u2@example.com,true,',
        ''
      ].join('\n')
    ])
    expect(jobs).toEqual([jobFacts()])
    expect(events).toEqual(['begun 3', 'sent 1', 'ended 3'])
  })

  test('get a hash each, where the pool takes them', async () => {
    const { files } = await run(people(20), { takesHashes: true })
    const rows = files[0]?.text.split('\n').slice(1, -1) ?? []
    const hashes = rows.map(row => row.split(',')[3])
    expect(new Set(hashes).size).toBe(20)
    for (const hash of hashes) expect(hash).toMatch(/^\$2b\$10\$.{53}$/)
  })

  test('of whom nobody is imported make no job', async () => {
    const { events, error, read } = await run([kept(), kept()])
    expect([error, events, read]).toEqual([undefined, [], 2])
  })

  test('are in no file, if they are not imported', async () => {
    const [one, two] = people(2)
    if (one === undefined || two === undefined) throw new Error('nobody')
    const { names, jobs } = await run([kept(), one, kept(), two, kept()])
    expect(names).toEqual([['u0', 'u1']])
    expect(jobs).toMatchObject([{ rows: 2 }])
    const isImported = (plan: UserPlan): plan is UserCreation =>
      plan.action === 'create' && plan.username !== 'u1'
    const others = await run(people(3), { files: { isImported } })
    expect(others.names).toEqual([['u0', 'u2']])
  })

  test('must not be lost in silence: a row that can not be made is a bug', async () => {
    const { error, events } = await run([importable('a b')])
    expect(error).toMatchObject({
      message: "A user was to be imported who can't be: space-in-username"
    })
    expect(error).not.toHaveProperty('code')
    expect(events).toEqual([])
  })
})

describe('users who do not fit into one file', () => {
  test('are imported by one job after the other, each with a header', async () => {
    const limits = { rows: 2, bytes: 1_000_000 }
    const { error, names, files, jobs, events } = await run(people(5), {
      limits
    })
    expect(error).toBeUndefined()
    expect(names).toEqual([['u0', 'u1'], ['u2', 'u3'], ['u4']])
    expect(files.every(({ text }) => text.startsWith(`${HEADER}\n`))).toBe(true)
    expect(files.map(({ address }) => address)).toEqual(
      [1, 2, 3].map(job => `https://bucket.example/import-${job}?signed`)
    )
    expect(jobs).toMatchObject([
      { id: 'import-1', rows: 2, imported: 2 },
      { id: 'import-2', rows: 2, imported: 2 },
      { id: 'import-3', rows: 1, imported: 1 }
    ])
    expect(events).toEqual([
      'begun 2',
      'sent 1',
      'ended 2',
      'begun 2',
      'sent 2',
      'ended 2',
      'begun 1',
      'sent 3',
      'ended 1'
    ])
  })

  test('are in files of so many bytes at most', async () => {
    const row = Buffer.byteLength('u0,u0@example.com,true,\n')
    const bytes = HEADER.length + 1 + 2 * row
    const { names, files } = await run(people(4), {
      limits: { rows: 1000, bytes }
    })
    expect(names).toEqual([
      ['u0', 'u1'],
      ['u2', 'u3']
    ])
    expect(files.map(({ text }) => Buffer.byteLength(text))).toEqual([
      bytes,
      bytes
    ])
    const tight = { rows: 1000, bytes: bytes - 1 }
    expect((await run(people(4), { limits: tight })).names).toHaveLength(4)
  })

  test('who are to be disabled are told job by job, before the next one', async () => {
    const plans = people(5).map((plan, at) => ({ ...plan, disable: at !== 1 }))
    const { disabled, events } = await run(plans, {
      limits: { rows: 2, bytes: 1_000_000 },
      ended: async happened => {
        await Promise.resolve()
        await Promise.resolve()
        happened.push('disabled')
      }
    })
    expect(disabled).toEqual([['u0'], ['u2', 'u3'], ['u4']])
    expect(events.slice(0, 5)).toEqual([
      'begun 2',
      'sent 1',
      'ended 2',
      'disabled',
      'begun 2'
    ])
  })

  test('are read only as fast as jobs end', async () => {
    const limits = { rows: 2, bytes: 1_000_000 }
    const { read, events, error } = await run(people(9), {
      limits,
      ended: () => Promise.reject(awsFailure('AccessDenied'))
    })
    expect(error).toMatchObject({ awsCode: 'AccessDenied' })
    expect(events).toEqual(['begun 2', 'sent 1', 'ended 2'])
    expect(read).toBe(3)
  })
})

describe('a job that does not get to its last user is the last one', () => {
  const limits = { rows: 2, bytes: 1_000_000 }
  const counts = (Status: string, ImportedUsers: number, rest = {}) => ({
    limits,
    describe: () => jobAnswer({ Status, ImportedUsers, ...rest })
  })

  test.each(['Stopped', 'Failed', 'Expired', 'Succeeded'])(
    'and ends as %s',
    async status => {
      const { events, error, read, disabled } = await run(
        people(6, { disable: true }),
        counts(status, 1)
      )
      expect(error).toBeUndefined()
      expect(events).toEqual(['begun 2', 'sent 1', 'ended 1'])
      expect(disabled).toEqual([['u0', 'u1']])
      expect(read).toBe(3)
    }
  )

  test('and says that it has imported more than it was given', async () => {
    const { jobs } = await run(people(6), counts('Succeeded', 3))
    expect(jobs).toHaveLength(1)
  })

  test('and was never started', async () => {
    const { events, jobs, error } = await run(people(6), {
      limits,
      put: () => 403
    })
    expect(error).toBeUndefined()
    expect(events).toEqual(['begun 2', 'sent 1', 'sent 2', 'sent 3'])
    expect(jobs).toMatchObject([
      { isStarted: false, problem: 'its file was refused' }
    ])
  })

  test('but one that failed or skipped rows is not', async () => {
    const { jobs } = await run(
      people(6),
      counts('Failed', 0, { SkippedUsers: 1, FailedUsers: 1 })
    )
    expect(jobs).toHaveLength(3)
  })
})

describe('a run that is cancelled', () => {
  test('begins no further job', async () => {
    const stop = new AbortController()
    const { error, events } = await run(
      people(6),
      {
        limits: { rows: 2, bytes: 1_000_000 },
        ended: () => {
          stop.abort(cancelled())
          return Promise.resolve()
        }
      },
      stop
    )
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(events).toEqual(['begun 2', 'sent 1', 'ended 2'])
  })

  test('before its first job begins none', async () => {
    const stop = new AbortController()
    stop.abort()
    const { error, events } = await run(people(6), {}, stop)
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(events).toEqual([])
  })
})

test.each([
  [{}, true],
  [{ imported: 0, skipped: 1, failed: 2 }, true],
  [{ imported: 2 }, false],
  [{ imported: 2, skipped: 2 }, false],
  [{ imported: 0 }, false]
])('a job with %j is through: %s', (changes, expected) => {
  expect(isThrough(jobFacts(changes))).toBe(expected)
})
