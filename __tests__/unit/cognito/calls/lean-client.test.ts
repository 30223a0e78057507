import { describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import {
  CognitoIdentityProviderClient,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { createRetryStrategy } from '../../../../src/aws/retry.ts'
import { leanClient } from '../../../../src/cognito/calls/lean-client.ts'
import { NO_PACE } from '../../../fixtures/wire-pool.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'

/** What the endpoint answers, one request after the other. */
interface Answer {
  body: string
  statusCode?: number
}

interface Sent {
  headers: Record<string, string>
  body: Uint8Array
}

/**
 * A client that gets these answers, and one that does less with them. The last
 * answer comes again and again.
 *
 * @param sent gets the requests of the second
 */
function clients(
  answers: readonly Answer[],
  sent: Sent[] = [],
  pacer: Parameters<typeof leanClient>[1] = NO_PACE
) {
  const create = (onSent: (request: Sent) => void) => {
    let next = 0
    return new CognitoIdentityProviderClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      retryStrategy: createRetryStrategy(3, length => new Uint8Array(length)),
      requestHandler: {
        handle: (request: Sent) => {
          onSent(request)
          const answer = answers[Math.min(next++, answers.length - 1)]
          if (answer === undefined) throw new Error('No answer is left')
          const { body, statusCode = 200 } = answer
          const headers = { 'x-amzn-requestid': 'r1' }
          const response = {
            statusCode,
            headers,
            body: Readable.from([Buffer.from(body)])
          }
          return Promise.resolve({ response })
        }
      }
    })
  }
  const lean = create(request => void sent.push(request))
  leanClient(lean, pacer)
  return { lean, plain: create(() => undefined) }
}

/** The same after one page that both have got. */
async function laterClients(answers: readonly Answer[], sent: Sent[] = []) {
  const page = { body: JSON.stringify({ Users: [], Groups: [] }) }
  const both = clients([page, page, page, ...answers], sent)
  for (const client of [both.lean, both.plain]) {
    await client.send(list)
    await client.send(members)
    await client.send(groups)
  }
  sent.length = 0
  return both
}

/** Both, as they are before their first call and after it. */
const TIMES: [
  string,
  (answers: readonly Answer[], sent?: Sent[]) => ReturnType<typeof laterClients>
][] = [
  [
    'in the first call',
    (answers, sent) => Promise.resolve(clients(answers, sent))
  ],
  ['in a later call', laterClients]
]

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

const groups = new ListGroupsCommand({ UserPoolId: POOL_ID })

describe.each(TIMES)(
  'a page of users is what the SDK makes of it, %s,',
  (_time, create) => {
    test.each<[string, object]>([
      ['with users', { Users: [USER, { ...USER, Username: 'eva' }] }],
      ['with a token', { Users: [USER], PaginationToken: 'next' }],
      ['without users', { Users: [], PaginationToken: 'next' }],
      ['without dates', { Users: [{ Username: 'ada', Attributes: [] }] }]
    ])('%s', async (_which, page) => {
      const { lean, plain } = await create([{ body: JSON.stringify(page) }])
      const expected = await told(plain.send(list))
      expect(await told(lean.send(list))).toEqual(expected)
      expect(expected).not.toHaveProperty('message')
    })

    test.each([{}, { Users: null }, { PaginationToken: 'next' }])(
      'an empty one where the list is left out: %j',
      async page => {
        const { lean } = await create([{ body: JSON.stringify(page) }])
        expect((await lean.send(list)).Users).toEqual([])
      }
    )

    test('without what is null among them', async () => {
      const { lean } = await create([
        { body: JSON.stringify({ Users: [null, USER] }) }
      ])
      expect((await lean.send(list)).Users).toHaveLength(1)
    })

    test('also one after the other, by the same client', async () => {
      const { lean } = await create([
        { body: JSON.stringify({ Users: [USER] }) }
      ])
      const [one, two] = [await lean.send(list), await lean.send(list)]
      expect(one.Users).toEqual(two.Users)
      expect(one.Users?.[0]?.UserCreateDate).toEqual(
        new Date('2026-01-02T03:04:05.678Z')
      )
      expect(one.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
    })
  }
)

test.each(TIMES)(
  'the members of a group have their names and no more, %s',
  async (_time, create) => {
    const { lean } = await create([
      { body: JSON.stringify({ Users: [USER], NextToken: 'n' }) }
    ])
    expect(await told(lean.send(members))).toEqual({
      Users: [{ Username: 'ada' }],
      NextToken: 'n'
    })
  }
)

describe.each(TIMES)('a page of groups, %s,', (_time, create) => {
  test('is what the SDK makes of it', async () => {
    const group = {
      GroupName: 'a',
      Precedence: 0,
      RoleArn: '',
      CreationDate: 1.5,
      LastModifiedDate: 1767323045.678
    }
    const page = { Groups: [group, { GroupName: 'b' }], NextToken: 'next' }
    const { lean, plain } = await create([{ body: JSON.stringify(page) }])
    const expected = await told(plain.send(groups))
    expect(await told(lean.send(groups))).toEqual(expected)
    expect(expected).toMatchObject({ Groups: [{ GroupName: 'a' }, {}] })
  })

  test('lacks a date that is none, where the SDK throws', async () => {
    const page = { Groups: [{ GroupName: 'a', CreationDate: 'NaN' }] }
    const { lean, plain } = await create([{ body: JSON.stringify(page) }])
    expect(await told(plain.send(groups))).toMatchObject({ name: 'TypeError' })
    expect((await lean.send(groups)).Groups).toEqual([{ GroupName: 'a' }])
  })
})

describe.each(TIMES)(
  'what is no page of users is left to the SDK, %s,',
  (_time, create) => {
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
      const { lean, plain } = await create([{ body, statusCode: status }])
      expect(await told(lean.send(list))).toEqual(await told(plain.send(list)))
    })

    test('another call', async () => {
      const group = { Group: { GroupName: 'a', CreationDate: 1.5 } }
      const { lean, plain } = await create([{ body: JSON.stringify(group) }])
      const call = new GetGroupCommand({ UserPoolId: POOL_ID, GroupName: 'a' })
      const expected = await told(plain.send(call))
      expect(await told(lean.send(call))).toEqual(expected)
      expect(expected).toMatchObject({ Group: { GroupName: 'a' } })
    })
  }
)

describe('a later call', () => {
  const page = { body: JSON.stringify({ Users: [USER], PaginationToken: 'n' }) }
  const busy = {
    body: JSON.stringify({ __type: 'TooManyRequestsException', message: '' }),
    statusCode: 400
  }

  test('sends what the SDK sends, with an id of its own', async () => {
    const sent: Sent[] = []
    const { lean } = clients([page], sent)
    const again = new ListUsersCommand({
      UserPoolId: POOL_ID,
      Filter: undefined,
      PaginationToken: 'n'
    })
    await lean.send(again)
    await lean.send(again)
    const [first, second] = sent.map(({ headers, body }) => {
      const {
        authorization = '',
        'amz-sdk-invocation-id': id,
        ...rest
      } = headers
      const [signedHeaders] = /SignedHeaders=[^,]+/.exec(authorization) ?? []
      return {
        id,
        rest: { ...rest, 'x-amz-date': '', 'amz-sdk-request': '' },
        signedHeaders,
        body: textOf(body)
      }
    })
    expect(second).toEqual({ ...first, id: second?.id })
    expect(second?.id).not.toBe(first?.id)
    expect(second?.signedHeaders).toContain('x-amz-target')
  })

  test('is tried again after a throttle, whose request is not repeated at once', async () => {
    const sent: Sent[] = []
    const { lean } = await laterClients([busy, page], sent)
    expect((await lean.send(list)).Users).toHaveLength(1)
    expect(sent).toHaveLength(2)
  })

  test('is attempted as often as the SDK would, the first attempt included', async () => {
    const sent: Sent[] = []
    const { lean, plain } = await laterClients([busy], sent)
    expect(await told(lean.send(list))).toEqual(await told(plain.send(list)))
    expect(sent).toHaveLength(3)
  })

  test('waits for its turn, and is given up when the turn does not come', async () => {
    const operations: string[] = []
    const { lean } = clients([page], [], {
      turn: operation => {
        operations.push(operation)
        return Promise.resolve(false)
      }
    })
    await lean.send(list)
    await expect(lean.send(list)).rejects.toThrow('given up')
    expect(operations).toEqual(['ListUsers'])
  })
})

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString()
}
