import { beforeAll, describe, expect, test } from '@jest/globals'
import { manifestKey, partKey } from '../../src/snapshot/manifest.ts'
import {
  judgeByRestore,
  judgeByVerify,
  type Objects
} from '../fixtures/damaged-snapshots.ts'
import { ADDRESS, smallSnapshot } from '../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../fixtures/snapshot-records.ts'

/*
 * Every way to damage a small snapshot. Restore and verification have to refuse
 * each with its code, and no restore may have written anything to the pool. That
 * any bit and any length is told from the good one is in unit/snapshot: here one
 * bit is flipped in some of the bytes, and objects are cut off at some lengths.
 */

const CONTENT = {
  users: [userRecord(), userRecord({ username: 'eva', sub: 'sub-of-eva' })],
  groups: [groupRecord()],
  memberships: [{ group: 'admins', username: 'ada' }]
}
let GOOD: Objects
beforeAll(async () => {
  GOOD = (await smallSnapshot(CONTENT, ADDRESS, 'v1')).objects
})
const MANIFEST = manifestKey(ADDRESS)
const PARTS = [
  partKey(ADDRESS, 'pool', 0),
  partKey(ADDRESS, 'groups', 0),
  partKey(ADDRESS, 'users', 0),
  partKey(ADDRESS, 'users', 1),
  partKey(ADDRESS, 'memberships', 0)
]

/** The good objects with one exchanged or, by `undefined`, taken away. */
function withOne(key: string, bytes: Uint8Array | undefined): Objects {
  const objects = new Map(GOOD)
  if (bytes === undefined) objects.delete(key)
  else objects.set(key, bytes)
  return objects
}

const bytesOf = (key: string, objects: Objects = GOOD) =>
  Buffer.from(objects.get(key) ?? '')

async function expectRefused(objects: Objects, code: string): Promise<void> {
  const restored = await judgeByRestore(objects)
  if (restored.code !== code || restored.writes.length > 0) {
    expect(restored).toEqual({ code, writes: [] })
  }
  const verified = await judgeByVerify(objects)
  if (verified.code !== code || verified.codes.join() !== code) {
    expect(verified).toEqual({ code, codes: [code] })
  }
}

/** The code for bytes that stand in the place of others. */
function codeFor(stored: Uint8Array, listed: Uint8Array): string {
  if (stored.length < listed.length) return 'snapshot-truncated'
  return stored.length > listed.length ? 'snapshot-appended' : 'snapshot-digest'
}

test('undamaged, it is verified and restored', async () => {
  expect([...GOOD.keys()].sort()).toEqual([...PARTS, MANIFEST].sort())
  expect(await judgeByVerify(GOOD)).toEqual({ code: 'none', codes: [] })
  const { code, writes } = await judgeByRestore(GOOD)
  expect(code).toBe('none')
  expect(writes).toContain('AdminCreateUser')
})

/** The bytes with one bit of one byte flipped, another for each byte. */
function flipped(good: Buffer, at: number): Buffer {
  const changed = Buffer.from(good)
  changed.writeUInt8(good.readUInt8(at) ^ (1 << (at & 7)), at)
  return changed
}

/** Every seventh place of a part, every 37th of the longer manifest. */
const someOf = (good: Buffer, key: string) => {
  const step = key === MANIFEST ? 37 : 7
  return [...good.keys()].filter(at => at % step === 0)
}

describe('one bit', () => {
  test.each(PARTS)('of %s', async key => {
    const good = bytesOf(key)
    for (const at of someOf(good, key)) {
      await expectRefused(withOne(key, flipped(good, at)), 'snapshot-digest')
    }
  })

  test('of the manifest', async () => {
    const good = bytesOf(MANIFEST)
    // In another digit the same manifest is one of another format.
    const major = good.indexOf('"major": ') + '"major": '.length
    for (const at of someOf(good, MANIFEST)) {
      if (at === major) continue
      await expectRefused(
        withOne(MANIFEST, flipped(good, at)),
        'manifest-invalid'
      )
    }
    const other = Buffer.from(good)
    other.write('3', major)
    await expectRefused(withOne(MANIFEST, other), 'snapshot-version')
  })
})

/** Some of the lengths that are shorter, none and the longest among them. */
function shorter(key: string): Buffer[] {
  const good = bytesOf(key)
  const lengths = [...someOf(good, key), good.length - 1]
  return lengths.map(length => good.subarray(0, length))
}

describe('a shorter length', () => {
  test.each(PARTS)('of %s', async key => {
    for (const cut of shorter(key)) {
      await expectRefused(withOne(key, cut), 'snapshot-truncated')
    }
  })

  test('of the manifest', async () => {
    for (const cut of shorter(MANIFEST)) {
      await expectRefused(withOne(MANIFEST, cut), 'manifest-invalid')
    }
  })
})

describe('appended bytes', () => {
  const ADDED = ['\0', '\n', 'x', '{}', '\0'.repeat(512), 'x'.repeat(4096)]

  test.each([...PARTS, MANIFEST])('to %s', async key => {
    const good = bytesOf(key)
    const code = key === MANIFEST ? 'manifest-invalid' : 'snapshot-appended'
    for (const added of [...ADDED.map(text => Buffer.from(text)), good]) {
      await expectRefused(withOne(key, Buffer.concat([good, added])), code)
    }
  })
})

describe('an object that is missing', () => {
  test.each(PARTS)('%s', async key => {
    await expectRefused(withOne(key, undefined), 'snapshot-missing')
  })

  test('the manifest', async () => {
    await expectRefused(withOne(MANIFEST, undefined), 'no-snapshot')
  })
})

describe('swapped objects', () => {
  test('of one snapshot, each with each', async () => {
    for (const key of PARTS) {
      for (const other of PARTS) {
        if (key === other) continue
        const objects = new Map(GOOD)
        objects.set(key, bytesOf(other))
        objects.set(other, bytesOf(key))
        const { code, writes } = await judgeByRestore(objects)
        expect(code).toMatch(/^snapshot-(truncated|appended|digest)$/)
        expect(writes).toEqual([])
        const { codes } = await judgeByVerify(objects)
        const expected = [
          codeFor(bytesOf(other), bytesOf(key)),
          codeFor(bytesOf(key), bytesOf(other))
        ]
        expect(codes.sort()).toEqual([...new Set(expected)].sort())
      }
    }
  })

  const OTHER = { ...ADDRESS, snapshotId: '20261122T020000Z-BBBBBBBBBBBBBBBB' }
  const ELSEWHERE = { ...ADDRESS, userPoolId: 'eu-west-1_Other0000' }
  test.each([
    ['snapshot', OTHER],
    ['pool', ELSEWHERE]
  ])('of another %s', async (_place, address) => {
    const content = {
      ...CONTENT,
      users: [
        userRecord({ attributes: { name: 'A' } }),
        ...CONTENT.users.slice(1)
      ]
    }
    const { objects } = await smallSnapshot(content, address, 'v1')
    const users = bytesOf(partKey(address, 'users', 0), objects)
    const key = partKey(ADDRESS, 'users', 0)
    await expectRefused(withOne(key, users), codeFor(users, bytesOf(key)))
    const manifest = bytesOf(manifestKey(address), objects)
    await expectRefused(withOne(MANIFEST, manifest), 'manifest-address')
  })

  test('of an older export: its manifest with the newer parts', async () => {
    const older = { ...CONTENT, users: [userRecord({ enabled: false })] }
    const { objects } = await smallSnapshot(older, ADDRESS, 'v1')
    const mixed = withOne(MANIFEST, bytesOf(MANIFEST, objects))
    const { code, writes } = await judgeByRestore(mixed)
    const key = partKey(ADDRESS, 'users', 0)
    expect(code).toBe(codeFor(bytesOf(key), bytesOf(key, objects)))
    expect(writes).toEqual([])
    // The second part of users is one that the older manifest doesn't list.
    const { codes } = await judgeByVerify(mixed)
    expect(codes.sort()).toEqual(['object-unlisted', code].sort())
  })
})

describe('an object too many', () => {
  test.each([
    'users/part-00002.ndjson.gz',
    'users/part-00000.ndjson.gz.bak',
    'pool.json',
    'manifest.json.sig',
    'deeper/manifest.json'
  ])('%s is found, and read by nobody', async name => {
    const key = MANIFEST.replace('manifest.json', name)
    const objects = withOne(key, bytesOf(partKey(ADDRESS, 'users', 0)))
    expect(await judgeByVerify(objects)).toEqual({
      code: 'object-unlisted',
      codes: ['object-unlisted']
    })
    // Whoever may only write must not be able to keep a snapshot from restoring.
    expect(await judgeByRestore(objects)).toEqual(await judgeByRestore(GOOD))
  })
})

test('a second version of the manifest is refused, whichever is on top', async () => {
  expect(await judgeByRestore(GOOD, 2)).toEqual({
    code: 'manifest-versions',
    writes: []
  })
  expect(await judgeByVerify(GOOD, 2)).toEqual({
    code: 'manifest-versions',
    codes: ['manifest-versions']
  })
})
