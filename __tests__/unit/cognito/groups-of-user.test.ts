import { expect, test } from '@jest/globals'
import { listGroupsOfUser } from '../../../src/cognito/groups.ts'
import { fakePool, listedGroup, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

test('the groups of a user are read to the last page', async () => {
  const pool = fakePool({
    AdminListGroupsForUser: ({ NextToken: token }) =>
      token === undefined
        ? { Groups: [listedGroup('admins')], NextToken: 't' }
        : { Groups: [listedGroup('staff')] }
  })
  const groups = await listGroupsOfUser(pool, 'ada', NEVER)
  expect(groups).toEqual(['admins', 'staff'])
  expect(pool.calls[0]?.input).toMatchObject({ Username: 'ada' })
})

test('a user who is gone is in no group', async () => {
  const pool = fakePool({
    AdminListGroupsForUser: refuses('UserNotFoundException')
  })
  expect(await listGroupsOfUser(pool, 'ada', NEVER)).toEqual([])
})

test('a refusal is no empty answer', async () => {
  const pool = fakePool({
    AdminListGroupsForUser: refuses('AccessDeniedException')
  })
  await expect(listGroupsOfUser(pool, 'ada', NEVER)).rejects.toMatchObject({
    awsCode: 'AccessDeniedException'
  })
})
