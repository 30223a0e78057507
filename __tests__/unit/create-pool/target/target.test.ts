import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Cognito } from '../../../../src/cognito/calls/pool-client.ts'
import type { Journal } from '../../../../src/create-pool/records/journal.ts'
import { readTarget } from '../../../../src/create-pool/target/target.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const OURS = '0123456789abcdef0123456789abcdef'
const SNAPSHOT = '20261123T020000Z-ABCDEFGHIJKLMNOP'
const BEGUN_AT = Date.parse('2026-11-30T01:00:00Z')
const PLACE = { accountId: '111122223333', region: 'eu-west-1' }
const DENIED = () =>
  Promise.reject(awsFailure('AccessDeniedException', { code: 'access-denied' }))
const GONE = () => Promise.reject(awsFailure('ResourceNotFoundException'))

type Answer = (input: Readonly<Record<string, unknown>>) => object

let pools: Record<string, { nonce?: string; createdAt?: number }>
let entry: { snapshotId: string; isComplete: boolean; userPoolId?: string }
let nonces: string[]
let instead: Record<string, Answer>
beforeEach(() => {
  pools = {}
  entry = { snapshotId: SNAPSHOT, isComplete: false }
  nonces = [OURS]
  instead = {}
})

function read(wanted: object = {}) {
  const answers: Record<string, Answer> = {
    ListUserPools: () => ({
      UserPools: Object.keys(pools).map(Id => ({ Id, Name: 'people' }))
    }),
    DescribeUserPool: ({ UserPoolId }) => {
      const pool = pools[String(UserPoolId)]
      if (pool === undefined) return GONE()
      const { nonce, createdAt = BEGUN_AT + 5000 } = pool
      return {
        UserPool: {
          CreationDate: createdAt / 1000,
          UserPoolTags: nonce && { 'cognito-backup:nonce': nonce },
          Domain: 'shop'
        }
      }
    },
    DescribeUserPoolDomain: () => ({ DomainDescription: {} }),
    ...instead
  }
  const cognito: Cognito = {
    ...fakePool(answers),
    pool: userPoolId => ({ ...fakePool(answers), userPoolId })
  }
  const journal = {
    nonces: () => Promise.resolve(new Set(nonces)),
    read: (nonce: string) =>
      Promise.resolve({
        nonce,
        startedAt: BEGUN_AT,
        sourceUserPoolId: 'eu-west-1_Source123',
        poolName: 'people',
        userPoolId: undefined,
        clients: undefined,
        ...entry
      })
  } as Partial<Journal> as Journal
  return readTarget(
    cognito,
    journal,
    {
      snapshotId: SNAPSHOT,
      source: { ...PLACE, userPoolId: 'eu-west-1_Source123' },
      place: PLACE,
      poolName: 'people',
      domains: [],
      ...wanted
    },
    NEVER
  )
}

describe('a pool of the wanted name', () => {
  test('is our own by a nonce of the journal', async () => {
    pools = { mine: { nonce: OURS }, other: {} }
    expect(await read()).toMatchObject({
      own: { userPoolId: 'mine' },
      sameName: ['other']
    })
  })

  test.each([
    ['has a nonce that the journal lacks', { nonce: 'f'.repeat(32) }],
    ['is older than its nonce', { nonce: OURS, createdAt: BEGUN_AT - 3.6e6 }],
    ['has no age', { nonce: OURS, createdAt: NaN }]
  ])("is another's if it %s", async (_, pool) => {
    pools = { forged: pool }
    expect(await read()).toMatchObject({ own: undefined, sameName: ['forged'] })
  })

  test("is another's if its nonce is copied from the pool of the journal", async () => {
    pools = { copied: { nonce: OURS }, mine: { nonce: OURS } }
    entry = { snapshotId: SNAPSHOT, isComplete: true, userPoolId: 'mine' }
    expect(await read()).toMatchObject({
      own: { userPoolId: 'mine' },
      sameName: ['copied']
    })
  })

  test("is another's if the role may not read it", async () => {
    pools = { hidden: { nonce: OURS } }
    instead = { DescribeUserPool: DENIED }
    expect(await read()).toMatchObject({ own: undefined, sameName: ['hidden'] })
  })

  test('is refused if it is half made from another snapshot', async () => {
    pools = { mine: { nonce: OURS } }
    entry.snapshotId = '20250101T000000Z-ABCDEFGHIJKLMNOP'
    await expect(read()).rejects.toMatchObject({
      code: 'half-made',
      message: expect.stringMatching(
        /mine.*20250101T000000Z-ABCDEFGHIJKLMNOP.*delete-user-pool-domain --user-pool-id mine --domain shop .*--deletion-protection INACTIVE .*delete-user-pool --user-pool-id mine --region eu-west-1/
      )
    })
  })

  test('is complete, whichever snapshot it was made from', async () => {
    pools = { mine: { nonce: OURS } }
    entry = { snapshotId: 'older', isComplete: true }
    const own = { userPoolId: 'mine' }
    expect(await read()).toMatchObject({ own, sameName: [] })
  })

  test('is like any other if several were completed from other snapshots', async () => {
    pools = { mine: { nonce: OURS }, second: { nonce: OURS } }
    entry = { snapshotId: 'older', isComplete: true }
    const sameName = ['mine', 'second']
    expect(await read()).toMatchObject({ own: undefined, sameName })
  })

  test('is refused if there are two that are half made', async () => {
    pools = { one: { nonce: OURS }, two: { nonce: OURS } }
    await expect(read()).rejects.toMatchObject({
      code: 'half-made',
      message: expect.stringMatching(/pool-id one .*pool-id two /)
    })
  })

  test('is unknown if the role may not list pools and none was begun', async () => {
    instead = { ListUserPools: DENIED }
    nonces = []
    expect(await read()).toMatchObject({ own: undefined, sameName: 'unknown' })
  })

  test('must be looked for if one was begun', async () => {
    instead = { ListUserPools: DENIED }
    await expect(read()).rejects.toMatchObject({ code: 'access-denied' })
  })
})

describe('the pool of the snapshot', () => {
  test('is there, or gone', async () => {
    pools = { 'eu-west-1_Source123': {} }
    expect((await read()).source).toBe('there')
    pools = {}
    expect((await read()).source).toBe('gone')
  })

  test('is unknown where it can not be read', async () => {
    const source = { userPoolId: 'us-east-1_X', region: 'us-east-1' }
    const there = { source: { ...PLACE, ...source } }
    expect((await read(there)).source).toBe('unknown')
    instead = { DescribeUserPool: DENIED }
    expect((await read()).source).toBe('unknown')
  })
})

describe('a wanted domain', () => {
  const domains = ['mine']
  const state = async () => (await read({ domains })).domains.get('mine')

  test('is free where Cognito names no pool, and for the pool that has it', async () => {
    expect(await state()).toBe('free')
    pools = { mine: { nonce: OURS } }
    const DomainDescription = { UserPoolId: 'mine' }
    instead = { DescribeUserPoolDomain: () => ({ DomainDescription }) }
    expect(await state()).toBe('free')
  })

  test('is taken by any other pool', async () => {
    const DomainDescription = { UserPoolId: 'other' }
    instead = { DescribeUserPoolDomain: () => ({ DomainDescription }) }
    expect(await state()).toBe('taken')
  })

  test('is unknown where the role may not ask', async () => {
    instead = { DescribeUserPoolDomain: DENIED }
    expect(await state()).toBe('unknown')
  })
})
