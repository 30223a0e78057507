import { describe, expect, test } from '@jest/globals'
import { onlyUsers } from '../../fixtures/chosen-users.ts'
import {
  listedGroup,
  listedUser,
  POOL_ID,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { inWords, restore, type Scene } from '../../fixtures/restore-scene.ts'
import type { RestorePolicies } from '../../../src/restore/policies.ts'
import type { UserRecord } from '../../../src/snapshot/records.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'

describe('a restore', () => {
  test('creates what the target lacks and touches nothing else', async () => {
    const run = await restore()
    expect(run.error).toBeUndefined()
    expect(inWords(run).sort()).toEqual([
      'AdminAddUserToGroup ada admins',
      'AdminCreateUser ada',
      'AdminCreateUser eva',
      'AdminDisableUser eva',
      'AdminSetUserPassword ada',
      'AdminSetUserPassword eva',
      'CreateGroup admins'
    ])
  })

  test('tells what it did, and the counts add up', async () => {
    const { outcome } = await restore()
    expect(outcome).toMatchObject({
      status: 'complete',
      pool: { id: POOL_ID, region: 'eu-west-1', accountId: '111122223333' },
      snapshot: {
        id: ADDRESS.snapshotId,
        uri: `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`
      },
      sourceUserPoolId: POOL_ID,
      users: 4,
      groups: 2,
      memberships: 2,
      usersCreated: 2,
      usersUpdated: 0,
      usersExisting: 1,
      usersFailed: 0,
      skippedUsers: 1,
      skipped: { 'no-username': 0, 'mfa-protected': 0, federated: 1 },
      groupsCreated: 1,
      groupsExisting: 1,
      membershipsAdded: 1,
      membershipsFailed: 0,
      billedUsers: 2,
      mfaUnknown: 0
    })
    expect(outcome.warnings).toHaveLength(1)
  })

  test('takes the latest snapshot of a pool', async () => {
    const { prefix, userPoolId } = ADDRESS
    const { outcome } = await restore({
      choice: { latestOf: { prefix, userPoolId } }
    })
    expect(outcome.snapshot?.id).toBe(ADDRESS.snapshotId)
    expect(outcome.status).toBe('complete')
  })

  test('gives no two users the same password', async () => {
    const { writes } = await restore()
    const passwords = writes
      .flatMap(({ input }) => [input['Password'], input['TemporaryPassword']])
      .filter(password => password !== undefined)
    expect(passwords).toHaveLength(4)
    expect(new Set(passwords).size).toBe(4)
  })

  test('run again after it is done writes nothing and is complete', async () => {
    const { writes, outcome, error } = await restore({
      answers: {
        ListUsers: () => ({
          Users: ['old', 'ada', 'eva'].map(name => listedUser(name))
        }),
        ListGroups: () => ({
          Groups: [listedGroup('staff'), listedGroup('admins')]
        })
      }
    })
    expect(error).toBeUndefined()
    expect(writes).toEqual([])
    expect(outcome).toMatchObject({
      status: 'complete',
      usersExisting: 3,
      usersCreated: 0,
      groupsExisting: 2,
      billedUsers: 0
    })
  })

  test('asks how fast it may create users', async () => {
    const { pool, log } = await restore()
    expect([...pool.learned]).toEqual([['UserCreation', 200]])
    expect(log.lines).toContain(
      'Cognito says that the quota of UserCreation is 200 requests/s'
    )
  })

  test('of an empty snapshot is complete', async () => {
    const { outcome, error } = await restore({ content: {} })
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({ status: 'complete', usersCreated: 0 })
  })
})

describe('what a person should know', () => {
  test('includes of whom it is not known whether they use MFA', async () => {
    const { outcome } = await restore({
      content: { users: [userRecord({ mfa: 'unknown' })] },
      damage: (_objects, manifest) => {
        manifest.counts.mfaUnknown = 1
      }
    })
    expect(outcome.mfaUnknown).toBe(1)
    expect(outcome.warnings.map(warning => warning.title)).toContain(
      'MFA of users unknown'
    )
  })

  test('is why each user was skipped when all were', async () => {
    const skip = ['no-username', 'mfa-protected'] as const
    const { error } = await restore({
      content: { users: [userRecord({ skip: [...skip] })] }
    })
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /1 user would be skipped: 1 without a username of their own, 1 protected by MFA\. /
      )
    })
  })
})

describe('when every user is skipped, the sentence names what helps', () => {
  test.each([
    ['no-username', 'users-without-username: recreate'],
    ['mfa-protected', 'mfa-users: restore'],
    ['federated', 'federated-users: link']
  ] as const)('for %s: %s', async (reason, input) => {
    const { error } = await restore({
      content: { users: [userRecord({ skip: [reason] })] }
    })
    expect(String(error)).toContain(`What changes that: ${input}.`)
  })

  test.each<[Partial<UserRecord>, Partial<RestorePolicies>]>([
    [{ skip: ['no-username'] }, { usersWithoutUsername: 'recreate' }],
    [
      { status: 'EXTERNAL_PROVIDER', skip: ['federated'] },
      { federatedUsers: 'link' }
    ]
  ])('and no input that is set already: %j, %j', async (user, policies) => {
    const sub = userRecord().sub
    const { error } = await restore({
      content: {
        users: [userRecord({ ...user, username: sub, attributes: {} })],
        source: { usernameAttributes: ['email'], caseSensitive: false }
      },
      policies,
      answers: {
        DescribeUserPool: () => poolAnswer({ UsernameAttributes: ['email'] })
      }
    })
    expect(error).toMatchObject({ code: 'nothing-restored' })
    expect(String(error)).toMatch(
      /What changes that: an e-mail address or a phone number that the pool signs in with\.$/
    )
  })

  test('for more than one reason, all of them', async () => {
    const { error } = await restore({
      content: {
        users: [
          userRecord({ skip: ['mfa-protected'] }),
          userRecord({ username: 'eva', sub: 'evas', skip: ['federated'] })
        ]
      }
    })
    expect(String(error)).toContain(
      'What changes that: mfa-users: restore, federated-users: link.'
    )
  })
})

describe('some users of a snapshot', () => {
  test('are restored with their groups, and counted alone', async () => {
    const run = await restore({ policies: { onlyUsers: onlyUsers(['ada']) } })
    expect(run.error).toBeUndefined()
    expect(inWords(run).sort()).toEqual([
      'AdminAddUserToGroup ada admins',
      'AdminCreateUser ada',
      'AdminSetUserPassword ada',
      'CreateGroup admins'
    ])
    expect(run.outcome).toMatchObject({
      status: 'complete',
      users: 1,
      usersInSnapshot: 4,
      chosenBy: 'only-users',
      groups: 1,
      memberships: 1,
      usersCreated: 1
    })
  })

  test('are not restored when one of them is nobody', async () => {
    const { error, writes } = await restore({
      policies: { onlyUsers: onlyUsers(['ada', 'nobody']) }
    })
    expect(error).toMatchObject({ code: 'input' })
    expect(writes).toEqual([])
  })
})

describe('nothing is written', () => {
  test.each<[string, string, Scene]>([
    [
      'when the last part of users is damaged',
      'snapshot-truncated',
      {
        damage: objects => {
          const key = [...objects.keys()].find(name =>
            name.endsWith('users/part-00003.ndjson.gz')
          )
          objects.set(key ?? '', Buffer.from('x'))
        }
      }
    ],
    [
      'when the manifest is missing',
      'no-snapshot',
      { damage: objects => objects.clear() }
    ],
    [
      'when users sign in by something else',
      'restore-blocked',
      {
        answers: {
          DescribeUserPool: () => poolAnswer({ UsernameAttributes: ['email'] })
        }
      }
    ],
    [
      'when the target lacks an attribute',
      'restore-blocked',
      {
        answers: {
          DescribeUserPool: () => poolAnswer({ SchemaAttributes: [] })
        }
      }
    ],
    [
      'when every user is skipped',
      'nothing-restored',
      {
        content: {
          users: [userRecord({ skip: ['federated', 'no-username'] })],
          groups: [groupRecord()]
        }
      }
    ],
    [
      'when the target can not be read',
      'access-denied',
      { answers: { ListUsers: refuses('X', { code: 'access-denied' }) } }
    ]
  ])('%s', async (_when, code, scene) => {
    const { writes, outcome, error } = await restore(scene)
    expect(error).toMatchObject({ code })
    expect(writes).toEqual([])
    expect(outcome).toMatchObject({
      status: 'failed',
      usersCreated: undefined,
      groupsCreated: undefined
    })
  })
})

describe('a restore that could not do everything', () => {
  test('is partial, and says what failed', async () => {
    const { outcome, error } = await restore({
      answers: {
        AdminCreateUser: ({ Username }) =>
          Username === 'eva' ? refuses('InvalidParameter')() : {}
      }
    })
    expect(error).toMatchObject({
      code: 'restore-incomplete',
      message: expect.stringContaining('1 user could not be restored')
    })
    expect(outcome).toMatchObject({
      status: 'partial',
      usersCreated: 1,
      usersFailed: 1
    })
  })

  test.each([
    ['groups', { AdminCreateUser: 'InvalidParameter' }],
    ['users', { CreateGroup: 'LimitExceededException' }]
  ])('is partial when it has written only %s', async (_what, refused) => {
    const answers = Object.fromEntries(
      Object.entries(refused).map(([name, code]) => [name, refuses(code)])
    )
    const { outcome, error } = await restore({ answers })
    expect(error).toMatchObject({ code: 'restore-incomplete' })
    expect(outcome.status).toBe('partial')
  })

  test('is partial when a call has succeeded for anybody', async () => {
    const { outcome, error } = await restore({
      answers: {
        ListGroups: () => ({
          Groups: [listedGroup('staff'), listedGroup('admins')]
        }),
        AdminEnableUser: () => ({}),
        AdminSetUserPassword: refuses('InvalidPasswordException')
      }
    })
    expect(error).toMatchObject({ code: 'restore-incomplete' })
    expect(outcome).toMatchObject({
      status: 'partial',
      hasWritten: true,
      usersCreated: 0
    })
  })

  test('has failed when it has not written anything', async () => {
    const denied = refuses('AccessDenied', { code: 'access-denied' })
    const { outcome, error } = await restore({
      answers: { CreateGroup: denied, AdminCreateUser: denied }
    })
    expect(error).toMatchObject({ code: 'access-denied' })
    expect(outcome.status).toBe('failed')
  })
})
