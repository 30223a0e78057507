import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import {
  addPeople,
  createPool,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { createStore, runExport, runRestore } from './runs.ts'
import { readPool } from './pool-state.ts'
import { startRecorder } from './recorder.ts'
import { recordsOf, storedObjects, type StoredUser } from './stored-snapshot.ts'

describeEmulated('a pool that signs in by e-mail', () => {
  test('is in the snapshot whole, and a restore that would skip everybody fails', async () => {
    const pool = await createPool({ UsernameAttributes: ['email'] })
    const store = await createStore()
    const addresses = Array.from(
      { length: 70 },
      (_, index) => `person-${index}@people.example`
    )
    await addPeople(
      pool,
      addresses.map(email => ({ username: email, attributes: { email } }))
    )
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      users: '70',
      'skipped-users': '70',
      'skipped-no-username': '70'
    })
    const users = recordsOf<StoredUser>(
      await storedObjects(store.bucket),
      'users'
    )
    expect(users.map(({ attributes }) => attributes['email']).sort()).toEqual(
      [...addresses].sort()
    )
    for (const user of users) {
      expect(user.username).toBe(user.sub)
      expect(user.skip).toEqual(['no-username'])
    }

    const target = await createPool({ UsernameAttributes: ['email'] })
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(1)
    expect(restored.outputs['status']).toBe('failed')
    expect(annotations(restored, 'error').join()).toContain(
      'Nothing was restored'
    )
    expect((await readPool(target)).users).toEqual([])
  })
})

describeEmulated('a pool with aliases', () => {
  test('comes back with its preferred usernames and verified addresses', async () => {
    const settings: Partial<CreateUserPoolCommandInput> = {
      AliasAttributes: ['email', 'preferred_username']
    }
    const pool = await createPool(settings)
    const store = await createStore()
    const people = Array.from({ length: 8 }, (_, index) => ({
      username: `person-${index}`,
      attributes: {
        email: `person-${index}@people.example`,
        email_verified: 'true',
        preferred_username: `nick-${index}`
      }
    }))
    await addPeople(pool, people)
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    const target = await createPool(settings)
    const recorder = await startRecorder(endpoint)
    try {
      const at = recorder.endpoint
      const restored = await runRestore(pool, target, store, {}, at)
      expect(restored.exitCode).toBe(0)
      expect(restored.outputs['users-created']).toBe('8')
      const created = recorder.calls.filter(
        ({ operation }) => operation === 'AdminCreateUser'
      )
      // Cognito takes it only from somebody who is confirmed.
      expect(created.length).toBeGreaterThanOrEqual(8)
      expect(JSON.stringify(created)).not.toContain('preferred_username')
    } finally {
      await recorder.close()
    }
    const { users } = await readPool(target)
    expect(
      users.map(({ username, attributes }) => ({ username, attributes }))
    ).toEqual(people)
  })
})

describeEmulated('a pool that ignores the case of usernames', () => {
  test('holds a user already whose name has another case', async () => {
    const settings = { UsernameConfiguration: { CaseSensitive: false } }
    const pool = await createPool(settings)
    const target = await createPool(settings)
    const store = await createStore()
    await addPeople(pool, [{ username: 'Ann' }, { username: 'Bob' }])
    await addPeople(target, [{ username: 'ann' }])
    expect((await runExport(pool, store)).exitCode).toBe(0)
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(0)
    expect(restored.outputs).toMatchObject({
      'users-created': '1',
      'users-existing': '1'
    })
    const { users } = await readPool(target)
    expect(users.map(({ username }) => username)).toEqual(['Bob', 'ann'])
  })
})
