import { describe, expect, test } from '@jest/globals'
import { listGroups, listMembers } from '../../../src/cognito/groups.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  POOL_ID
} from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

/** Two pages with an empty one between them. */
function inPages(field: string, first: object, second: object) {
  return ({ NextToken: token }: Record<string, unknown>) =>
    token === undefined
      ? { [field]: [first], NextToken: 't1' }
      : token === 't1'
        ? { [field]: [], NextToken: 't2' }
        : { [field]: [second] }
}

describe('groups', () => {
  test('are read to the last page', async () => {
    const pool = fakePool({
      ListGroups: inPages('Groups', listedGroup('a'), listedGroup('b'))
    })
    const groups = (await drain(listGroups(pool, NEVER))).flat()
    expect(groups.map(group => group.name)).toEqual(['a', 'b'])
    expect(pool.calls).toEqual(
      [undefined, 't1', 't2'].map(token => ({
        operation: 'ListGroups',
        command: 'ListGroupsCommand',
        hasSignal: true,
        input: { UserPoolId: POOL_ID, Limit: 60, NextToken: token }
      }))
    )
  })

  test('come with all of their fields, set or not', async () => {
    const full = { Description: 'd', Precedence: 0, RoleArn: 'arn:r' }
    const pool = fakePool({
      ListGroups: () => ({
        Groups: [listedGroup('a', full), listedGroup('b')]
      })
    })
    const dates = {
      createdAt: new Date('2026-01-02T03:04:05.678Z'),
      modifiedAt: new Date('2026-02-03T04:05:06.789Z')
    }
    expect((await drain(listGroups(pool, NEVER))).flat()).toEqual([
      {
        name: 'a',
        description: 'd',
        precedence: 0,
        roleArn: 'arn:r',
        ...dates
      },
      {
        name: 'b',
        description: undefined,
        precedence: undefined,
        roleArn: undefined,
        ...dates
      }
    ])
  })

  test.each([
    ['empty', { Description: '', RoleArn: '' }],
    ['null', { Description: null, Precedence: null, RoleArn: null }]
  ])('have nothing where it is %s', async (_what, fields) => {
    const pool = fakePool({
      ListGroups: () => ({ Groups: [listedGroup('a', fields)] })
    })
    const [group] = (await drain(listGroups(pool, NEVER))).flat()
    expect(group).toMatchObject({
      description: undefined,
      precedence: undefined,
      roleArn: undefined
    })
  })

  test.each(['GroupName', 'CreationDate', 'LastModifiedDate'])(
    'without %s are an error and not a guess',
    async field => {
      const Groups = [listedGroup('a', { [field]: undefined })]
      const pool = fakePool({ ListGroups: () => ({ Groups }) })
      await expect(drain(listGroups(pool, NEVER))).rejects.toThrow(
        `lacks ${field} of a group`
      )
    }
  )
})

describe('the members of a group', () => {
  test('are read to the last page', async () => {
    const pool = fakePool({
      ListUsersInGroup: inPages('Users', listedUser('ada'), listedUser('eva'))
    })
    const members = await drain(listMembers(pool, 'admins', NEVER))
    expect(members).toEqual([['ada'], [], ['eva']])
    expect(pool.calls).toEqual(
      [undefined, 't1', 't2'].map(token => ({
        operation: 'ListUsersInGroup',
        command: 'ListUsersInGroupCommand',
        hasSignal: true,
        input: {
          UserPoolId: POOL_ID,
          GroupName: 'admins',
          Limit: 60,
          NextToken: token
        }
      }))
    )
  })

  test('without a name are an error', async () => {
    const pool = fakePool({ ListUsersInGroup: () => ({ Users: [{}] }) })
    const members = listMembers(pool, 'admins', NEVER)
    await expect(drain(members)).rejects.toThrow(
      'lacks Username of a member of a group'
    )
  })
})
