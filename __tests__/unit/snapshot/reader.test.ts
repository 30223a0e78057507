import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import {
  definitionCodec,
  encodeDefinition
} from '../../../src/snapshot/definition-codec.ts'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import { manifestKey, partKey } from '../../../src/snapshot/manifest.ts'
import { packParts } from '../../../src/snapshot/parts/part-writer.ts'
import type { FetchObject } from '../../../src/snapshot/fetch-sound.ts'
import {
  openSnapshot,
  readRecords,
  type OpenSnapshot
} from '../../../src/snapshot/reader.ts'
import { userCodec } from '../../../src/snapshot/records.ts'
import { objectInPlace } from '../../fixtures/object-in-place.ts'
import { codeOf } from '../../fixtures/refusals.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../fixtures/small-snapshot.ts'
import { drain, streamOf } from '../../fixtures/streams.ts'

const USERS_KEY = partKey(ADDRESS, 'users', 0)

function readUsers(snapshot: OpenSnapshot, fetch: FetchObject) {
  return drain(readRecords(snapshot, 'users', userCodec, fetch))
}

describe('a snapshot', () => {
  test('opens with the digest of its stored manifest', async () => {
    const { fetch, manifest, objects } = await smallSnapshot()
    const opened = await openSnapshot(ADDRESS, fetch)
    const stored = objects.get(manifestKey(ADDRESS)) ?? ''
    expect(opened).toEqual({
      address: ADDRESS,
      manifest,
      manifestSha256: sha256(stored)
    })
  })

  test('without a manifest does not exist', async () => {
    const { fetch, objects } = await smallSnapshot()
    objects.delete(manifestKey(ADDRESS))
    await expect(openSnapshot(ADDRESS, fetch)).rejects.toMatchObject({
      code: 'no-snapshot',
      message: expect.stringContaining('s3://my-backups/cognito-backup/')
    })
  })

  test('gives only the records of the kind that is asked for', async () => {
    const { fetch } = await smallSnapshot({
      users: [userRecord()],
      groups: [groupRecord()]
    })
    const opened = await openSnapshot(ADDRESS, fetch)
    const pages = await readUsers(opened, fetch)
    expect(pages.flat()).toEqual([userRecord()])
  })

  test('is fetched under the caps of the format', async () => {
    const caps = new Map<string, number>()
    const { fetch } = await smallSnapshot({ users: [userRecord()] })
    const watched: FetchObject = (key, maxBytes) => {
      caps.set(key, maxBytes)
      return fetch(key, maxBytes)
    }
    await readUsers(await openSnapshot(ADDRESS, watched), watched)
    expect(caps.get(manifestKey(ADDRESS))).toBe(READ_CAPS.manifestBytes)
    expect(caps.get(USERS_KEY)).toBe(READ_CAPS.partBytes)
  })
})

test('an object is fetched in the version that the manifest names', async () => {
  const versions = new Map<string, unknown>()
  const content = { users: [userRecord()] }
  const { fetch } = await smallSnapshot(content, ADDRESS, 'v1')
  const watched: FetchObject = (key, maxBytes, versionId) => {
    versions.set(key, versionId)
    return fetch(key, maxBytes)
  }
  await readUsers(await openSnapshot(ADDRESS, watched), watched)
  expect(versions.get(manifestKey(ADDRESS))).toBeUndefined()
  expect(versions.get(USERS_KEY)).toBe('v1')
})

describe('a part is refused', () => {
  const users = [userRecord()]

  test('with any single bit changed', async () => {
    const { fetch, objects } = await smallSnapshot({ users })
    const opened = await openSnapshot(ADDRESS, fetch)
    const good = Buffer.from(objects.get(USERS_KEY) ?? '')
    const codes = new Set<string>()
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const changed = Buffer.from(good)
      const at = bit >> 3
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit & 7)), at)
      objects.set(USERS_KEY, changed)
      codes.add(await codeOf(readUsers(opened, fetch)))
    }
    expect([...codes]).toEqual(['snapshot-digest'])
  })

  test('at any shorter length, and with anything appended', async () => {
    const { fetch, objects } = await smallSnapshot({ users })
    const opened = await openSnapshot(ADDRESS, fetch)
    const good = Buffer.from(objects.get(USERS_KEY) ?? '')
    const codes = new Set<string>()
    for (let length = 0; length < good.length; length += 1) {
      objects.set(USERS_KEY, good.subarray(0, length))
      codes.add(await codeOf(readUsers(opened, fetch)))
    }
    expect([...codes]).toEqual(['snapshot-truncated'])
    for (const added of [Buffer.alloc(1), good]) {
      objects.set(USERS_KEY, Buffer.concat([good, added]))
      await expect(readUsers(opened, fetch)).rejects.toMatchObject({
        code: 'snapshot-appended'
      })
    }
  })

  test('when it is missing', async () => {
    const { fetch, objects } = await smallSnapshot({ users })
    const opened = await openSnapshot(ADDRESS, fetch)
    objects.delete(USERS_KEY)
    await expect(readUsers(opened, fetch)).rejects.toMatchObject({
      code: 'snapshot-missing',
      message: expect.stringContaining(USERS_KEY)
    })
  })

  test('when it was swapped with another part', async () => {
    const { fetch, objects } = await smallSnapshot({
      users: [userRecord(), userRecord({ username: 'eva' })]
    })
    const opened = await openSnapshot(ADDRESS, fetch)
    const second = objects.get(partKey(ADDRESS, 'users', 1))
    objects.set(USERS_KEY, second ?? Buffer.alloc(0))
    await expect(readUsers(opened, fetch)).rejects.toMatchObject({
      code: expect.stringMatching(/^snapshot-(truncated|appended|digest)$/)
    })
  })

  test('when it changed between two readings', async () => {
    const { fetch, objects } = await smallSnapshot({ users })
    const opened = await openSnapshot(ADDRESS, fetch)
    await readUsers(opened, fetch)
    objects.set(USERS_KEY, gzipSync('{}\n'))
    await expect(readUsers(opened, fetch)).rejects.toMatchObject({
      code: 'snapshot-truncated'
    })
  })
})

describe('a part that its manifest vouches for is still refused', () => {
  const line = `${userCodec.encode(userRecord())}\n`
  const member = gzipSync(line)
  const [damaged, invalid, counts] = [
    'snapshot-damaged',
    'snapshot-invalid',
    'snapshot-counts'
  ]
  const MEMBERSHIP = '{"group":"a","username":"b"}\n'
  const OTHER_ORDER = '{"sub":"1","username":"b"}\n'

  test.each([
    ['two gzip members', damaged, Buffer.concat([member, gzipSync(line)]), 2],
    ['zeros after it', damaged, Buffer.concat([member, Buffer.alloc(64)]), 1],
    ['garbage after it', damaged, Buffer.concat([member, Buffer.from('x')]), 1],
    ['plain text', damaged, Buffer.from(line), 1],
    ['more records than counted', counts, gzipSync(line + line), 1],
    ['fewer records than counted', counts, member, 2],
    ['no records where one is counted', counts, gzipSync(''), 1],
    ['a line that is cut off', invalid, gzipSync(line.trimEnd()), 1],
    ['an empty line', invalid, gzipSync(`${line}\n`), 2],
    ['another kind of record', invalid, gzipSync(MEMBERSHIP), 1],
    ['a record in another order', invalid, gzipSync(OTHER_ORDER), 1]
  ])('when it holds %s', async (_what, code, bytes, records) => {
    const { read } = await objectInPlace('users', userCodec)
    const reading = drain(read(bytes, records))
    await expect(reading).rejects.toMatchObject({ code })
  })

  test('before more records are handed over than are counted', async () => {
    const bytes = gzipSync(line.repeat(10_000))
    const { read } = await objectInPlace('users', userCodec)
    let handedOver = 0
    const reading = async () => {
      for await (const page of read(bytes, 100)) handedOver += page.length
    }
    await expect(reading()).rejects.toMatchObject({ code: counts })
    expect(handedOver).toBeLessThanOrEqual(100)
  })

  test('when it inflates to one line without an end', async () => {
    const bytes = gzipSync(Buffer.alloc(16 * 1024 * 1024, 'a'))
    const { read } = await objectInPlace('users', userCodec)
    await expect(drain(read(bytes))).rejects.toMatchObject({
      code: 'snapshot-bomb'
    })
  })
})

describe('the definition of the pool', () => {
  test('may be far longer than a line of a record, and is one part', async () => {
    const identityProviders = Array.from({ length: 1000 }, (_, at) => ({
      ClientId: `client${at}`,
      CallbackURLs: [`https://${'x'.repeat(5000)}.example.com/${at}`]
    }))
    const line = encodeDefinition({
      userPool: { Name: 'people' },
      identityProviders
    })
    expect(line.length).toBeGreaterThan(5_000_000)
    const parts = await drain(packParts('pool', streamOf([[line]])))
    expect(parts).toMatchObject([{ kind: 'pool', index: 0, records: 1 }])
    const { read } = await objectInPlace('pool', definitionCodec)
    const pages = await drain(read(parts[0]?.bytes ?? Buffer.of()))
    expect(pages).toEqual([
      [{ userPool: { Name: 'people' }, identityProviders }]
    ])
  })

  test.each([
    ['nothing', ''],
    ['two definitions', '{"userPool":{}}\n{"userPool":{}}\n'],
    ['no line feed', '{"userPool":{}}'],
    ['white space', '{"userPool": {}}\n'],
    ['a byte order mark', '\ufeff{"userPool":{}}\n']
  ])('is refused when it holds %s', async (_what, text) => {
    const { read } = await objectInPlace('pool', definitionCodec)
    await expect(drain(read(gzipSync(text)))).rejects.toMatchObject({
      code: 'snapshot-invalid'
    })
  })
})
