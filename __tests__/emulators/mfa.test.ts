import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import { addPeople, cognito, createPool, describeEmulated } from './emulator.ts'
import { createStore, runExport, runRestore } from './runs.ts'
import { readPool } from './pool-state.ts'
import { recordsOf, storedObjects, type StoredUser } from './stored-snapshot.ts'

const PEOPLE = Array.from({ length: 12 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { phone_number: `+4415550${String(index).padStart(5, '0')}` }
}))

async function createMfaPool(mfa: 'OFF' | 'OPTIONAL' | 'ON') {
  const pool = await createPool({ MfaConfiguration: mfa })
  await addPeople(pool, PEOPLE)
  return { pool, store: await createStore() }
}

describeEmulated('MFA', () => {
  test('where it is off, protects nobody', async () => {
    const { pool, store } = await createMfaPool('OFF')
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      'skipped-mfa': '0',
      'mfa-unknown': '0'
    })
  })

  test('where it is required, protects everybody, who are in the snapshot and skipped', async () => {
    const { pool, store } = await createMfaPool('ON')
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      users: '12',
      'skipped-users': '12',
      'skipped-mfa': '12',
      'mfa-unknown': '0',
      'billed-users': '0'
    })
    const users = recordsOf<StoredUser>(
      await storedObjects(store.bucket),
      'users'
    )
    expect(users.map(({ skip }) => skip)).toEqual(
      PEOPLE.map(() => ['mfa-protected'])
    )
    const target = await createPool()
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(1)
    expect(annotations(restored, 'error').join()).toContain(
      '12 protected by MFA'
    )
    expect((await readPool(target)).users).toEqual([])
  })

  test('where it is optional and not looked up, is unknown', async () => {
    const { pool, store } = await createMfaPool('OPTIONAL')
    const exported = await runExport(pool, store, { 'mfa-lookup': 'never' })
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      'skipped-mfa': '0',
      'mfa-unknown': '12',
      'billed-users': '0'
    })
    expect(annotations(exported, 'warning').join()).toContain(
      'not known of 12 users'
    )
    const target = await createPool()
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(0)
    expect((await readPool(target)).users).toHaveLength(12)
  })

  test('where it is optional, is looked up', async () => {
    const { pool, store } = await createMfaPool('OPTIONAL')
    for (const Username of ['person-3', 'person-7']) {
      await cognito.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: pool,
          Username,
          SMSMfaSettings: { Enabled: true, PreferredMfa: true }
        })
      )
    }
    // Without quotas of the user's, the account's own are asked for.
    const exported = await runExport(pool, store, { quotas: 'none' })
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      users: '12',
      'skipped-mfa': '2',
      'mfa-unknown': '0',
      'billed-users': '12'
    })
    const users = recordsOf<StoredUser>(
      await storedObjects(store.bucket),
      'users'
    )
    const protectedUsers = users.filter(({ skip }) => skip.length > 0)
    expect(protectedUsers).toHaveLength(2)
    for (const user of protectedUsers) {
      expect(user).toMatchObject({
        mfa: { methods: ['SMS_MFA'], preferred: 'SMS_MFA' },
        skip: ['mfa-protected']
      })
    }
    const target = await createPool()
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs).toMatchObject({
      'users-created': '10',
      'skipped-mfa': '2'
    })
    expect((await readPool(target)).users).toHaveLength(10)
  })
})
