import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { afterRecovery } from '../../../src/recover/after-recovery.ts'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import { openSnapshot } from '../../../src/snapshot/reader.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { X25519 } from '../../fixtures/age-keys.ts'
import {
  applyScene,
  CONTENT,
  RECOVERY_ID,
  type ApplyScene
} from '../../fixtures/applied-recovery.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakeBucket } from '../../fixtures/fake-bucket.ts'
import { listedUser, poolAnswer, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

/** Compares what a scene has, once the recovery is complete. */
async function compare(scene: ApplyScene = {}, areWritesDenied = false) {
  const DescribeUserPool = () => poolAnswer()
  const set = await applyScene({
    ...scene,
    answers: { DescribeUserPool, ...scene.answers }
  })
  const { request, tools, outcome, objects, answer } = set
  const before = new Set(objects.keys())
  const bucket = fakeBucket(input => {
    if (areWritesDenied && input['Body'] !== undefined) {
      throw awsFailure('AccessDenied', { code: 'access-denied' })
    }
    return answer(input)
  })
  const fetch = fetchFrom(bucket, NEVER)
  const applied = {
    description: await describePool(tools.pool),
    snapshot: await openSnapshot(ADDRESS, fetch, request.ageIdentities),
    recovery: {
      id: RECOVERY_ID,
      status: 'RESTORE_COMPLETED',
      recoverTo: new Date(0),
      triggeredAt: undefined,
      preview: undefined
    }
  }
  let error: unknown
  try {
    await afterRecovery(request, applied, { ...tools, bucket }, outcome)
  } catch (thrown) {
    error = thrown
  }
  const stored = [...objects].filter(([key]) => !before.has(key))
  return { error, outcome, stored, pool: tools.pool }
}

const titlesOf = ({ outcome }: Awaited<ReturnType<typeof compare>>) =>
  outcome.warnings.map(({ title }) => title)

describe('a recovered pool', () => {
  test('is compared with the snapshot by number', async () => {
    const compared = await compare()
    expect(compared.error).toBeUndefined()
    expect(compared.outcome.losses).toEqual({
      usersMissing: 1,
      usersReverted: 1,
      groupsMissing: 1,
      membershipsGone: 1
    })
    expect(titlesOf(compared)).toEqual([
      'Users are missing after the recovery',
      'Users were reverted by the recovery'
    ])
  })

  test('is said to lack nothing where nothing went', async () => {
    const Users = ['ada', 'eva', 'new'].map(name => listedUser(name))
    const compared = await compare({
      content: { users: CONTENT.users?.slice(0, 1) ?? [] },
      answers: { ListUsers: () => ({ Users }) }
    })
    expect(compared.outcome.losses).toMatchObject({
      usersMissing: 0,
      usersReverted: 0
    })
    expect(titlesOf(compared)).toEqual([])
  })

  test('is only listed, which bills no user', async () => {
    const { pool } = await compare()
    for (const { operation } of pool.calls) {
      expect(operation).toMatch(/^(List|Describe)/)
    }
  })
})

describe('the report of a recovery', () => {
  test('names each user that is missing or was reverted', async () => {
    const { stored, outcome } = await compare()
    const [[key, bytes] = ['', Buffer.of()], ...others] = stored
    expect(others).toEqual([])
    expect(outcome.report).toBe(`s3://my-backups/${key}`)
    expect(key).toMatch(/\/restores\/[^/]+\/report\.ndjson\.gz$/)
    const lines = gunzipSync(bytes).toString().trim().split('\n')
    expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
      {
        username: 'eva',
        oldSub: 'sub-of-eva',
        newSub: 'sub-of-eva',
        result: 'reverted',
        code: 'attributes memberships'
      },
      {
        username: 'new',
        oldSub: 'sub-of-new',
        newSub: null,
        result: 'missing',
        code: null
      }
    ])
  })

  test('is encrypted as its snapshot is', async () => {
    const { stored, error } = await compare({
      content: { ...CONTENT, ageRecipients: [X25519.recipient] },
      ageIdentities: [X25519.identity]
    })
    expect(error).toBeUndefined()
    const [[key, bytes] = ['', Buffer.of()]] = stored
    expect(key).toMatch(/\.gz\.age$/)
    expect(Buffer.from(bytes).subarray(0, 18).toString()).toBe(
      'age-encryption.org'
    )
  })

  test('may not be stored, which leaves the numbers as they are', async () => {
    const compared = await compare({}, true)
    expect(compared.error).toBeUndefined()
    expect(compared.outcome.losses).toMatchObject({ usersMissing: 1 })
    expect(compared.outcome.report).toBeUndefined()
    expect(titlesOf(compared)).toContain(
      'The report of the recovery was not stored'
    )
  })
})

test('a comparison that fails says that the recovery is complete', async () => {
  const { error, outcome } = await compare({
    answers: { ListUsers: refuses('ThrottlingException') }
  })
  expect(error).toMatchObject({ code: 'aws' })
  expect(String(error)).toMatch(
    /has recovered the pool.*ThrottlingException.*same apply.*mode: compare/
  )
  expect(outcome.losses).toBeUndefined()
})
