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
 * Every kind of damage to each object of a small snapshot. Restore and verification
 * have to refuse it with its code, and no restore may have written anything to the
 * pool. What any single bit and any length do is in unit/snapshot.
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

/** What damages an object, and the codes for a part and for the manifest. */
const DAMAGES: [
  string,
  (good: Buffer) => Buffer | undefined,
  ofPart: string,
  ofManifest: string
][] = [
  ['has a flipped bit', flipped, 'snapshot-digest', 'manifest-invalid'],
  [
    'lacks its last byte',
    good => good.subarray(0, -1),
    'snapshot-truncated',
    'manifest-invalid'
  ],
  [
    'has a byte more',
    good => Buffer.concat([good, Buffer.of(0)]),
    'snapshot-appended',
    'manifest-invalid'
  ],
  ['is missing', () => undefined, 'snapshot-missing', 'no-snapshot']
]

function flipped(good: Buffer): Buffer {
  const changed = Buffer.from(good)
  const middle = good.length >> 1
  changed.writeUInt8(good.readUInt8(middle) ^ 1, middle)
  return changed
}

describe.each(DAMAGES)('an object that %s', (_what, damage, ofPart, other) => {
  test.each([...PARTS, MANIFEST])('is refused: %s', async key => {
    const code = key === MANIFEST ? other : ofPart
    await expectRefused(withOne(key, damage(bytesOf(key))), code)
  })
})

test('a manifest of another format is refused', async () => {
  const text = bytesOf(MANIFEST).toString()
  const other = Buffer.from(text.replace('"major": 1', '"major": 3'))
  await expectRefused(withOne(MANIFEST, other), 'snapshot-version')
})

describe('swapped objects', () => {
  test('of one snapshot, each with each', async () => {
    for (const [at, key] of PARTS.entries()) {
      for (const other of PARTS.slice(at + 1)) {
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
