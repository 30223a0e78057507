import { afterEach, describe, expect, test } from '@jest/globals'
import { BY_JOB, IMPORT_ROLE } from '../fixtures/by-import.ts'
import { importScene, people } from '../fixtures/import-scene.ts'
import { openLab } from '../fixtures/restore-lab.ts'
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

describe('restore-method: auto', () => {
  const AUTO = { restoreMethod: 'auto', importRoleArn: IMPORT_ROLE } as const

  test('creates a few users by API, and says why', async () => {
    const { restore, names } = await scene({})
    const run = await restore(AUTO)
    expect(run.failure).toBeUndefined()
    expect(run.outcome.importJobs).toEqual([])
    const { isUsed, reason } = run.outcome.plan?.importing ?? {}
    expect([isUsed, reason]).toEqual([
      false,
      expect.stringContaining('only 20 users to create fit')
    ])
    expect(names()).toHaveLength(20)
  })

  test('imports many, and creates by API whom a job has refused', async () => {
    const lab = await openLab({
      users: 5050,
      plain: true,
      failImportRow: ({ line }) => (line <= 6 ? 'Refused.' : undefined)
    })
    open = lab
    const { simulator } = lab
    const snapshot = await lab.exportOf(simulator.userPoolId)
    const run = await lab.restore(snapshot, simulator.emptyUserPoolId, AUTO)
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({
      status: 'complete',
      usersCreated: 5050,
      usersFailed: 0,
      billedUsers: 5,
      importJobs: [{ imported: 5045, failed: 5 }]
    })
    expect(run.billedUsers).toBe(5)
  })

  test('does without, where the header of the file is not to be had', async () => {
    const { simulator, restore } = await scene({})
    simulator.deny(['cognito-idp:GetCSVHeader'])
    const run = await restore(AUTO)
    expect(run.failure).toBeUndefined()
    expect(run.outcome.plan?.importing.reason).toContain(
      'GetCSVHeader answered AccessDeniedException'
    )
  })
})

describe('a pool that takes no password hashes', () => {
  test.each([false, 'header-only'] as const)(
    'has its users reset their passwords (%s), and people are told',
    async acceptsPasswordHashes => {
      const { simulator, target, restore } = await scene({
        acceptsPasswordHashes
      })
      const run = await restore()
      expect(run.failure).toBeUndefined()
      const { users } = simulator.poolState(target)
      expect(new Set(users.map(({ status }) => status))).toEqual(
        new Set(['RESET_REQUIRED'])
      )
      const titles = run.outcome.warnings.map(({ title }) => title)
      expect(titles).toEqual(['Imported users have to reset their passwords'])
      expect(run.billedUsers).toBe(0)
    }
  )

  test('has its users left alone by the next run', async () => {
    const { restore } = await scene({ acceptsPasswordHashes: 'header-only' })
    await restore()
    const again = await restore()
    expect(again.outcome).toMatchObject({ usersCreated: 0, usersExisting: 20 })
    expect(again.writes.filter(call => call.startsWith('Admin'))).toEqual([])
  })
})

describe('restored-user-status: reset-required', () => {
  test('is given by jobs, and refused to whom no file can carry', async () => {
    const { simulator, target, restore } = await scene(
      {},
      {
        users: [
          ...people(5),
          { username: 'nobody', attributes: { nickname: 'n' } }
        ]
      }
    )
    const run = await restore({
      ...BY_JOB,
      restoredUserStatus: 'reset-required'
    })
    const { users } = simulator.poolState(target)
    expect(users.map(({ status }) => status)).toEqual(
      Array(5).fill('RESET_REQUIRED')
    )
    expect(run.lines.get('nobody')).toMatchObject({
      result: 'failed',
      code: 'not-importable'
    })
    expect(run.outcome).toMatchObject({ status: 'partial', usersFailed: 1 })
  })
})

describe('a dry run', () => {
  test('says what jobs there would be, and makes none', async () => {
    const { restore } = await scene({})
    const run = await restore({ ...BY_JOB, dryRun: true })
    expect(run.writes).toEqual([])
    expect(run.outcome).toMatchObject({
      status: 'planned',
      usersCreated: 20,
      billedUsers: 0,
      plan: { importing: { isUsed: true, users: 20, jobs: 1 } }
    })
  })

  test('is stopped where no job is possible', async () => {
    const lab = await openLab()
    open = lab
    const source = await makePoolWith(lab.simulator, { users: people(2) }, {})
    const target = await makePoolWith(lab.simulator, {}, {})
    const run = await lab.restore(await lab.exportOf(source), target, BY_JOB)
    expect(run.failure).toMatchObject({ code: 'restore-blocked' })
    expect(run.failure?.message).toContain('no auto-verified attributes')
    expect(run.writes).toEqual([])
  })
})

describe('the permission for import jobs', () => {
  test.each(['cognito-idp:CreateUserImportJob', 'iam:PassRole'])(
    'is missed before anybody is created (%s)',
    async action => {
      const { simulator, restore, names } = await scene({})
      simulator.deny([action])
      const run = await restore()
      expect(run.failure?.code).toBe('access-denied')
      expect(names()).toEqual([])
      expect(run.outcome.status).toBe('failed')
    }
  )
})
