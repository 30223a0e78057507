import { describe, expect, test } from '@jest/globals'
import { openJobs } from '../../../../../src/restore/apply/import/new-jobs.ts'
import { IMPORT_ROLE } from '../../../../fixtures/by-import.ts'
import { fakePool, POOL_ID, refuses } from '../../../../fixtures/fake-pool.ts'
import type { FailureFacts } from '../../../../fixtures/aws-failures.ts'
import { fakeClock } from '../../../../fixtures/fake-world.ts'
import { jobAnswer } from '../../../../fixtures/import-jobs.ts'

const MINUTE = 60_000

/** A pool whose jobs have a number each, and what it was asked. */
function scene(refusal?: (withHashes: boolean) => Promise<never> | undefined) {
  const time = fakeClock()
  let count = 0
  const pool = fakePool({
    CreateUserImportJob: input => {
      count += 1
      const isHashed = input['PasswordHashingAlgorithm'] !== undefined
      return refusal?.(isHashed) ?? jobAnswer({ JobId: `import-${count}` })
    }
  })
  return {
    time,
    open: (wantsHashes = true) =>
      openJobs(pool, time.clock, 'restore', IMPORT_ROLE, wantsHashes),
    asked: () =>
      pool.calls.map(({ input }) => [
        input['JobName'],
        input['PasswordHashingAlgorithm']
      ]),
    pool
  }
}

describe('the first job', () => {
  test('is created at once, with the algorithm of its hashes', async () => {
    const { open, pool } = scene()
    const jobs = await open()
    expect(jobs.takesHashes).toBe(true)
    expect(pool.calls.map(({ input }) => input)).toEqual([
      {
        UserPoolId: POOL_ID,
        JobName: 'restore-1',
        CloudWatchLogsRoleArn: IMPORT_ROLE,
        PasswordHashingAlgorithm: 'BCRYPT'
      }
    ])
    expect((await jobs.current()).id).toBe('import-1')
    expect(pool.calls).toHaveLength(1)
  })

  test('is without hashes where none are wanted', async () => {
    const { open, asked } = scene()
    expect((await open(false)).takesHashes).toBe(false)
    expect(asked()).toEqual([['restore-1', undefined]])
  })

  test.each([
    'InvalidParameterException',
    'PreconditionNotMetException',
    'OperationNotEnabledException',
    'FeatureUnavailableInTierException'
  ])('is created without hashes when they are refused (%s)', async awsCode => {
    const { open, asked } = scene(isHashed =>
      isHashed ? refuses(awsCode)() : undefined
    )
    const jobs = await open()
    expect(jobs.takesHashes).toBe(false)
    expect((await jobs.current()).id).toBe('import-2')
    jobs.used()
    await jobs.current()
    expect(asked()).toEqual([
      ['restore-1', 'BCRYPT'],
      ['restore-2', undefined],
      ['restore-3', undefined]
    ])
  })

  test.each<[string, FailureFacts]>([
    ['LimitExceededException', {}],
    ['TooManyRequestsException', {}],
    ['AccessDeniedException', { code: 'access-denied' }],
    ['InvalidParameterException', { code: 'access-denied' }]
  ])(
    'is not tried again when all else is refused (%s)',
    async (code, facts) => {
      const { open, asked } = scene(() => refuses(code, facts)())
      await expect(open()).rejects.toMatchObject({ awsCode: code })
      expect(asked()).toHaveLength(1)
    }
  )

  test('fails when it is refused without hashes too', async () => {
    const { open, asked } = scene(isHashed =>
      refuses(isHashed ? 'InvalidParameterException' : 'NotAllowed')()
    )
    await expect(open()).rejects.toMatchObject({ awsCode: 'NotAllowed' })
    expect(asked()).toHaveLength(2)
  })

  test('fails at once when it has no hashes to do without', async () => {
    const { open, asked } = scene(() => refuses('InvalidParameterException')())
    await expect(open(false)).rejects.toMatchObject({
      awsCode: 'InvalidParameterException'
    })
    expect(asked()).toHaveLength(1)
  })

  test('fails of a bug as bugs do', async () => {
    const { open, asked } = scene(() => Promise.reject(new TypeError('a bug')))
    await expect(open()).rejects.toThrow(TypeError)
    expect(asked()).toHaveLength(1)
  })
})

describe('a job whose address', () => {
  test('is fresh is given again', async () => {
    const { open, asked, time } = scene()
    const jobs = await open()
    time.pass(8 * MINUTE)
    expect((await jobs.current()).id).toBe('import-1')
    expect(asked()).toHaveLength(1)
  })

  test('is too old is not used, long before the 15 minutes are over', async () => {
    const { open, asked, time } = scene()
    const jobs = await open()
    time.pass(8 * MINUTE + 1)
    expect((await jobs.current()).id).toBe('import-2')
    time.pass(8 * MINUTE)
    expect((await jobs.current()).id).toBe('import-2')
    time.pass(1)
    expect((await jobs.current()).id).toBe('import-3')
    expect(asked()).toEqual([
      ['restore-1', 'BCRYPT'],
      ['restore-2', 'BCRYPT'],
      ['restore-3', 'BCRYPT']
    ])
  })

  test('has been used gives way to another', async () => {
    const { open, asked } = scene()
    const jobs = await open()
    jobs.used()
    expect((await jobs.current()).id).toBe('import-2')
    expect((await jobs.current()).id).toBe('import-2')
    expect(asked()).toHaveLength(2)
  })

  test('is not to be had fails who asked for it', async () => {
    let isRefused = false
    const { open, time } = scene(() =>
      isRefused ? refuses('LimitExceededException')() : undefined
    )
    const jobs = await open()
    isRefused = true
    time.pass(9 * MINUTE)
    await expect(jobs.current()).rejects.toMatchObject({
      awsCode: 'LimitExceededException'
    })
  })
})
