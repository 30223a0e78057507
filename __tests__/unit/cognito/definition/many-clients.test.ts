import { describe, expect, test } from '@jest/globals'
import {
  answer,
  capture,
  OPTIONS,
  USER_POOL,
  type Answers
} from './fixtures.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

/** A pool with regular clients, and others that registered themselves. */
function pool(regular: number, registered: number): Answers {
  const ids = (kind: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({ ClientId: `${kind}${at}` }))
  const ofType = {
    REGULAR: ids('r', regular),
    all: [...ids('d', registered), ...ids('r', regular)]
  }
  return {
    ListUserPoolClients: ({ ClientType, NextToken = '0' }) => {
      const all = ClientType === 'REGULAR' ? ofType.REGULAR : ofType.all
      const end = Number(NextToken) + 60
      return answer({
        UserPoolClients: all.slice(end - 60, end),
        ...(end < all.length && { NextToken: String(end) })
      })
    }
  }
}

const captureWith = (answers: Answers, clientLimit: number) =>
  capture(answers, NEVER, USER_POOL, { ...OPTIONS, clientLimit })

/** How often each operation was called client by client. */
function callsByClient(calls: Awaited<ReturnType<typeof capture>>['calls']) {
  const counts: Record<string, number> = {}
  for (const { operation, input } of calls) {
    if (input['ClientId'] === undefined) continue
    counts[operation] = (counts[operation] ?? 0) + 1
  }
  return counts
}

describe('of app clients that registered themselves', () => {
  test('as many are captured as the limit says, and of the others all', async () => {
    const { counts, stored, calls } = await captureWith(pool(70, 9930), 100)
    expect(counts).toEqual({ records: 170, listed: 10_000, leftOut: 9830 })
    const clients = stored['clients'] as { ClientId: string }[]
    const regular = clients.filter(({ ClientId }) => ClientId.startsWith('r'))
    expect(regular).toHaveLength(70)
    expect(callsByClient(calls)).toEqual({
      DescribeManagedLoginBrandingByClient: 170,
      DescribeRiskConfiguration: 170,
      DescribeUserPoolClient: 170,
      GetUICustomization: 170,
      GetUserPoolClientSessionConfiguration: 170,
      // Cognito offers it for regular clients alone.
      ListUserPoolClientSecrets: 70
    })
  })

  test('none are captured with a limit of 0', async () => {
    const { counts } = await captureWith(pool(2, 3), 0)
    expect(counts).toEqual({ records: 2, listed: 5, leftOut: 3 })
  })

  test('all are captured that the limit lets in', async () => {
    const { counts, stored } = await captureWith(pool(1, 3), 3)
    expect(counts).toEqual({ records: 4, listed: 4, leftOut: 0 })
    expect(stored['notCaptured']).toEqual([])
  })
})

test('1,200 regular clients are all captured, whatever the limit', async () => {
  const { counts } = await captureWith(pool(1200, 0), 0)
  expect(counts).toEqual({ records: 1200, listed: 1200, leftOut: 0 })
})

describe('an endpoint that knows no types of clients', () => {
  test('has all its clients captured', async () => {
    const both = pool(0, 80)['ListUserPoolClients'] ?? (() => ({}))
    const { counts } = await captureWith(
      {
        ListUserPoolClients: ({ ClientType: _, ...input }) => both(input)
      },
      10
    )
    expect(counts).toEqual({ records: 80, listed: 80, leftOut: 0 })
  })
})

test('a client that no line of a snapshot holds is left out, and it is said', async () => {
  const { counts, stored } = await captureWith(
    {
      ...pool(2, 0),
      DescribeUserPoolClient: ({ ClientId }) =>
        answer({
          UserPoolClient: {
            ClientId,
            ClientName: ClientId === 'r1' ? 'x'.repeat(1024 * 1024) : 'short'
          }
        })
    },
    0
  )
  expect(counts).toEqual({ records: 1, listed: 2, leftOut: 0 })
  expect(stored['notCaptured']).toEqual([
    { section: 'clients', reason: 'TooLarge' }
  ])
})
