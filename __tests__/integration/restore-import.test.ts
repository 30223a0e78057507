import { afterEach, describe, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import type { UserView } from '../../simulator/inspect-pools.ts'
import type { SimulatorOptions } from '../../simulator/simulator.ts'
import { BY_JOB } from '../fixtures/by-import.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'

let open: RestoreLab | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function labWith(options: SimulatorOptions): Promise<RestoreLab> {
  open = await openLab(options)
  return open
}

/** More than a page of them. */
const PEOPLE = {
  users: 65,
  groups: 5,
  membershipsPerUser: 2,
  disabledShare: 0.1
} as const

/** What a pool's users are, but for what differs from restore to restore. */
function comparable(users: readonly UserView[]) {
  return users
    .map(({ username, sub, attributes, ...user }) => ({
      // A username that Cognito made up is the sub, and new each time.
      username: username === sub ? undefined : username,
      attributes: Object.entries(attributes)
        .filter(([name]) => name !== 'sub')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      enabled: user.enabled,
      status: user.status,
      groups: [...user.groups].sort(),
      mfa: user.mfa
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

describe.each(['username', 'alias', 'email', 'phone'] as const)(
  'a pool that people sign in to by %s',
  signIn => {
    test('is the same, restored by import jobs or by API', async () => {
      const { simulator, exportOf, restore } = await labWith({
        ...PEOPLE,
        users: 30,
        signIn
      })
      const snapshot = await exportOf(simulator.userPoolId)
      const { AutoVerifiedAttributes, ...request } = requestFor(signIn)
      const byApi = await makePoolWith(
        simulator,
        {},
        { request: { ...request, AutoVerifiedAttributes } }
      )
      const policies = { usersWithoutUsername: 'recreate' } as const
      const api = await restore(snapshot, byApi, policies)
      const jobs = await restore(snapshot, simulator.emptyUserPoolId, {
        ...policies,
        ...BY_JOB
      })

      expect([api.failure, jobs.failure]).toEqual([undefined, undefined])
      const imported = jobs.outcome.importJobs[0]?.imported ?? 0
      expect(imported).toBeGreaterThan(12)
      expect(
        comparable(simulator.poolState(simulator.emptyUserPoolId).users)
      ).toEqual(comparable(simulator.poolState(byApi).users))
      expect(jobs.outcome.usersCreated).toBe(api.outcome.usersCreated)
      expect(jobs.outcome.membershipsAdded).toBe(api.outcome.membershipsAdded)
    })
  }
)

/** The settings of the seeded pool, in the words of CreateUserPool. */
function requestFor(signIn: 'username' | 'alias' | 'email' | 'phone') {
  const custom = (Name: string, rest: object) => ({
    Name,
    AttributeDataType: 'String',
    Mutable: true,
    ...rest
  })
  return {
    AutoVerifiedAttributes: [signIn === 'phone' ? 'phone_number' : 'email'],
    ...(signIn === 'email' && { UsernameAttributes: ['email'] }),
    ...(signIn === 'phone' && { UsernameAttributes: ['phone_number'] }),
    ...(signIn === 'alias' && {
      AliasAttributes: ['email', 'phone_number', 'preferred_username']
    }),
    Schema: [
      custom('department', {}),
      custom('note', {}),
      custom('level', { AttributeDataType: 'Number' }),
      custom('tenant', { Mutable: false })
    ]
  }
}

describe('users who come out of import jobs', () => {
  test('are those of the snapshot, cost nothing, and have their new subs in the report', async () => {
    const { simulator, exportOf, restore } = await labWith(PEOPLE)
    const snapshot = await exportOf(simulator.userPoolId)
    const run = await restore(snapshot, simulator.emptyUserPoolId, {
      ...BY_JOB
    })
    const source = simulator.poolState(simulator.userPoolId)
    const target = simulator.poolState(simulator.emptyUserPoolId)
    expect(comparePools(source, target).differences).toEqual([])
    expect(run.messagesSent).toBe(0)
    expect(run.outcome.billedUsers).toBe(run.billedUsers)
    expect(run.lines.size).toBe(PEOPLE.users)
    for (const { username, sub } of target.users) {
      const line = run.lines.get(username)
      expect([line?.newSub, line?.result]).toEqual([sub, 'created'])
    }
  })

  test('are not billed, and only they are not', async () => {
    const { simulator, exportOf, restore } = await labWith({
      users: 100,
      disabledShare: 0.1
    })
    const snapshot = await exportOf(simulator.userPoolId)
    const run = await restore(snapshot, simulator.emptyUserPoolId, {
      ...BY_JOB
    })
    const [job] = run.outcome.importJobs
    expect(run.billedUsers).toBe(100 - (job?.imported ?? 0))
    expect(run.outcome.billedUsers).toBe(run.billedUsers)
    expect(simulator.stats().calls['AdminCreateUser']).toBe(run.billedUsers)
  })

  test('are waited for, where lists do not know of them yet', async () => {
    const { simulator, exportOf, restore } = await labWith({
      users: 120,
      listDelayMs: 100,
      importRowsPerSecond: 600
    })
    const snapshot = await exportOf(simulator.userPoolId)
    const run = await restore(snapshot, simulator.emptyUserPoolId, BY_JOB)
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({ usersCreated: 120, usersFailed: 0 })
    const subs = Array.from(run.lines.values(), ({ newSub }) => newSub)
    expect(subs).not.toContain(null)
  })

  test('run no trigger, unlike those who are created by API', async () => {
    const lab = await labWith({ users: 100 })
    const { simulator, exportOf, restore } = lab
    const snapshot = await exportOf(simulator.userPoolId)
    const target = await makePoolWith(
      simulator,
      {},
      {
        request: {
          ...requestFor('username'),
          LambdaConfig: {
            PreSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:check'
          }
        }
      }
    )
    const run = await restore(snapshot, target, BY_JOB)
    const [job] = run.outcome.importJobs
    expect(simulator.stats().triggers).toEqual({
      PreSignUp_AdminCreateUser: 100 - (job?.imported ?? 0)
    })
  })
})

describe('values that a CSV file might alter', () => {
  const VALUES: Record<string, string> = {
    comma: 'Sales, EMEA, and ,,',
    backslash: 'a\\b\\,c\\',
    quote: '"quoted" and \'half" quoted',
    'leading space': '  spaces',
    'trailing space': 'spaces \u00a0',
    emoji: '👩‍🚀🇪🇺',
    'right to left': 'نص من اليمين \u202eabc',
    formula: '=1+1',
    'line break': 'two\nlines\r\nand\u2028more',
    tab: 'a\tb',
    'byte order mark': '\ufeffmark',
    'zero width': 'a\u200bb',
    'longest in bytes': `${'é'.repeat(1023)}ab`,
    'date in another form': '2024/01/01',
    number: '007'
  }

  test('arrive unchanged, by a job or by API', async () => {
    const { simulator, exportOf, restore } = await labWith({})
    const people = Object.entries(VALUES).map(([kind, value], index) => ({
      username: `user${index}`,
      attributes: {
        email: `user${index}@example.com`,
        email_verified: 'true',
        'custom:note': value,
        nickname: kind
      }
    }))
    const full = {
      username: 'full',
      attributes: {
        email: 'full@example.com',
        email_verified: 'true',
        ...Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [
            `custom:long${index}`,
            String(index).repeat(2048).slice(0, 2048)
          ])
        )
      }
    }
    const dated = {
      username: 'dated',
      attributes: {
        email: 'dated@example.com',
        email_verified: 'true',
        birthdate: '1988-02-29',
        updated_at: '1767225600'
      }
    }
    const request = {
      AutoVerifiedAttributes: ['email'],
      Schema: ['note', ...Array.from({ length: 12 }, (_, i) => `long${i}`)].map(
        Name => ({
          Name,
          AttributeDataType: 'String',
          Mutable: true
        })
      )
    }
    const users = [...people, full, dated]
    const source = await makePoolWith(simulator, { users }, { request })
    const target = await makePoolWith(simulator, {}, { request })
    const run = await restore(await exportOf(source), target, BY_JOB)

    expect(run.failure).toBeUndefined()
    const restored = new Map(
      simulator
        .poolState(target)
        .users.map(({ username, attributes: { sub: _, ...rest } }) => [
          username,
          rest
        ])
    )
    for (const { username, attributes } of users) {
      expect([username, restored.get(username)]).toEqual([username, attributes])
    }
    expect(run.outcome.plan?.importing).toMatchObject({
      users: 9,
      obstacles: new Map([
        ['backslash-or-quote', 2],
        ['space-at-the-edge', 3],
        ['line-break', 2],
        ['row-too-long', 1]
      ])
    })
  })
})
