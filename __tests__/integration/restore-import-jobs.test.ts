import { afterEach, describe, expect, test } from '@jest/globals'
import { IMPORT_ROLE } from '../fixtures/by-import.ts'
import { IMPORTABLE, importScene, people } from '../fixtures/import-scene.ts'
import { jumpingClock } from '../fixtures/passing-time.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'

let open: { close: () => Promise<void> } | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function scene(...args: Parameters<typeof importScene>) {
  const made = await importScene(...args)
  open = made
  return made
}

const failsRows = (...names: string[]) => ({
  failImportRow: ({ values }: { values: ReadonlyMap<string, string> }) =>
    names.includes(values.get('cognito:username') ?? '')
      ? 'The row was refused.'
      : undefined
})

describe('a job that skips and fails rows', () => {
  const FIVE = ['user1', 'user3', 'user5', 'user7', 'user9']

  test('leaves a restore in part, whose report names who failed', async () => {
    let isTaken = false
    const { simulator, target, restore } = await scene({
      ...failsRows(...FIVE),
      // Somebody takes three names once the plan is made.
      intercept: ({ operation }) => {
        if (operation !== 'StartUserImportJob' || isTaken) return undefined
        isTaken = true
        for (const username of ['user0', 'user2']) {
          const email = `${username}@example.com`
          simulator.addUser(target, { username, attributes: { email } })
        }
        simulator.addUser(target, {
          username: 'user4',
          attributes: { email: 'somebody@example.com' },
          status: 'UNCONFIRMED'
        })
        return undefined
      }
    })
    const run = await restore()
    expect(run.failure?.code).toBe('restore-incomplete')
    expect(run.outcome).toMatchObject({
      status: 'partial',
      usersCreated: 12,
      usersExisting: 3,
      usersFailed: 5,
      importJobs: [
        { rows: 20, imported: 12, skipped: 3, failed: 5, status: 'Succeeded' }
      ],
      failures: new Map([['StartUserImportJob: ImportFailed', 5]])
    })
    const results = Array.from(run.lines, ([name, { result, code }]) => [
      name,
      result,
      code
    ])
    expect(results.filter(([, result]) => result !== 'created').sort()).toEqual(
      [
        ['user0', 'conflict', null],
        ...FIVE.map(name => [name, 'failed', 'ImportFailed']),
        ['user2', 'conflict', null],
        ['user4', 'conflict', null]
      ].sort()
    )
    expect(run.outcome.warnings.map(({ title }) => title)).toContain(
      'Import jobs left users out'
    )
  })

  test('leaves somebody who took a name as they are', async () => {
    let sub = ''
    const { simulator, target, restore } = await scene(
      {
        intercept: ({ operation }) => {
          if (operation !== 'StartUserImportJob') return undefined
          sub = simulator.addUser(target, {
            username: 'user0',
            attributes: { email: 'somebody@example.com' },
            status: 'UNCONFIRMED'
          })
          return undefined
        }
      },
      {
        groups: [{ name: 'staff' }],
        users: people(3, { enabled: false, groups: ['staff'] })
      }
    )
    const run = await restore()
    const { users } = simulator.poolState(target)
    expect(users.find(user => user.username === 'user0')).toMatchObject({
      sub,
      enabled: true,
      groups: [],
      attributes: { email: 'somebody@example.com' }
    })
    const others = users.filter(user => user.username !== 'user0')
    expect(others.map(({ enabled, groups }) => [enabled, groups])).toEqual([
      [false, ['staff']],
      [false, ['staff']]
    ])
    expect(run.outcome).toMatchObject({ usersCreated: 2, usersExisting: 1 })
  })

  test('can be run again for those who are missing', async () => {
    let isFirst = true
    const { restore, names } = await scene({
      failImportRow: ({ values }) =>
        isFirst && FIVE.includes(values.get('cognito:username') ?? '')
          ? 'The row was refused.'
          : undefined
    })
    expect((await restore()).outcome.usersFailed).toBe(5)
    isFirst = false
    const again = await restore()
    expect(again.failure).toBeUndefined()
    expect(again.outcome).toMatchObject({
      usersCreated: 5,
      usersExisting: 15,
      importJobs: [{ rows: 5, imported: 5 }]
    })
    expect(names()).toHaveLength(20)
  })
})

describe('a job that comes to nothing', () => {
  test('fails all of its users, when Cognito refuses the file', async () => {
    const { restore, names } = await scene({
      failImportJob: () => 'The header does not match.'
    })
    const run = await restore()
    expect(run.failure?.code).toBe('restore-incomplete')
    expect(run.outcome).toMatchObject({
      status: 'partial',
      usersCreated: 0,
      usersFailed: 20,
      importJobs: [{ status: 'Failed', imported: 0 }],
      failures: new Map([['StartUserImportJob: ImportJobFailed', 20]])
    })
    expect(names()).toEqual([])
  })

  test('fails those who were left, when somebody stops it', async () => {
    const clock = jumpingClock()
    const { simulator, target, cognito, restore, names } = await scene(
      {
        importRowsPerSecond: 1,
        clock,
        async afterEffect({ operation }) {
          if (operation !== 'StartUserImportJob') return
          clock.pass(10_000)
          const { UserImportJobs = [] } = await cognito.listUserImportJobs({
            UserPoolId: target,
            MaxResults: 1
          })
          await cognito.stopUserImportJob({
            UserPoolId: target,
            JobId: UserImportJobs[0]?.JobId
          })
        }
      },
      { users: people(60) }
    )
    const run = await restore()
    const { usersCreated = 0, usersFailed = 0, importJobs } = run.outcome
    expect(importJobs).toMatchObject([{ status: 'Stopped' }])
    expect(usersCreated).toBeGreaterThan(0)
    expect(usersCreated).toBe(names().length)
    expect(usersCreated + usersFailed).toBe(60)
    expect([...run.outcome.failures]).toEqual([
      ['StartUserImportJob: ImportStopped', usersFailed]
    ])
    expect(run.outcome.status).toBe('partial')
    expect(simulator.stats().messagesSent).toBe(0)
  })

  test('is begun anew, when its address has expired', async () => {
    let refusals = 0
    const { restore } = await scene({
      intercept: ({ operation }) =>
        operation === 'UploadUserImportFile' && ++refusals <= 2
          ? {
              status: 403,
              errorName: 'AccessDenied',
              message: 'Request has expired'
            }
          : undefined
    })
    const run = await restore()
    expect(run.failure).toBeUndefined()
    expect(run.outcome.usersCreated).toBe(20)
  })

  test('is given up, when one address after the other is refused', async () => {
    const { restore, names } = await scene({
      intercept: ({ operation }) =>
        operation === 'UploadUserImportFile'
          ? { status: 403, errorName: 'AccessDenied', message: 'expired' }
          : undefined
    })
    const run = await restore()
    expect(run.failure?.code).toBe('restore-incomplete')
    expect(run.outcome).toMatchObject({
      usersCreated: 0,
      usersFailed: 20,
      failures: new Map([['StartUserImportJob: ImportNotStarted', 20]])
    })
    expect(names()).toEqual([])
    const [warning] = run.outcome.warnings.filter(({ title }) =>
      title.startsWith('Import jobs')
    )
    expect(warning?.text).toContain('its file was refused')
  })

  test('has its file sent again, when the connection breaks off', async () => {
    let drops = 0
    const { restore } = await scene({
      intercept: ({ operation }) =>
        operation === 'UploadUserImportFile' && ++drops <= 1
          ? { drop: true }
          : undefined
    })
    const run = await restore()
    expect(run.failure).toBeUndefined()
    expect(run.outcome.usersCreated).toBe(20)
  })

  test('is known to run, when the answer to its start is lost', async () => {
    let isLost = false
    const { simulator, restore } = await scene({
      rewrite: ({ operation }) => {
        if (operation !== 'StartUserImportJob' || isLost) return undefined
        isLost = true
        return { drop: true }
      }
    })
    const run = await restore()
    expect(run.failure).toBeUndefined()
    expect(run.outcome.importJobs).toHaveLength(1)
    expect(simulator.stats().calls['CreateUserImportJob']).toBe(1)
  })
})

describe('another import job', () => {
  test('of the account is waited for', async () => {
    const { simulator, cognito, restore } = await scene({
      importRowsPerSecond: 30
    })
    const other = await makePoolWith(simulator, {}, IMPORTABLE)
    const header = await cognito.getCSVHeader({ UserPoolId: other })
    const { UserImportJob } = await cognito.createUserImportJob({
      UserPoolId: other,
      JobName: 'other',
      CloudWatchLogsRoleArn: IMPORT_ROLE
    })
    const rows = people(30).map(({ username, attributes }) =>
      (header.CSVHeader ?? [])
        .map(
          column =>
            new Map(
              Object.entries({ ...attributes, 'cognito:username': username })
            ).get(column) ?? ''
        )
        .join(',')
    )
    await fetch(UserImportJob?.PreSignedUrl ?? '', {
      method: 'PUT',
      headers: { 'x-amz-server-side-encryption': 'aws:kms' },
      body: [header.CSVHeader?.join(','), ...rows, ''].join('\n')
    })
    const JobId = UserImportJob?.JobId
    await cognito.startUserImportJob({ UserPoolId: other, JobId })
    const run = await restore()
    expect(run.failure).toBeUndefined()
    expect(run.outcome.usersCreated).toBe(20)
    expect(simulator.poolState(other).users).toHaveLength(30)
  })
})
