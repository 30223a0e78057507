import { describe, expect, test } from '@jest/globals'
import {
  createImportJob,
  describeImportJob,
  findActiveImportJob,
  hasEnded,
  isActive,
  readCsvHeader,
  startImportJob,
  stopImportJob,
  type ImportJob
} from '../../../../src/cognito/import/import-jobs.ts'
import { IMPORT_ROLE } from '../../../fixtures/by-import.ts'
import { fakePool, POOL_ID, refuses } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { JOB_CREATED, jobAnswer } from '../../../fixtures/import-jobs.ts'

const JOB: ImportJob = {
  id: 'import-1',
  status: 'Created',
  createdAt: JOB_CREATED,
  imported: 0,
  skipped: 0,
  failed: 0
}

describe('a header', () => {
  test('is that of the pool', async () => {
    const CSVHeader = ['email', 'cognito:username']
    const pool = fakePool({ GetCSVHeader: () => ({ CSVHeader }) })
    expect(await readCsvHeader(pool)).toEqual(CSVHeader)
    expect(pool.calls).toMatchObject([
      { command: 'GetCSVHeaderCommand', input: { UserPoolId: POOL_ID } }
    ])
  })

  test('that is left out is not taken for an empty one', async () => {
    const pool = fakePool({ GetCSVHeader: () => ({}) })
    await expect(readCsvHeader(pool)).rejects.toThrow('CSVHeader')
  })
})

describe('a new job', () => {
  test.each(['BCRYPT', undefined] as const)(
    'names the algorithm of its hashes: %s',
    async algorithm => {
      const pool = fakePool({ CreateUserImportJob: () => jobAnswer() })
      expect(
        await createImportJob(pool, 'restore-1', IMPORT_ROLE, algorithm)
      ).toEqual({
        ...JOB,
        preSignedUrl: 'https://bucket.example/import-1?signed'
      })
      expect(pool.calls.map(({ command, input }) => [command, input])).toEqual([
        [
          'CreateUserImportJobCommand',
          {
            UserPoolId: POOL_ID,
            JobName: 'restore-1',
            CloudWatchLogsRoleArn: IMPORT_ROLE,
            PasswordHashingAlgorithm: algorithm
          }
        ]
      ])
    }
  )

  test.each(['PreSignedUrl', 'JobId', 'Status', 'CreationDate'])(
    'without %s is an answer that can not be used',
    async field => {
      const pool = fakePool({
        CreateUserImportJob: () => jobAnswer({ [field]: undefined })
      })
      await expect(
        createImportJob(pool, 'restore-1', IMPORT_ROLE, undefined)
      ).rejects.toThrow(field)
    }
  )
})

describe('a job', () => {
  test('is started and stopped by its id', async () => {
    const pool = fakePool({
      StartUserImportJob: () => jobAnswer(),
      StopUserImportJob: () => ({})
    })
    await startImportJob(pool, 'import-7')
    await stopImportJob(pool, 'import-7')
    const input = { UserPoolId: POOL_ID, JobId: 'import-7' }
    expect(pool.calls).toMatchObject([
      { command: 'StartUserImportJobCommand', input },
      { command: 'StopUserImportJobCommand', input }
    ])
  })

  test('is told of with its counts', async () => {
    const pool = fakePool({
      DescribeUserImportJob: () =>
        jobAnswer({
          Status: 'Stopped',
          ImportedUsers: 7,
          SkippedUsers: 3,
          FailedUsers: 2
        })
    })
    expect(await describeImportJob(pool, 'import-1')).toEqual({
      ...JOB,
      status: 'Stopped',
      imported: 7,
      skipped: 3,
      failed: 2
    })
    expect(pool.calls).toMatchObject([
      {
        command: 'DescribeUserImportJobCommand',
        input: { UserPoolId: POOL_ID, JobId: 'import-1' }
      }
    ])
  })

  test('that has counted nobody yet may have no counts', async () => {
    const none = {
      ImportedUsers: undefined,
      SkippedUsers: undefined,
      FailedUsers: undefined
    }
    const pool = fakePool({ DescribeUserImportJob: () => jobAnswer(none) })
    expect(await describeImportJob(pool, 'import-1')).toEqual(JOB)
  })

  test('that the answer says nothing of is unknown', async () => {
    const pool = fakePool({ DescribeUserImportJob: () => ({}) })
    await expect(describeImportJob(pool, 'import-1')).rejects.toThrow(
      'UserImportJob'
    )
  })

  test.each([
    ['Created', false, false],
    ['Pending', true, false],
    ['InProgress', true, false],
    ['Stopping', true, false],
    ['Expired', false, true],
    ['Stopped', false, true],
    ['Failed', false, true],
    ['Succeeded', false, true]
  ] as const)(
    'that is %s is active: %s, has ended: %s',
    (status, active, ended) => {
      expect([
        isActive({ ...JOB, status }),
        hasEnded({ ...JOB, status })
      ]).toEqual([active, ended])
    }
  )
})

describe('the active job of a pool', () => {
  const job = (JobId: string, Status: string) =>
    jobAnswer({ JobId, Status }).UserImportJob
  const old = Array.from({ length: 60 }, (_, at) =>
    job(`old-${at}`, 'Succeeded')
  )

  test('is found among those that have ended, on any page', async () => {
    const pages = new Map<unknown, object>([
      [undefined, { UserImportJobs: old, PaginationToken: 't1' }],
      ['t1', { PaginationToken: 't2' }],
      ['t2', { UserImportJobs: [job('new', 'Created'), job('on', 'Pending')] }]
    ])
    const pool = fakePool({
      ListUserImportJobs: ({ PaginationToken }) =>
        pages.get(PaginationToken) ?? {}
    })
    expect(await findActiveImportJob(pool, NEVER)).toEqual({
      ...JOB,
      id: 'on',
      status: 'Pending'
    })
    expect(pool.calls).toEqual(
      [undefined, 't1', 't2'].map(PaginationToken => ({
        operation: 'ListUserImportJobs',
        command: 'ListUserImportJobsCommand',
        hasSignal: true,
        input: { UserPoolId: POOL_ID, MaxResults: 60, PaginationToken }
      }))
    )
  })

  test('is not looked for any further than needed', async () => {
    const pool = fakePool({
      ListUserImportJobs: () => ({
        UserImportJobs: [job('on', 'Stopping')],
        PaginationToken: 't1'
      })
    })
    expect(await findActiveImportJob(pool, NEVER)).toMatchObject({ id: 'on' })
    expect(pool.calls).toHaveLength(1)
  })

  test('is none where there is no job, or each has ended', async () => {
    for (const UserImportJobs of [undefined, [], old]) {
      const pool = fakePool({ ListUserImportJobs: () => ({ UserImportJobs }) })
      expect(await findActiveImportJob(pool, NEVER)).toBeUndefined()
    }
  })

  test('is not known where the listing is refused', async () => {
    const pool = fakePool({
      ListUserImportJobs: refuses('AccessDeniedException')
    })
    await expect(findActiveImportJob(pool, NEVER)).rejects.toMatchObject({
      awsCode: 'AccessDeniedException'
    })
  })
})
