import { describe, expect, test } from '@jest/globals'
import { runJob } from '../../../../../src/restore/apply/import/run-job.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import { refuses } from '../../../../fixtures/fake-pool.ts'
import { jobAnswer } from '../../../../fixtures/import-jobs.ts'
import { runJobIn, sceneOf } from '../../../../fixtures/job-scene.ts'

const MINUTE = 60_000

describe('a job', () => {
  test('is sent its file, started and followed to its end', async () => {
    const run = await runJobIn({ rows: 3 })
    expect(run.error).toBeUndefined()
    expect(run.facts).toEqual({
      id: 'import-1',
      rows: 3,
      imported: 3,
      skipped: 0,
      failed: 0,
      status: 'Succeeded',
      isStarted: true,
      toDisable: 0,
      problem: ''
    })
    expect(run.files).toEqual([
      {
        address: 'https://bucket.example/import-1?signed',
        text: 'cognito:username\nu0\nu1\nu2\n'
      }
    ])
    expect(run.calls).toMatchObject([
      { operation: 'StartUserImportJob', input: { JobId: 'import-1' } },
      { operation: 'DescribeUserImportJob', input: { JobId: 'import-1' } }
    ])
    expect(run.used).toBe(1)
  })

  test('is looked at soon, and then less often', async () => {
    const run = await runJobIn({
      rows: 400,
      describe: ms =>
        jobAnswer({
          Status: ms < 35_750 ? 'InProgress' : 'Succeeded',
          ImportedUsers: Math.min(400, Math.floor(ms / 100))
        })
    })
    expect(run.looks).toEqual([
      0, 250, 750, 1750, 3750, 7750, 15_750, 25_750, 35_750
    ])
    expect(run.facts).toMatchObject({ imported: 357, status: 'Succeeded' })
  })

  test('reports how far it has got, whatever becomes of its rows', async () => {
    const doneAt: number[] = []
    const run = await runJobIn({
      rows: 10,
      describe: (ms, scene) => {
        doneAt.push(scene.pieces.at(-1)?.done ?? 0)
        return ms < 750
          ? jobAnswer({ Status: 'InProgress', ImportedUsers: ms === 0 ? 1 : 4 })
          : jobAnswer({
              Status: 'Succeeded',
              ImportedUsers: 6,
              SkippedUsers: 3,
              FailedUsers: 1
            })
      }
    })
    expect(doneAt).toEqual([0, 1, 4])
    expect(run.pieces).toEqual([
      {
        label: 'Importing users',
        noun: 'user',
        expected: 10,
        done: 10,
        ended: 1
      }
    ])
    expect(run.facts).toMatchObject({ imported: 6, skipped: 3, failed: 1 })
  })

  test.each(['Failed', 'Stopped', 'Expired', 'Succeeded'])(
    'that ends as %s is no failure of the run, whatever its counts are',
    async Status => {
      const run = await runJobIn({
        rows: 3,
        describe: () => jobAnswer({ Status, ImportedUsers: 1 })
      })
      expect(run.error).toBeUndefined()
      expect(run.facts).toMatchObject({
        status: Status,
        rows: 3,
        imported: 1,
        isStarted: true
      })
      expect(run.looks).toEqual([0])
    }
  )

  test.each(['Created', 'Pending', 'InProgress', 'Stopping'])(
    'that is %s goes on',
    async Status => {
      const run = await runJobIn({
        describe: ms => jobAnswer({ Status: ms === 0 ? Status : 'Succeeded' })
      })
      expect(run.looks).toEqual([0, 250])
    }
  )

  test('that can not be looked at has been started all the same', async () => {
    const run = await runJobIn({
      describe: ms =>
        ms === 0
          ? jobAnswer({ Status: 'InProgress', ImportedUsers: 1 })
          : refuses('InternalErrorException')()
    })
    expect(run.error).toMatchObject({ awsCode: 'InternalErrorException' })
    expect(run.facts).toMatchObject({ isStarted: true, imported: 1 })
    expect(run.pieces).toMatchObject([{ ended: 1 }])
  })
})

describe('a file that can not be sent', () => {
  const dropped = () => Promise.reject(awsFailure('ECONNRESET'))
  const unavailable = (attempts: number) => (attempt: number) =>
    attempt <= attempts ? 503 : 200

  test('is sent again after a while, to the same address', async () => {
    const run = await runJobIn({ put: unavailable(3) })
    expect(run.files.map(({ address }) => address)).toEqual(
      Array(4).fill('https://bucket.example/import-1?signed')
    )
    expect(run.putAt).toEqual([0, 1000, 5000, 20_000])
    expect(run.facts).toMatchObject({ isStarted: true, problem: '' })
    expect(run.used).toBe(1)
    expect(run.lines).toEqual(
      [1, 4, 15].map(
        wait =>
          `The file of the import job could not be sent (HTTP 503); next try in ${wait} s`
      )
    )
  })

  test('is given up after four tries, and the job with it', async () => {
    const run = await runJobIn({ put: unavailable(4) })
    expect(run.files).toHaveLength(4)
    expect(run.error).toBeUndefined()
    expect(run.facts).toMatchObject({
      id: 'import-1',
      isStarted: false,
      status: 'Created',
      problem: 'its file could not be sent (HTTP 503)'
    })
    expect(run.calls).toEqual([])
  })

  test('because the connection broke is sent again', async () => {
    const run = await runJobIn({
      put: attempt =>
        attempt === 1
          ? Promise.reject(
              Object.assign(new Error('raw'), { code: 'ECONNRESET' })
            )
          : 200
    })
    expect(run.facts.isStarted).toBe(true)
    expect(run.lines).toEqual([
      'The file of the import job could not be sent (ECONNRESET); next try in 1 s'
    ])
  })

  test('because its address is refused is sent to that of another job', async () => {
    const run = await runJobIn({ put: attempt => (attempt <= 2 ? 403 : 200) })
    expect(run.files.map(({ address }) => address)).toEqual([
      'https://bucket.example/import-1?signed',
      'https://bucket.example/import-2?signed',
      'https://bucket.example/import-3?signed'
    ])
    expect(run.putAt).toEqual([0, 0, 0])
    expect(run.facts).toMatchObject({ id: 'import-3', isStarted: true })
    expect(run.used).toBe(3)
    expect(run.lines).toHaveLength(2)
  })

  test('because three addresses are refused is given up', async () => {
    const run = await runJobIn({ put: () => 403 })
    expect(run.error).toBeUndefined()
    expect(run.files).toHaveLength(3)
    expect(run.used).toBe(3)
    expect(run.facts).toMatchObject({
      isStarted: false,
      problem: 'its file was refused'
    })
    expect(run.calls).toEqual([])
  })

  test('because of a bug ends the run', async () => {
    const bug = () => Promise.reject(new TypeError('a bug'))
    expect((await runJobIn({ put: bug })).error).toBeInstanceOf(TypeError)
  })

  test('has no job to be sent to, when there is none to be had', async () => {
    const scene = sceneOf({ put: dropped })
    scene.jobs.current = refuses('LimitExceededException')
    await expect(
      runJob(scene.jobs, scene.file, scene.facts, scene.tools)
    ).rejects.toMatchObject({ awsCode: 'LimitExceededException' })
    expect(scene.files).toEqual([])
  })
})

describe('a job that Cognito does not start', () => {
  test.each(['PreconditionNotMetException', 'UserImportInProgressException'])(
    'while another one is active (%s) is started later',
    async code => {
      const run = await runJobIn({
        start: attempt => (attempt <= 3 ? refuses(code)() : {}),
        describe: (_ms, { starts }) =>
          jobAnswer({ Status: starts.length <= 3 ? 'Created' : 'Succeeded' })
      })
      expect(run.error).toBeUndefined()
      expect(run.facts).toMatchObject({ isStarted: true, status: 'Succeeded' })
      expect(run.starts).toEqual([0, 250, 750, 1750])
      expect(run.pieces).toMatchObject([
        {
          label: 'Waiting until no other import job of the account is active',
          noun: 'attempt',
          done: 3,
          ended: 1
        },
        { label: 'Importing users' }
      ])
    }
  )

  test('within an hour is given up', async () => {
    const run = await runJobIn({
      start: refuses('PreconditionNotMetException'),
      describe: () => jobAnswer({ Status: 'Created' })
    })
    expect(run.error).toBeUndefined()
    expect(run.facts).toMatchObject({
      isStarted: false,
      problem: 'Cognito would not start it (PreconditionNotMetException)'
    })
    expect(run.starts.at(-1)).toBeGreaterThanOrEqual(60 * MINUTE)
    expect(run.starts.at(-1)).toBeLessThanOrEqual(60 * MINUTE + 10_000)
    expect(run.pieces).toMatchObject([{ ended: 1 }])
  })

  test('for another reason is given up at once', async () => {
    const run = await runJobIn({
      start: refuses('InvalidParameterException'),
      describe: () => jobAnswer({ Status: 'Created' })
    })
    expect(run.error).toBeUndefined()
    expect(run.starts).toEqual([0])
    expect(run.facts).toMatchObject({
      isStarted: false,
      problem: 'Cognito would not start it (InvalidParameterException)'
    })
    expect(run.pieces).toEqual([])
  })

  test('because it has expired is given up at once', async () => {
    const run = await runJobIn({
      start: refuses('PreconditionNotMetException'),
      describe: () => jobAnswer({ Status: 'Expired' })
    })
    expect(run.starts).toEqual([0])
    expect(run.facts).toMatchObject({
      isStarted: false,
      problem: 'Cognito would not start it (Expired)'
    })
  })

  test.each(['Pending', 'InProgress', 'Succeeded', 'Failed'])(
    'but is %s has been started by a call whose answer was lost',
    async Status => {
      const run = await runJobIn({
        start: refuses('PreconditionNotMetException', { attempts: 2 }),
        describe: (_ms, { looks }) =>
          jobAnswer({
            Status: looks.length === 1 ? Status : 'Succeeded',
            ImportedUsers: 3
          })
      })
      expect(run.error).toBeUndefined()
      expect(run.starts).toEqual([0])
      expect(run.facts).toMatchObject({ isStarted: true, imported: 3 })
    }
  )

  test('because nobody may start any ends the run', async () => {
    const run = await runJobIn({
      start: refuses('AccessDeniedException', { code: 'access-denied' })
    })
    expect(run.error).toMatchObject({ code: 'access-denied' })
    expect(run.facts.isStarted).toBe(false)
    expect(run.looks).toEqual([])
  })

  test('or so it seems, while the network is gone, may run', async () => {
    const run = await runJobIn({
      start: refuses('ECONNRESET', { code: 'network', attempts: 10 })
    })
    expect(run.error).toMatchObject({ code: 'network' })
    expect(run.facts.isStarted).toBe(true)
  })

  test('because of a bug ends the run', async () => {
    const run = await runJobIn({
      start: () => Promise.reject(new TypeError('a bug'))
    })
    expect(run.error).toBeInstanceOf(TypeError)
  })
})
