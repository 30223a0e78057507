import {
  AdminResetUserPasswordCommand,
  CreateUserPoolClientCommand,
  SignUpCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from '@jest/globals'
import { addPeople, cognito, createPool, describeEmulated } from './emulator.ts'
import { createStore, runExport, runRestore } from './runs.ts'
import { readPool } from './pool-state.ts'
import {
  manifestOf,
  recordsOf,
  storedObjects,
  type StoredUser
} from './stored-snapshot.ts'

describeEmulated('users of every status', () => {
  test('are in the snapshot with it, and confirmed after a restore', async () => {
    const pool = await createPool()
    await addPeople(pool, [
      { username: 'confirmed' },
      { username: 'invited', isUnconfirmed: true },
      {
        username: 'forgetful',
        attributes: { email: 'me@people.example', email_verified: 'true' }
      }
    ])
    await cognito.send(
      new AdminResetUserPasswordCommand({
        UserPoolId: pool,
        Username: 'forgetful'
      })
    )
    await signUp(pool, 'halfway')
    const expected = {
      confirmed: 'CONFIRMED',
      forgetful: 'RESET_REQUIRED',
      halfway: 'UNCONFIRMED',
      invited: 'FORCE_CHANGE_PASSWORD'
    }
    expect(await statuses(pool)).toEqual(expected)

    const store = await createStore()
    const exported = await runExport(pool, store)
    expect(exported.exitCode).toBe(0)
    const objects = await storedObjects(store.bucket)
    const users = recordsOf<StoredUser>(objects, 'users')
    expect(
      Object.fromEntries(users.map(user => [user.username, user.status]))
    ).toEqual(expected)
    expect(manifestOf(objects).counts['byStatus']).toEqual({
      CONFIRMED: 1,
      FORCE_CHANGE_PASSWORD: 1,
      RESET_REQUIRED: 1,
      UNCONFIRMED: 1
    })

    const target = await createPool()
    const restored = await runRestore(pool, target, store)
    expect(restored.exitCode).toBe(0)
    expect(await statuses(target)).toEqual({
      confirmed: 'CONFIRMED',
      forgetful: 'CONFIRMED',
      halfway: 'CONFIRMED',
      invited: 'CONFIRMED'
    })
  })
})

/** Leaves a user who has not confirmed the sign-up. */
async function signUp(pool: string, username: string): Promise<void> {
  const { UserPoolClient: client } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: pool, ClientName: 'web' })
  )
  await cognito.send(
    new SignUpCommand({
      ClientId: client?.ClientId,
      Username: username,
      Password: 'Correct-horse-7-battery'
    })
  )
}

async function statuses(
  pool: string
): Promise<Record<string, string | undefined>> {
  const { users } = await readPool(pool)
  return Object.fromEntries(users.map(user => [user.username, user.status]))
}
