import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  type UserPoolMfaType
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  cognito,
  createPool,
  describeEmulated,
  endpoint,
  type Person
} from './emulator.ts'
import { createStore, runExport, runRestore, type Store } from './runs.ts'
import { readPool } from './pool-state.ts'
import { startRecorder } from './recorder.ts'
import { storedReport } from './stored-report.ts'

const emailOf = (username: string) => ({ email: `${username}@people.example` })

/** A snapshot of a new pool with these people. */
async function backUp(
  people: readonly Person[],
  settings: Parameters<typeof createPool>[0] = {}
): Promise<{ pool: string; store: Store }> {
  const pool = await createPool(settings)
  const store = await createStore()
  await addGroups(pool, [{ name: 'staff' }])
  await addPeople(pool, people)
  const exported = await runExport(pool, store)
  expect(annotations(exported, 'error')).toEqual([])
  return { pool, store }
}

async function namesIn(pool: string): Promise<string[]> {
  const { users } = await readPool(pool)
  return users.map(({ username }) => username)
}

describeEmulated('only-users', () => {
  const people = ['ann', 'bob', 'cid', 'dan', 'eve'].map(username => ({
    username,
    attributes: emailOf(username),
    groups: ['staff']
  }))
  let source: { pool: string; store: Store }
  beforeAll(async () => {
    source = await backUp(people)
  })

  test('restores those whom it names by username, sub or e-mail address', async () => {
    const { pool, store } = source
    const { users } = await readPool(pool)
    const sub = users.find(({ username }) => username === 'bob')?.sub ?? ''
    const target = await createPool()
    const run = await runRestore(pool, target, store, {
      // Without import-role-arn, and for three users, by API.
      'restore-method': 'auto',
      'only-users': `ann\n${sub}\nCID@people.example\n`
    })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': '3',
      'memberships-added': '3'
    })
    expect(await namesIn(target)).toEqual(['ann', 'bob', 'cid'])
  })

  test('that names nobody is refused before anything is written', async () => {
    const { pool, store } = source
    const target = await createPool()
    const run = await runRestore(pool, target, store, {
      'only-users': 'ann\nnobody'
    })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain('1 of them is no')
    expect(await readPool(target)).toEqual({ users: [], groups: [] })
  })
})

describeEmulated('users-without-username: recreate', () => {
  test('gives people who sign in by e-mail their addresses back', async () => {
    const people = Array.from({ length: 12 }, (_, index) => ({
      username: `person-${index}@people.example`,
      attributes: { email_verified: 'true', name: `Person ${index}` },
      groups: index < 5 ? ['staff'] : [],
      isDisabled: index === 3
    }))
    const settings = { UsernameAttributes: ['email' as const] }
    const { pool, store } = await backUp(people, settings)
    const target = await createPool(settings)
    const inputs = { 'users-without-username': 'recreate' }
    const planned = await runRestore(pool, target, store, {
      ...inputs,
      'dry-run': 'true'
    })
    const run = await runRestore(pool, target, store, inputs)
    expect(annotations(run, 'error')).toEqual([])
    expect(planned.outputs['users-created']).toBe('12')
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': '12',
      'memberships-added': '5',
      'skipped-no-username': '0'
    })
    const [before, after] = await Promise.all([
      readPool(pool),
      readPool(target)
    ])
    const comparable = ({ users }: typeof before) =>
      users
        .map(({ attributes, enabled, status, groups }) => ({
          attributes,
          enabled,
          status,
          groups
        }))
        .sort((a, b) =>
          (a.attributes['email'] ?? '') < (b.attributes['email'] ?? '') ? -1 : 1
        )
    expect(comparable(after)).toEqual(comparable(before))
    // In such pools the username is the sub, which Cognito gives anew.
    const { newSubs } = await storedReport(run)
    expect([...newSubs.values()].sort()).toEqual(await namesIn(target))

    const again = await runRestore(pool, target, store, inputs)
    expect(again.outputs).toMatchObject({
      status: 'complete',
      'users-created': '0',
      'users-existing': '12'
    })
    expect(await readPool(target)).toEqual(after)
  })
})

describeEmulated('restored-user-status', () => {
  let source: { pool: string; store: Store }
  beforeAll(async () => {
    source = await backUp([{ username: 'ann' }, { username: 'bob' }])
  })

  async function restoreAs(status: string) {
    const target = await createPool()
    const recorder = await startRecorder(endpoint)
    try {
      const { pool, store } = source
      const inputs = { 'restored-user-status': status }
      const at = recorder.endpoint
      const run = await runRestore(pool, target, store, inputs, at)
      return { run, target, calls: recorder.calls }
    } finally {
      await recorder.close()
    }
  }

  test('force-change-password leaves them to an administrator, without a password or a message', async () => {
    const { run, target, calls } = await restoreAs('force-change-password')
    expect(annotations(run, 'error')).toEqual([])
    const { users } = await readPool(target)
    expect(users.map(({ status }) => status)).toEqual([
      'FORCE_CHANGE_PASSWORD',
      'FORCE_CHANGE_PASSWORD'
    ])
    expect(
      calls.filter(({ operation }) => operation === 'AdminSetUserPassword')
    ).toEqual([])
  })

  test('reset-required is refused, for only import jobs give it', async () => {
    const { run, target } = await restoreAs('reset-required')
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toMatch(
      /restored-user-status.+import/
    )
    expect((await readPool(target)).users).toEqual([])
  })
})

describeEmulated('mfa-users: restore', () => {
  const people = Array.from({ length: 6 }, (_, index) => ({
    username: `person-${index}`,
    attributes: {
      phone_number: `+44155500000${index}`,
      phone_number_verified: 'true'
    }
  }))

  async function createMfaPool(type: UserPoolMfaType): Promise<string> {
    const pool = await createPool({ MfaConfiguration: type })
    await cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: pool,
        MfaConfiguration: type,
        SmsMfaConfiguration: {
          SmsConfiguration: {
            SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms'
          }
        },
        SoftwareTokenMfaConfiguration: { Enabled: true }
      })
    )
    return pool
  }

  describe('where a second factor is a text message', () => {
    let pool: string
    let store: Store
    let target: string
    let run: ActionRun
    const restored = async () =>
      Promise.all(
        people.map(async ({ username }) => factorsOf(target, username))
      )

    beforeAll(async () => {
      pool = await createMfaPool('OPTIONAL')
      await addPeople(pool, people)
      for (const Username of ['person-1', 'person-4']) {
        await cognito.send(
          new AdminSetUserMFAPreferenceCommand({
            UserPoolId: pool,
            Username,
            SMSMfaSettings: { Enabled: true, PreferredMfa: true }
          })
        )
      }
      store = await createStore()
      const exported = await runExport(pool, store)
      expect(exported.outputs['skipped-mfa']).toBe('2')
      target = await createMfaPool('OPTIONAL')
      run = await runRestore(pool, target, store, { 'mfa-users': 'restore' })
    })

    test('gives it back to those who had it, and to nobody else', async () => {
      expect(annotations(run, 'error')).toEqual([])
      expect(run.outputs).toMatchObject({
        status: 'complete',
        'users-created': '6',
        'skipped-mfa': '0'
      })
      const none = { list: [], preferred: '' }
      const sms = { list: ['SMS_MFA'], preferred: 'SMS_MFA' }
      expect(await restored()).toEqual([none, sms, none, none, sms, none])
    })

    test('restores the others alone where they are skipped', async () => {
      target = await createMfaPool('OPTIONAL')
      const skipping = await runRestore(pool, target, store)
      expect(skipping.outputs).toMatchObject({
        'users-created': '4',
        'skipped-mfa': '2'
      })
    })
  })
})

async function factorsOf(UserPoolId: string, Username: string) {
  const answer = await cognito.send(
    new AdminGetUserCommand({ UserPoolId, Username })
  )
  return {
    list: answer.UserMFASettingList ?? [],
    preferred: answer.PreferredMfaSetting ?? ''
  }
}
