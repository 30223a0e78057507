import { afterEach, describe, expect, test } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  Simulator,
  SimulatorOptions
} from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import { awsError } from '../../../../fixtures/simulator-clients.ts'
import { importPool, row, rows } from './import-pool.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** A simulator whose clock stands still, at 100 rows a second. */
async function startStill(options: SimulatorOptions = {}) {
  const clock = manualClock()
  const started = await startSimulator({
    clock,
    importRowsPerSecond: 100,
    importTransitionMs: 1000,
    shortPageShare: 0,
    emptyPageShare: 0,
    ...options
  })
  simulator = started
  return { clock, started, pool: importPool(started) }
}

const hourMs = 60 * 60 * 1000

describe('an import job', () => {
  test('goes from Created over Pending and InProgress to Succeeded', async () => {
    const { clock, pool } = await startStill()
    const { JobId, PreSignedUrl, job } = await pool.create()
    expect(job).toEqual({
      JobName: 'restore',
      JobId,
      UserPoolId: pool.UserPoolId,
      PreSignedUrl,
      CreationDate: new Date(clock.now()),
      Status: 'Created',
      CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import',
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0
    })
    expect(JobId).toMatch(/^import-[0-9a-zA-Z]{10}$/)
    await pool.upload(PreSignedUrl, await pool.csv(rows(150)))

    const { UserImportJob } = await pool.start(JobId)
    const StartDate = new Date(clock.now())
    expect(UserImportJob).toEqual({ ...job, Status: 'Pending', StartDate })
    clock.advance(2000)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'InProgress',
      ImportedUsers: 100
    })
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toEqual({
      ...job,
      Status: 'Succeeded',
      StartDate,
      CompletionDate: new Date(StartDate.getTime() + 2500),
      ImportedUsers: 150,
      CompletionMessage: 'Import Job Completed Successfully.'
    })
  })

  test('imports as its time passes, whether anybody asks or not', async () => {
    const { clock, started, pool } = await startStill()
    const startedAt = clock.now()
    await pool.start(await pool.prepare(await pool.csv(rows(150))))
    clock.advance(1500)
    expect(started.poolState(pool.UserPoolId).users).toHaveLength(50)
    clock.advance(hourMs)
    const { Users = [] } = await pool.cognito.listUsers({
      UserPoolId: pool.UserPoolId
    })
    expect(Users).toHaveLength(25)
    expect(pool.user('user-149').createdAt.getTime()).toBe(startedAt + 2500)
  })

  test('imports users whom lists show as late as any other', async () => {
    const { clock, pool } = await startStill({ listDelayMs: 5000 })
    const listed = async () => {
      const { UserPoolId } = pool
      const { Users = [] } = await pool.cognito.listUsers({ UserPoolId })
      return Users.length
    }
    await pool.start(await pool.prepare(await pool.csv(rows(3))))
    clock.advance(2000)
    expect(await listed()).toBe(0)
    clock.advance(5000)
    expect(await listed()).toBe(3)
  })

  test('works by itself on a clock that runs', async () => {
    simulator = await startSimulator()
    const pool = importPool(simulator)
    const JobId = await pool.prepare(await pool.csv(rows(500)))
    await pool.start(JobId)
    let job
    do {
      await pause(10)
      job = await pool.describe(JobId)
    } while (job.Status === 'Pending' || job.Status === 'InProgress')
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: 500 })
  })

  test('counts who is imported, skipped and failed, and logs each line', async () => {
    const { clock, started, pool } = await startStill()
    await pool.create()
    const JobId = await pool.prepare(
      await pool.csv([
        row('ana'),
        row('ana'),
        row('bo', { email_verified: '' }),
        row('cy')
      ])
    )
    await pool.start(JobId)
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 2,
      SkippedUsers: 1,
      FailedUsers: 1
    })
    expect(started.importLog(JobId)).toEqual([
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      '[SKIPPED] Line Number 3 - The user already exists.',
      '[FAILED] Line Number 4 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
      '[SUCCEEDED] Line Number 5 - The import succeeded.'
    ])
  })

  test('costs nothing, sends nothing and has its own quota category', async () => {
    const { clock, started, pool } = await startStill()
    await pool.start(await pool.prepare(await pool.csv(rows(3))))
    clock.advance(hourMs)
    const { billedUsers, messagesSent, quota, calls } = started.stats()
    expect({ billedUsers, messagesSent }).toEqual({
      billedUsers: 0,
      messagesSent: 0
    })
    expect(quota['UserPoolResourceUpdate']?.calls).toBe(2)
    expect(calls['UploadUserImportFile']).toBe(1)
  })

  test('fails when most of its rows failed or were skipped', async () => {
    const { clock, pool } = await startStill()
    const bad = { email_verified: 'FALSE' }
    const JobId = await pool.prepare(
      await pool.csv([row('ana'), row('bo', bad), row('ana')])
    )
    await pool.start(JobId)
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Failed',
      ImportedUsers: 1,
      SkippedUsers: 1,
      FailedUsers: 1,
      CompletionMessage:
        'Too many users have failed or been skipped during the import.'
    })
  })

  test('can be made to give up in the middle', async () => {
    const { clock, pool } = await startStill({
      importGivesUpAfter: 2,
      failImportRow: ({ line, values }) =>
        line === 3 || values.get('cognito:username') === 'user-3'
          ? 'An internal error occurred.'
          : undefined
    })
    const JobId = await pool.prepare(await pool.csv(rows(9)))
    await pool.start(JobId)
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Failed',
      ImportedUsers: 2,
      FailedUsers: 2
    })
  })

  test('can be watched row by row', async () => {
    const seen: number[] = []
    const { clock, started, pool } = await startStill({
      failImportRow: () => {
        seen.push(started.poolState(pool.UserPoolId).users.length)
        return undefined
      }
    })
    await pool.start(await pool.prepare(await pool.csv(rows(3))))
    clock.advance(hourMs)
    started.poolState(pool.UserPoolId)
    expect(seen).toEqual([0, 1, 2])
  })

  test('can be made to fail as a whole', async () => {
    const { clock, pool } = await startStill({
      failImportJob: () => 'The CloudWatch Logs role cannot be assumed.'
    })
    const JobId = await pool.prepare(await pool.csv(rows(1)))
    await pool.start(JobId)
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Failed',
      ImportedUsers: 0,
      CompletionMessage: 'The CloudWatch Logs role cannot be assumed.'
    })
  })

  test('expires when nobody starts it for a day', async () => {
    const { clock, pool } = await startStill()
    const JobId = await pool.prepare(await pool.csv(rows(1)))
    clock.advance(24 * hourMs - 1)
    expect(await pool.describe(JobId)).toMatchObject({ Status: 'Created' })
    clock.advance(1)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Expired',
      CompletionMessage: 'The user import job has expired.'
    })
    await expect(pool.start(JobId)).rejects.toEqual(
      awsError('PreconditionNotMetException')
    )
  })
})

describe('stopping an import job', () => {
  test('takes a while, and leaves who was imported', async () => {
    const { clock, pool } = await startStill()
    const JobId = await pool.prepare(await pool.csv(rows(500)))
    await pool.start(JobId)
    clock.advance(2000)
    const { UserImportJob } = await pool.stop(JobId)
    expect(UserImportJob).toMatchObject({
      Status: 'Stopping',
      ImportedUsers: 100
    })
    clock.advance(hourMs)
    expect(await pool.describe(JobId)).toMatchObject({
      Status: 'Stopped',
      ImportedUsers: 200,
      CompletionMessage: 'The Import Job was stopped by the developer.'
    })
    expect(pool.user('user-199').status).toBe('RESET_REQUIRED')
    await expect(pool.start(JobId)).rejects.toEqual(
      awsError('PreconditionNotMetException', 'Stopped')
    )
  })

  test('is refused for a job that does not run', async () => {
    const { pool } = await startStill()
    await expect(
      pool.stop(await pool.prepare(await pool.csv(rows(1))))
    ).rejects.toEqual(awsError('PreconditionNotMetException', 'Created'))
  })
})

describe('starting an import job is refused', () => {
  test('while nothing was uploaded', async () => {
    const { pool } = await startStill()
    const { JobId } = await pool.create()
    await expect(pool.start(JobId)).rejects.toEqual(
      awsError(
        'PreconditionNotMetException',
        `No csv file was uploaded for ${JobId}`
      )
    )
  })

  test('while another one runs in the account, in whichever pool', async () => {
    const { clock, started, pool } = await startStill()
    const other = importPool(started)
    await pool.start(await pool.prepare(await pool.csv(rows(1))))
    const JobId = await other.prepare(await other.csv(rows(1)))
    await expect(other.start(JobId)).rejects.toEqual(
      awsError('PreconditionNotMetException', 'Only one import job')
    )
    clock.advance(hourMs)
    await other.start(JobId)
  })

  test('in a pool without auto-verified attributes', async () => {
    const { started } = await startStill()
    const pool = importPool(started, { AutoVerifiedAttributes: [] })
    await expect(
      pool.start(await pool.prepare(await pool.csv(rows(1))))
    ).rejects.toEqual(
      awsError('PreconditionNotMetException', 'auto-verified attributes')
    )
  })

  test('in a pool that the job is not of', async () => {
    const { started, pool } = await startStill()
    const { JobId } = await pool.create()
    await expect(importPool(started).start(JobId)).rejects.toEqual(
      awsError('ResourceNotFoundException')
    )
  })
})

describe('while an import job runs', () => {
  test('no custom attributes can be added to its pool', async () => {
    const { clock, started, pool } = await startStill()
    const add = (UserPoolId: string) =>
      pool.cognito.addCustomAttributes({
        UserPoolId,
        CustomAttributes: [{ Name: 'note' }]
      })
    await pool.start(await pool.prepare(await pool.csv(rows(1))))
    await expect(add(pool.UserPoolId)).rejects.toEqual(
      awsError('UserImportInProgressException')
    )
    await add(importPool(started).UserPoolId)
    clock.advance(hourMs)
    await add(pool.UserPoolId)
  })
})
