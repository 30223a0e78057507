import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { openCreatedUsers } from '../../../../src/restore/records/created-users.ts'
import type { Bucket } from '../../../../src/storage/bucket.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  KEY_ARN,
  memoryBucket
} from '../../../fixtures/fake-bucket.ts'
import { fakeClock, NEVER } from '../../../fixtures/fake-world.ts'

const RESTORES = 'cognito-backup/eu-west-1_Ef56Gh78J/restores/'

async function open(bucket: Bucket, restoreId = 'first', lastRecord = NEVER) {
  const created = openCreatedUsers({
    bucket,
    clock: fakeClock().clock,
    encryption: { algorithm: 'aws:kms', keyId: KEY_ARN },
    place: {
      prefix: 'cognito-backup',
      userPoolId: 'eu-west-1_Ef56Gh78J',
      restoreId
    },
    signal: NEVER,
    lastRecord
  })
  await created.read()
  return created
}

const markOf = (oldSub: string, newSub: string) =>
  createHash('sha256').update(`${oldSub} ${newSub}`).digest('hex').slice(0, 32)

describe('the users that a restore has created', () => {
  test('are known to it at once, and to later restores', async () => {
    const { bucket, objects } = memoryBucket()
    const first = await open(bucket)
    first.add('old', 'new')
    expect(first.has('old', 'new')).toBe(true)
    await first.finish()
    expect([...objects.keys()]).toEqual([
      `${RESTORES}first/created-00000.txt.gz`
    ])
    const second = await open(bucket, 'second')
    expect(second.has('old', 'new')).toBe(true)
    expect(second.has('new', 'old')).toBe(false)
    expect(second.has('old', 'other')).toBe(false)
    second.add('older', 'newer')
    await second.finish()
    const third = await open(bucket, 'third')
    expect([third.has('old', 'new'), third.has('older', 'newer')]).toEqual([
      true,
      true
    ])
  })

  test('are stored without a trace of who they are', async () => {
    const { bucket, objects } = memoryBucket()
    const created = await open(bucket)
    created.add('old', 'new')
    created.add('old', 'new')
    await created.finish()
    const [bytes = Buffer.of()] = objects.values()
    expect(gunzipSync(bytes).toString()).toBe(`${markOf('old', 'new')}\n`)
  })

  test('are stored piece by piece, so that a lost runner loses few', async () => {
    const { bucket, objects } = memoryBucket()
    const created = await open(bucket)
    for (let n = 0; n < 49; n += 1) created.add('old', `new-${n}`)
    await Promise.resolve()
    expect(objects.size).toBe(0)
    created.add('old', 'new-49')
    await new Promise(setImmediate)
    expect(objects.size).toBe(1)
    for (let n = 50; n < 20_000; n += 1) created.add('old', `new-${n}`)
    await created.finish()
    expect(objects.size).toBeLessThan(110)
    const later = await open(bucket, 'later')
    const missing = Array.from({ length: 20_000 }, (_, n) => `new-${n}`).filter(
      name => !later.has('old', name)
    )
    expect(missing).toEqual([])
  })

  test('cost nothing where there are none', async () => {
    const { bucket, objects } = memoryBucket()
    await (await open(bucket)).finish()
    expect(objects.size).toBe(0)
  })
})

describe('a list that', () => {
  test('could not be stored on the way is stored at the end', async () => {
    const { answer, objects } = memoryBucket()
    let isDown = true
    const bucket = fakeBucket(input => {
      if (input['Body'] !== undefined && isDown) throw awsFailure('SlowDown')
      return answer(input)
    })
    const created = await open(bucket)
    for (let n = 0; n < 120; n += 1) created.add('old', `new-${n}`)
    await new Promise(setImmediate)
    isDown = false
    await created.finish()
    expect(created.unstored).toBeUndefined()
    expect(objects.size).toBe(1)
    expect((await open(bucket, 'next')).has('old', 'new-0')).toBe(true)
  })

  test('can not be stored is reported, and fails nothing', async () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const { answer } = memoryBucket()
    const created = await open(
      fakeBucket(input => {
        if (input['Body'] !== undefined) throw denied
        return answer(input)
      })
    )
    created.add('old', 'new')
    await created.finish()
    expect(created.unstored).toBe(denied)
  })

  test('can not be read is reported, and proves nothing', async () => {
    const created = await open(
      fakeBucket(() => {
        throw awsFailure('AccessDenied', { code: 'access-denied' })
      })
    )
    expect(created.unreadable).toMatch(/could not be read/)
    expect(created.has('old', 'new')).toBe(false)
  })

  test.each([
    ['is no gzip', Buffer.from('x')],
    ['has other lines', gzipSync('ada\n')]
  ])('%s is passed over, out loud', async (_what, bytes) => {
    const { bucket, objects } = memoryBucket()
    const created = await open(bucket)
    created.add('old', 'new')
    await created.finish()
    objects.set(`${RESTORES}other/created-00000.txt.gz`, bytes)
    const later = await open(bucket, 'later')
    expect(later.unreadable).toMatch(/is damaged, and was passed over/)
    expect(later.has('old', 'new')).toBe(true)
  })
})
