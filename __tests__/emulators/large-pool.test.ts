import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from '@jest/globals'
import pMap from 'p-map'
import { cognito, createPool, describeEmulated, endpoint } from './emulator.ts'
import { createStore, runExport } from './runs.ts'
import { startRecorder } from './recorder.ts'
import { recordsOf, storedObjects, type StoredUser } from './stored-snapshot.ts'

/** From 3,000 on, users are listed by sixteen filters at once. */
const USERS = 3100

describeEmulated('an export of a large pool', () => {
  test('finds everybody once by sixteen filters', async () => {
    const pool = await createPool()
    const subs = await pMap(
      Array.from({ length: USERS }, (_, index) => `person-${index}`),
      username => createUser(pool, username),
      { concurrency: 4 }
    )
    const store = await createStore()
    const recorder = await startRecorder(endpoint)
    try {
      const run = await runExport(pool, store, {}, recorder.endpoint)
      expect(run.exitCode).toBe(0)
      expect(run.outputs['users']).toBe(String(USERS))
      const filters = recorder.calls
        .filter(({ operation }) => operation === 'ListUsers')
        .map(({ input }) => input['Filter'])
      expect([...new Set(filters)].sort()).toEqual(
        Array.from('0123456789abcdef', digit => `sub ^= "${digit}"`)
      )
    } finally {
      await recorder.close()
    }
    const users = recordsOf<StoredUser>(
      await storedObjects(store.bucket),
      'users'
    )
    expect(users.map(({ sub }) => sub).sort()).toEqual(subs.sort())
  })
})

/** @returns the user's sub */
async function createUser(pool: string, username: string): Promise<string> {
  const { User: user } = await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool,
      Username: username,
      MessageAction: 'SUPPRESS'
    })
  )
  const sub = user?.Attributes?.find(({ Name }) => Name === 'sub')
  return sub?.Value ?? ''
}
