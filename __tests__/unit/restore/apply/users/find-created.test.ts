import { describe, expect, test } from '@jest/globals'
import { findCreated } from '../../../../../src/restore/apply/users/find-created.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import {
  fakePool,
  listedUser,
  refuses
} from '../../../../fixtures/fake-pool.ts'
import {
  fakeClock,
  inNoTime,
  UNHURRIED
} from '../../../../fixtures/fake-world.ts'
import { createdUsers, creation } from '../../../../fixtures/restore-plans.ts'

type User = ReturnType<typeof listedUser>

interface Scene {
  from?: number
  plan?: Partial<UserCreation>
  unfinishedSince?: number
  created?: [oldSub: string, newSub: string][]
}

/** Looks for a user whom a listing shows from the given time on, in ms. */
async function find(
  user: User | undefined,
  { from = 0, plan = {}, unfinishedSince, created }: Scene = {}
) {
  const time = fakeClock(0)
  const asked: [number, unknown][] = []
  const pool = fakePool({
    ListUsers: ({ Filter }) => {
      asked.push([time.clock.now(), Filter])
      const isShown = user !== undefined && time.clock.now() >= from
      return { Users: isShown ? [user] : [] }
    }
  })
  const found = await inNoTime(
    time,
    findCreated(creation(plan), {
      pool,
      clock: time.clock,
      ending: UNHURRIED,
      unfinishedSince,
      created: createdUsers(created)
    })
  )
  return { found, asked }
}

const OURS = listedUser('ada', { UserStatus: 'FORCE_CHANGE_PASSWORD' })

describe('a user whom a lost call created', () => {
  test('is found at once, by the name', async () => {
    const { found, asked } = await find(OURS)
    expect(found).toMatchObject({ username: 'ada', sub: 'sub-of-ada' })
    expect(asked).toEqual([[0, 'username = "ada"']])
  })

  test('is found although the listing lags behind', async () => {
    const { found, asked } = await find(OURS, { from: 3000 })
    expect(found?.username).toBe('ada')
    expect(asked.map(([at]) => at)).toEqual([0, 1000, 5000])
  })

  test('is given up after five seconds', async () => {
    const { found, asked } = await find(undefined)
    expect(found).toBeUndefined()
    expect(asked).toHaveLength(3)
  })

  test('is found by the address that it was created by', async () => {
    const plan = {
      username: 'ada@example.com',
      attributes: { email: 'ada@example.com', name: 'Ada' }
    }
    const user = listedUser('made-up', {
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      Attributes: [
        { Name: 'sub', Value: 's' },
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'name', Value: 'Ada' }
      ]
    })
    const { found, asked } = await find(user, { plan })
    expect(found?.username).toBe('made-up')
    expect(asked.map(([, filter]) => filter)).toEqual([
      'username = "ada@example.com"',
      'email = "ada@example.com"'
    ])
  })
})

test('a user that an unfinished run confirmed is its own', async () => {
  const { UserCreateDate } = listedUser('ada')
  const createdAt = UserCreateDate.getTime()
  const user = listedUser('ada', {
    Attributes: [
      { Name: 'sub', Value: 's' },
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: 'true' }
    ]
  })
  const attributes = { email: 'ada@example.com', email_verified: 'true' }
  const at = async (unfinishedSince: number, scene: Scene = {}) =>
    (await find(user, { unfinishedSince, plan: { attributes }, ...scene }))
      .found
  expect(await at(createdAt)).toMatchObject({ status: 'CONFIRMED' })
  expect(await at(createdAt + 1)).toBeUndefined()
  // Without a verified address it may be a person who signed up meanwhile.
  const unverified = { plan: { attributes: { email: 'ada@example.com' } } }
  expect(await at(createdAt, unverified)).toBeUndefined()
  const created: [string, string][] = [['old-sub-of-ada', 's']]
  expect(await at(createdAt, { ...unverified, created })).toBeDefined()
})

test('a flag may be spelled as an import job of that run did', async () => {
  const address = { email: 'ada@example.com', email_verified: 'True' }
  const user = listedUser('ada', {
    UserStatus: 'FORCE_CHANGE_PASSWORD',
    Attributes: [
      { Name: 'sub', Value: 's' },
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: 'true' }
    ]
  })
  const { found } = await find(user, { plan: { attributes: address } })
  expect(found?.sub).toBe('s')
})

describe('somebody else who has the name', () => {
  test.each<[string, User]>([
    ['has a password', listedUser('ada')],
    [
      'has another address',
      {
        ...OURS,
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'email', Value: 'eva@example.com' }
        ]
      }
    ]
  ])('%s, and is not taken for our own', async (_what, user) => {
    const { found, asked } = await find(user)
    expect(found).toBeUndefined()
    expect(asked).toHaveLength(1)
  })
})

test('a listing that is refused is a failure', async () => {
  const time = fakeClock()
  const pool = fakePool({ ListUsers: refuses('TooManyRequestsException') })
  await expect(
    inNoTime(
      time,
      findCreated(creation(), {
        pool,
        clock: time.clock,
        ending: UNHURRIED,
        unfinishedSince: undefined,
        created: createdUsers()
      })
    )
  ).rejects.toMatchObject({ awsCode: 'TooManyRequestsException' })
})
