import { describe, expect, test } from '@jest/globals'
import { readTarget } from '../../../src/restore/target.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER } from '../../fixtures/fake-world.ts'

async function read(
  changes: Record<string, unknown> = {},
  ...usernames: string[]
) {
  const { progress, pieces } = fakeProgress()
  const pool = fakePool({
    DescribeUserPool: () => poolAnswer(changes),
    ListGroups: ({ NextToken: token }) =>
      token === undefined
        ? { Groups: [listedGroup('admins')], NextToken: 't' }
        : { Groups: [listedGroup('staff')] },
    ListUsers: ({ PaginationToken: token }) =>
      token === undefined
        ? { Users: [], PaginationToken: 't' }
        : { Users: usernames.map(name => listedUser(name)) }
  })
  return { target: await readTarget(pool, progress, NEVER), pool, pieces }
}

describe('the target pool', () => {
  test('is known by its users, groups and description', async () => {
    const { target, pieces } = await read(
      { AliasAttributes: ['email'] },
      'ada',
      'eva'
    )
    expect(target.groups).toEqual(new Set(['admins', 'staff']))
    expect(target.has('ada')).toBe(true)
    expect(target.has('grace')).toBe(false)
    expect(target.aliasAttributes).toEqual(['email'])
    expect(target.description.attributeNames).toContain('email')
    expect(pieces).toMatchObject([{ expected: 2, done: 2, ended: 1 }])
  })

  test('tells Ada from ada only when it is case sensitive', async () => {
    const sensitive = { UsernameConfiguration: { CaseSensitive: true } }
    const { target: exact } = await read(sensitive, 'Ada')
    expect([exact.has('Ada'), exact.has('ada')]).toEqual([true, false])
    const { target: folded } = await read({}, 'Ada')
    expect([folded.has('Ada'), folded.has('aDA')]).toEqual([true, true])
  })

  test('is read without a call that bills a user or writes', async () => {
    const { pool } = await read({}, 'ada')
    expect(new Set(pool.calls.map(call => call.operation))).toEqual(
      new Set(['DescribeUserPool', 'ListGroups', 'ListUsers'])
    )
  })

  test('ends its progress when it can not be read', async () => {
    const { progress, pieces } = fakeProgress()
    const pool = fakePool({
      DescribeUserPool: () => poolAnswer(),
      ListGroups: () => ({ Groups: [] }),
      ListUsers: refuses('AccessDeniedException')
    })
    await expect(readTarget(pool, progress, NEVER)).rejects.toMatchObject({
      awsCode: 'AccessDeniedException'
    })
    expect(pieces).toMatchObject([{ ended: 1 }])
  })
})
