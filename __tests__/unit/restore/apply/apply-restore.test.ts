import { describe, expect, test } from '@jest/globals'
import { cancelled, StoppedCallError } from '../../../../src/shared/errors.ts'
import { getAnswer, STORED_AT } from '../../../fixtures/fake-bucket.ts'
import {
  listedGroup,
  poolAnswer,
  refuses
} from '../../../fixtures/fake-pool.ts'
import {
  inWords,
  reportOf,
  restore,
  type Scene
} from '../../../fixtures/restore-scene.ts'
import { fakeClock, settle } from '../../../fixtures/fake-world.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'

const journalOf = (stored: ReadonlyMap<string, unknown>) =>
  [...stored.keys()].flatMap(key => /(\w+)-1\.json$/.exec(key)?.[1] ?? [])

describe('a restore that gets to its end', () => {
  test('leaves a report, a map of subs and a closed journal', async () => {
    const { stored, outcome } = await restore()
    expect(journalOf(stored)).toEqual(['started', 'finished'])
    expect(outcome.report?.uri).toMatch(/\/report\.ndjson\.gz$/)
    expect(outcome.report?.subMapUri).toMatch(/\/sub-map\.csv\.gz$/)
    expect(
      reportOf(stored).map(({ username, result }) => [username, result])
    ).toEqual([
      ['ada', 'created'],
      ['eva', 'created'],
      ['fed', 'skipped'],
      ['old', 'existing']
    ])
  })

  test('closes its journal when some users can not be restored at all', async () => {
    const twin = userRecord({ username: 'twin', sub: 'x' })
    const { stored, error } = await restore({
      content: { users: [userRecord(), twin] },
      answers: {
        DescribeUserPool: () => poolAnswer({ AliasAttributes: ['email'] })
      }
    })
    expect(error).toMatchObject({ code: 'restore-incomplete' })
    expect(journalOf(stored)).toEqual(['started', 'finished'])
    expect(reportOf(stored).map(({ code }) => code)).toEqual([
      null,
      'address-taken'
    ])
  })
})

test('a group that could not be created fails its memberships for that', async () => {
  const { outcome, stored } = await restore({
    answers: {
      CreateGroup: refuses('LimitExceededException', {
        action: 'cognito-idp:CreateGroup'
      })
    }
  })
  expect([...outcome.failures].sort()).toEqual([
    ['AdminAddUserToGroup: GroupNotCreated', 1],
    ['CreateGroup: LimitExceededException', 1]
  ])
  expect(reportOf(stored)).toContainEqual(
    expect.objectContaining({
      username: 'ada',
      result: 'failed',
      code: 'GroupNotCreated'
    })
  )
})

test('the journal holds when the newest user of the pool was created', async () => {
  const { stored } = await restore()
  const [, started] =
    [...stored].find(([key]) => key.endsWith('started-1.json')) ?? []
  expect(JSON.parse(String(Buffer.from(started ?? [])))).toMatchObject({
    newestUserAt: '2026-01-02T03:04:05.678Z'
  })
})

test.each<[string, Scene['answers']]>([
  ['last steps', { AdminDisableUser: refuses('InternalErrorException') }],
  ['users', { AdminCreateUser: refuses('InvalidParameter') }],
  ['groups', { CreateGroup: refuses('LimitExceededException') }]
])(
  'a restore whose %s failed leaves its journal open',
  async (_what, answers) => {
    const { stored, error } = await restore({ answers })
    expect(error).toMatchObject({ code: 'restore-incomplete' })
    expect(journalOf(stored)).toEqual(['started'])
    expect(reportOf(stored)).toHaveLength(4)
  }
)

describe('a restore that stops', () => {
  const denied = refuses('AccessDenied', { code: 'access-denied' })

  test.each<[string, Scene]>([
    ['creating groups', { answers: { CreateGroup: denied } }],
    ['creating users', { answers: { AdminCreateUser: denied } }]
  ])('%s leaves its report, and its journal open', async (_when, scene) => {
    const { stored, outcome, error } = await restore(scene)
    expect(error).toMatchObject({ code: 'access-denied' })
    expect(outcome.report).toBeDefined()
    expect(journalOf(stored)).toEqual(['started'])
  })

  test('when it is cancelled says how far it got', async () => {
    const stop = new AbortController()
    const { outcome, error, stored } = await restore({
      signal: stop.signal,
      answers: {
        CreateGroup: () => {
          stop.abort()
          return {}
        }
      }
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(outcome).toMatchObject({ status: 'partial', groupsCreated: 1 })
    expect(outcome.report).toBeDefined()
    expect(journalOf(stored)).toEqual(['started'])
  })

  test('counts calls without an answer, and whom they may have created', async () => {
    const stop = new AbortController()
    const { outcome, error, stored } = await restore({
      signal: stop.signal,
      answers: {
        AdminCreateUser: () => {
          stop.abort()
          throw new StoppedCallError(cancelled(), true)
        }
      },
      unanswered: new Map([['AdminCreateUser', 1]])
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(outcome).toMatchObject({
      status: 'partial',
      usersCreated: 0,
      usersUnfinished: 0,
      usersUnknown: 1
    })
    expect([...outcome.unanswered]).toEqual([['AdminCreateUser', 1]])
    const unknown = reportOf(stored).filter(line => line.code === 'interrupted')
    expect(unknown).toHaveLength(1)
  })

  test('may have changed the pool by a call without an answer alone', async () => {
    const stop = new AbortController()
    const { outcome, error } = await restore({
      signal: stop.signal,
      answers: {
        CreateGroup: () => {
          stop.abort()
          throw new StoppedCallError(cancelled(), true)
        },
        AdminCreateUser: () => {
          throw new StoppedCallError(cancelled(), false)
        }
      },
      unanswered: new Map([['CreateGroup', 1]])
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(outcome).toMatchObject({
      status: 'partial',
      groupsCreated: 0,
      hasWritten: false
    })
  })

  /** What another run stores that has gone on with this restore. */
  const takenOver: Scene['s3'] = ({ Key }) =>
    String(Key).endsWith('/continued-1-1.json')
      ? { ...getAnswer(Buffer.from('{}')), LastModified: STORED_AT }
      : undefined

  test('because another run goes on begins nothing more', async () => {
    const time = fakeClock()
    const groups = Array.from('abcdefghijkl', name => groupRecord({ name }))
    const { error, outcome, stored, writes } = await restore({
      time,
      s3: takenOver,
      content: { groups },
      answers: {
        CreateGroup: async () => {
          time.pass(10_000)
          await settle()
          return {}
        },
        ListGroups: () => ({ Groups: [] })
      }
    })
    expect(error).toMatchObject({ code: 'other-run' })
    const created = writes.filter(call => call.operation === 'CreateGroup')
    expect(created.length).toBeLessThan(groups.length)
    expect(outcome).toMatchObject({
      status: 'partial',
      groupsCreated: created.length
    })
    expect(outcome.report).toBeDefined()
    expect(journalOf(stored)).toEqual(['started'])
    expect(time.running()).toBe(0)
  })

  test('with users whom another run has created says that there is one', async () => {
    const { error, outcome, stored } = await restore({
      s3: takenOver,
      answers: { AdminCreateUser: refuses('UsernameExistsException') }
    })
    expect(error).toMatchObject({ code: 'other-run' })
    expect(outcome).toMatchObject({ usersCreated: 0, usersFailed: 2 })
    expect(journalOf(stored)).toEqual(['started'])
  })

  test('says that it was a bug when creating a group was one', async () => {
    const bug = new TypeError('a bug')
    const { error } = await restore({
      answers: { CreateGroup: () => Promise.reject(bug) }
    })
    expect(error).toBe(bug)
  })

  test('begins no user whose group fails for everybody', async () => {
    const isUnderWay = Promise.withResolvers<object>()
    const run = await restore({
      answers: {
        CreateGroup: () => isUnderWay.promise.then(denied),
        AdminCreateUser: () => {
          isUnderWay.resolve({})
          return {}
        }
      }
    })
    expect(run.error).toMatchObject({ code: 'access-denied' })
    expect(inWords(run)).toContain('AdminCreateUser eva')
    expect(inWords(run)).not.toContain('AdminCreateUser ada')
  })
})

describe('custom attributes', () => {
  const schema = (...names: string[]) => ({
    DescribeUserPool: () =>
      poolAnswer({ SchemaAttributes: names.map(Name => ({ Name })) })
  })
  const scene: Scene = {
    policies: { addCustomAttributes: true },
    content: {
      users: [
        userRecord({
          sub: 'x',
          attributes: { email: 'a@example.com', 'custom:plan': 'gold' }
        })
      ],
      definition: {
        userPool: {
          SchemaAttributes: [
            { Name: 'custom:plan', AttributeDataType: 'String', Mutable: true }
          ]
        }
      }
    },
    answers: schema('email', 'email_verified')
  }

  test('are added before anything else is written', async () => {
    const run = await restore(scene)
    expect(run.error).toBeUndefined()
    expect(inWords(run)).toEqual([
      'AddCustomAttributes',
      'AdminCreateUser ada',
      'AdminSetUserPassword ada'
    ])
  })

  test('that a lost call has added are no failure', async () => {
    const describe = [
      schema('email').DescribeUserPool,
      schema('email', 'custom:plan').DescribeUserPool
    ]
    let described = 0
    const answers = {
      DescribeUserPool: () =>
        describe[Math.min(described++, 1)]?.() ?? poolAnswer(),
      AddCustomAttributes: refuses('InvalidParameterException', {
        attempts: 2
      })
    }
    const { error } = await restore({ ...scene, answers })
    expect(error).toBeUndefined()
  })

  test('that are refused end the restore before its users', async () => {
    const run = await restore({
      ...scene,
      answers: {
        ...scene.answers,
        AddCustomAttributes: refuses('LimitExceededException')
      }
    })
    expect(run.error).toMatchObject({ awsCode: 'LimitExceededException' })
    expect(inWords(run)).toEqual(['AddCustomAttributes'])
    expect(run.outcome.report).toBeDefined()
  })
})

test('a group that is there already is not waited for', async () => {
  const groups = [listedGroup('admins'), listedGroup('staff')]
  const run = await restore({
    answers: { ListGroups: () => ({ Groups: groups }) }
  })
  expect(inWords(run)).toContain('AdminAddUserToGroup ada admins')
  expect(inWords(run)).not.toContain('CreateGroup admins')
})
