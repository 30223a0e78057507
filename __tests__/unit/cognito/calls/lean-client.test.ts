import { describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import {
  CognitoIdentityProviderClient,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { leanClient } from '../../../../src/cognito/calls/lean-client.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'

/** A client that gets this body, and one that does less with it. */
function clients(body: string, statusCode = 200) {
  const create = () =>
    new CognitoIdentityProviderClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle: () =>
          Promise.resolve({
            response: {
              statusCode,
              headers: { 'x-amzn-requestid': 'r1' },
              body: Readable.from([Buffer.from(body)])
            }
          })
      }
    })
  const lean = create()
  leanClient(lean)
  return { lean, plain: create() }
}

/** The answer of a call, or its failure, in what a caller can see of it. */
async function told(call: Promise<object>): Promise<unknown> {
  try {
    const { $metadata: _, ...answer } = (await call) as Record<string, unknown>
    return answer
  } catch (error) {
    const { name, message } = error as Error
    return { name, message: message.slice(0, 20) }
  }
}

const USER = {
  Username: 'ada',
  UserStatus: 'CONFIRMED',
  Enabled: false,
  UserCreateDate: 1767323045.678,
  UserLastModifiedDate: 1.7701022467e9,
  Attributes: [
    { Name: 'sub', Value: '7438d4b8-0000-7000-8000-00000000ada0' },
    { Name: 'custom:note', Value: 'ä "quoted" \u2028 😀' }
  ],
  MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }]
}
const list = new ListUsersCommand({ UserPoolId: POOL_ID })
const members = new ListUsersInGroupCommand({
  UserPoolId: POOL_ID,
  GroupName: 'admins'
})

describe('a page of users is what the SDK makes of it', () => {
  test.each<[string, object]>([
    ['with users', { Users: [USER, { ...USER, Username: 'eva' }] }],
    ['with a token', { Users: [USER], PaginationToken: 'next' }],
    ['without users', { Users: [], PaginationToken: 'next' }],
    ['without dates', { Users: [{ Username: 'ada', Attributes: [] }] }]
  ])('%s', async (_which, page) => {
    const { lean, plain } = clients(JSON.stringify(page))
    const expected = await told(plain.send(list))
    expect(await told(lean.send(list))).toEqual(expected)
    expect(expected).not.toHaveProperty('message')
  })

  test.each([{}, { Users: null }, { PaginationToken: 'next' }])(
    'an empty one where the list is left out: %j',
    async page => {
      const { lean } = clients(JSON.stringify(page))
      expect((await lean.send(list)).Users).toEqual([])
    }
  )

  test('without what is null among them', async () => {
    const { lean } = clients(JSON.stringify({ Users: [null, USER] }))
    expect((await lean.send(list)).Users).toHaveLength(1)
  })

  test('also one after the other, by the same client', async () => {
    const { lean } = clients(JSON.stringify({ Users: [USER] }))
    const [one, two] = [await lean.send(list), await lean.send(list)]
    expect(one.Users).toEqual(two.Users)
    expect(one.Users?.[0]?.UserCreateDate).toEqual(
      new Date('2026-01-02T03:04:05.678Z')
    )
    expect(one.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
  })
})

test('the members of a group have their names and no more', async () => {
  const { lean } = clients(JSON.stringify({ Users: [USER], NextToken: 'n' }))
  expect(await told(lean.send(members))).toEqual({
    Users: [{ Username: 'ada' }],
    NextToken: 'n'
  })
})

describe('a page of groups', () => {
  const call = new ListGroupsCommand({ UserPoolId: POOL_ID })

  test('is what the SDK makes of it', async () => {
    const group = {
      GroupName: 'a',
      Precedence: 0,
      RoleArn: '',
      CreationDate: 1.5,
      LastModifiedDate: 1767323045.678
    }
    const page = { Groups: [group, { GroupName: 'b' }], NextToken: 'next' }
    const { lean, plain } = clients(JSON.stringify(page))
    const expected = await told(plain.send(call))
    expect(await told(lean.send(call))).toEqual(expected)
    expect(expected).toMatchObject({ Groups: [{ GroupName: 'a' }, {}] })
  })

  test('lacks a date that is none, where the SDK throws', async () => {
    const page = { Groups: [{ GroupName: 'a', CreationDate: 'NaN' }] }
    const { lean, plain } = clients(JSON.stringify(page))
    expect(await told(plain.send(call))).toMatchObject({ name: 'TypeError' })
    expect((await lean.send(call)).Groups).toEqual([{ GroupName: 'a' }])
  })
})

describe('what is no page of users is left to the SDK', () => {
  const refusal = JSON.stringify({
    __type: 'InvalidParameterException',
    message: 'raw words of AWS'
  })

  test.each([
    ['an error', refusal, 400],
    ['a page of HTML', '<html></html>', 200],
    ['a page of HTML in an error', '<html></html>', 503],
    ['nothing', '', 200],
    ['an object of something else', '{"error":"quota"}', 200],
    ['a list', '[]', 200],
    ['users that are no list', '{"Users":5}', 200]
  ])('%s', async (_what, body, status) => {
    const { lean, plain } = clients(body, status)
    expect(await told(lean.send(list))).toEqual(await told(plain.send(list)))
  })

  test('another call', async () => {
    const group = { Group: { GroupName: 'a', CreationDate: 1.5 } }
    const { lean, plain } = clients(JSON.stringify(group))
    const call = new GetGroupCommand({ UserPoolId: POOL_ID, GroupName: 'a' })
    const expected = await told(plain.send(call))
    expect(await told(lean.send(call))).toEqual(expected)
    expect(expected).toMatchObject({ Group: { GroupName: 'a' } })
  })
})
