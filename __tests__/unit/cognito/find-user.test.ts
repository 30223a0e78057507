import { describe, expect, test } from '@jest/globals'
import { findUser } from '../../../src/cognito/users.ts'
import { fakePool, listedUser, refuses } from '../../fixtures/fake-pool.ts'

/** Looks for a user in a pool whose listing gives these. */
async function find(
  attribute: string,
  value: string,
  ...listed: ReturnType<typeof listedUser>[]
) {
  const pool = fakePool({ ListUsers: () => ({ Users: listed }) })
  const found = await findUser(pool, attribute, value)
  return { found, input: pool.calls[0]?.input }
}

describe('one user', () => {
  test('is found by the name, in one page', async () => {
    const { found, input } = await find('username', 'ada', listedUser('ada'))
    expect(found?.sub).toBe('sub-of-ada')
    expect(input).toMatchObject({ Filter: 'username = "ada"' })
  })

  test('is found by an address', async () => {
    const { found, input } = await find(
      'email',
      'ada@example.com',
      listedUser('made-up', {
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'email', Value: 'ada@example.com' }
        ]
      })
    )
    expect(found?.username).toBe('made-up')
    expect(input).toMatchObject({ Filter: 'email = "ada@example.com"' })
  })

  test('is nobody whom a listing gives besides', async () => {
    const { found } = await find('username', 'ada', listedUser('Ada'))
    expect(found).toBeUndefined()
    expect((await find('username', 'ada')).found).toBeUndefined()
  })

  test('is asked for by a filter that no value breaks out of', async () => {
    const { input } = await find('username', 'a" or "\\')
    expect(input?.['Filter']).toBe('username = "a\\" or \\"\\\\"')
  })

  test('is asked for by the beginning of a value that makes a filter too long', async () => {
    const value = '"'.repeat(128)
    const { found, input } = await find(
      'username',
      value,
      listedUser('"'.repeat(127)),
      listedUser(value)
    )
    expect(found?.username).toBe(value)
    const filter = String(input?.['Filter'])
    expect(filter).toMatch(/^username \^= "(\\")+"$/)
    expect(filter.length).toBeLessThanOrEqual(256)
    expect(filter.length).toBeGreaterThan(250)
  })
})

test('a search that is refused is a failure', async () => {
  const pool = fakePool({ ListUsers: refuses('InvalidParameterException') })
  await expect(findUser(pool, 'username', 'ada')).rejects.toMatchObject({
    awsCode: 'InvalidParameterException'
  })
})
