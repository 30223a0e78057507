import { describe, expect, test } from '@jest/globals'
import { BARE_DEFINITION } from '../../fixtures/bare-definition.ts'
import {
  fakePool,
  listedUser,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { NO_LIMITS } from '../../fixtures/no-limits.ts'
import { keyOf, verify } from '../../fixtures/verify-scene.ts'

describe('the drift of a pool', () => {
  const users = ['ada', 'eva', 'new'].map(name =>
    listedUser(name, {
      Enabled: name !== 'eva',
      Attributes: [
        { Name: 'sub', Value: `sub-of-${name}` },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'email', Value: 'ada@example.com' }
      ]
    })
  )
  const answers = {
    ...BARE_DEFINITION,
    DescribeUserPool: () => poolAnswer(),
    ListUsers: () => ({ Users: users })
  }

  test('is counted: added, gone and changed', async () => {
    const pool = fakePool(answers)
    const { outcome } = await verify({ pool })
    expect(outcome).toMatchObject({
      status: 'complete',
      drift: { added: 1, gone: 1, changed: 1 },
      pool: { id: 'eu-west-1_Ab12Cd34E', accountId: '111122223333' },
      billedUsers: 0
    })
    const operations = new Set(pool.calls.map(({ operation }) => operation))
    expect(operations).toEqual(new Set(Object.keys(answers)))
  })

  test('takes another sub for another user, although all else is the same', async () => {
    const Users = [listedUser('ada'), listedUser('eva')].map(user => ({
      ...user,
      Attributes: [{ Name: 'sub', Value: `another of ${user.Username}` }]
    }))
    const pool = fakePool({ ...answers, ListUsers: () => ({ Users }) })
    const { outcome } = await verify({ pool })
    expect(outcome.drift).toEqual({ added: 2, gone: 3, changed: 0 })
  })

  test('knows the users of another pool by username and address', async () => {
    const pool = { ...fakePool(answers), userPoolId: 'eu-west-1_Other1234' }
    const { outcome } = await verify({ pool })
    expect(outcome.drift).toEqual({ added: 0, gone: 0, changed: 1 })
  })

  test('is not known by headers, and the pool is not even asked', async () => {
    const pool = fakePool()
    const { outcome } = await verify({ pool, level: 'headers' })
    expect(outcome).toMatchObject({ status: 'complete', drift: undefined })
    expect(pool.calls).toEqual([])
  })

  test('is not known where a part of the users could not be read', async () => {
    const pool = fakePool(answers)
    const { outcome } = await verify({
      pool,
      damage: snapshot =>
        snapshot.objects.delete(keyOf(snapshot, 'users/part-00001.ndjson.gz'))
    })
    expect(outcome.drift).toBeUndefined()
  })

  test('is not looked for in a pool of another account', async () => {
    const { error, bucket } = await verify({
      pool: fakePool(answers),
      allowedAccountIds: ['999988887777']
    })
    expect(error).toMatchObject({ code: 'input' })
    expect(bucket.calls).toEqual([])
  })

  test('past a limit is told, although the definition can not be read to its end', async () => {
    const GetUserPoolMfaConfig = refuses('TimeoutError', { code: 'network' })
    const pool = fakePool({ ...answers, GetUserPoolMfaConfig })
    const maxGone = { text: '0', count: 0 }
    const rung = await verify({ pool, limits: { ...NO_LIMITS, maxGone } })
    expect(rung.error).toMatchObject({ code: 'users-gone' })
    const quiet = await verify({ pool })
    expect(quiet.error).toMatchObject({ code: 'network' })
    expect(quiet.outcome.status).toBe('failed')
  })

  test('that can not be counted is a failure of its own', async () => {
    const ListUsers = refuses('AccessDenied', { code: 'access-denied' })
    const { error, codes } = await verify({
      pool: fakePool({ ...answers, ListUsers })
    })
    expect(error).toMatchObject({ code: 'access-denied' })
    expect(codes).toEqual([])
  })
})
