import { gzipSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/shared/errors.ts'
import { keyOf } from '../../../src/snapshot/age/age-keys.ts'
import { decryptAge } from '../../../src/snapshot/age/age-reader.ts'
import { definitionCodec } from '../../../src/snapshot/definition-codec.ts'
import { encodeManifest } from '../../../src/snapshot/manifest-codec.ts'
import { manifestKey, partKey } from '../../../src/snapshot/manifest.ts'
import { firstLine } from '../../../src/snapshot/parts/part-frame.ts'
import type { FetchObject } from '../../../src/snapshot/fetch-sound.ts'
import { openSnapshot, readRecords } from '../../../src/snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec
} from '../../../src/snapshot/records.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS
} from '../../fixtures/age-keys.ts'
import { objectInPlace } from '../../fixtures/object-in-place.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot,
  type SmallSnapshot
} from '../../fixtures/small-snapshot.ts'
import { drain } from '../../fixtures/streams.ts'

const CONTENT = {
  users: [userRecord(), userRecord({ username: 'eva', sub: 'sub-of-eva' })],
  groups: [groupRecord()],
  memberships: [{ group: 'admins', username: 'ada' }]
}
const FOR_X25519 = {
  ...CONTENT,
  ageRecipients: [X25519.recipient, X25519_BREAK_GLASS.recipient]
}

async function readAll(
  { fetch }: { fetch: FetchObject },
  identities: readonly string[] = [X25519.identity],
  address = ADDRESS
) {
  const opened = await openSnapshot(address, fetch, identities)
  const pool = readRecords(opened, 'pool', definitionCodec, fetch)
  const groups = readRecords(opened, 'groups', groupCodec, fetch)
  const users = readRecords(opened, 'users', userCodec, fetch)
  const memberships = readRecords(opened, 'memberships', membershipCodec, fetch)
  return {
    pool: (await drain(pool)).flat(),
    groups: (await drain(groups)).flat(),
    users: (await drain(users)).flat(),
    memberships: (await drain(memberships)).flat()
  }
}

/** Puts bytes under a key, and a manifest that is true of them in place. */
function store(snapshot: SmallSnapshot, key: string, bytes: Uint8Array): void {
  const { manifest, objects, address } = snapshot
  objects.set(key, bytes)
  const object = manifest.objects.find(one => one.key === key)
  if (object === undefined) throw new Error(`No ${key}`)
  object.bytes = bytes.length
  object.sha256 = sha256(bytes)
  objects.set(manifestKey(address), encodeManifest(manifest))
}

const keyOfUsers = (index: number) => partKey(ADDRESS, 'users', index, true)

/** The bytes of an object that there must be. */
function at({ objects }: SmallSnapshot, key: string): Uint8Array {
  const bytes = objects.get(key)
  if (bytes === undefined) throw new Error(`No ${key}`)
  return bytes
}

describe('an encrypted snapshot', () => {
  test.each([
    ['X25519', X25519, X25519_BREAK_GLASS],
    ['hybrid', HYBRID, HYBRID_BREAK_GLASS]
  ])('is read with each of its %s keys', async (_kind, one, other) => {
    const ageRecipients = [one.recipient, other.recipient]
    const snapshot = await smallSnapshot({ ...CONTENT, ageRecipients })
    const all = {
      pool: [{ userPool: { Name: 'people' }, mfaConfig: {} }],
      ...CONTENT
    }
    expect(await readAll(snapshot, [one.identity])).toEqual(all)
    expect(await readAll(snapshot, [other.identity])).toEqual(all)
    const among = [X25519.identity, HYBRID.identity, other.identity]
    expect(await readAll(snapshot, among)).toEqual(all)
  })

  test('has all its objects but the manifest end in .age', async () => {
    const { objects } = await smallSnapshot(FOR_X25519)
    const plain = [...objects.keys()].filter(key => !key.endsWith('.age'))
    expect(plain).toEqual([manifestKey(ADDRESS)])
  })

  test('opens without a key as far as its manifest', async () => {
    const { fetch } = await smallSnapshot(FOR_X25519)
    const opened = await openSnapshot(ADDRESS, fetch)
    expect(opened.manifest.counts.users).toBe(2)
    await expect(
      drain(readRecords(opened, 'users', userCodec, fetch))
    ).rejects.toMatchObject({ code: 'no-identity' })
  })

  test('is not opened with the key of somebody else', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    await expect(readAll(snapshot, [HYBRID.identity])).rejects.toMatchObject({
      code: 'wrong-identity'
    })
  })
})

describe('a part in the wrong place is refused, although the manifest is true of it', () => {
  let snapshot: SmallSnapshot
  beforeAll(async () => {
    snapshot = await smallSnapshot(FOR_X25519)
  })
  const swapped = expect.objectContaining({ code: 'snapshot-swapped' })

  test('two parts that changed places', async () => {
    const copy = await smallSnapshot(FOR_X25519)
    const [first, second] = [at(copy, keyOfUsers(0)), at(copy, keyOfUsers(1))]
    store(copy, keyOfUsers(0), second)
    store(copy, keyOfUsers(1), first)
    await expect(readAll(copy)).rejects.toEqual(swapped)
  })

  test('the same part twice', async () => {
    const copy = await smallSnapshot(FOR_X25519)
    store(copy, keyOfUsers(1), at(copy, keyOfUsers(0)))
    await expect(readAll(copy)).rejects.toEqual(swapped)
  })

  test('a part of an older snapshot of the same pool and for the same keys', async () => {
    const older = {
      ...ADDRESS,
      snapshotId: '20261122T020000Z-ABCDEFGHIJKLMNOP'
    }
    const other = await smallSnapshot(FOR_X25519, older)
    const copy = await smallSnapshot(FOR_X25519)
    store(copy, keyOfUsers(0), at(other, partKey(older, 'users', 0, true)))
    await expect(readAll(copy)).rejects.toEqual(swapped)
  })

  test('a whole snapshot under another id', async () => {
    const address = {
      ...ADDRESS,
      snapshotId: '20261125T020000Z-ABCDEFGHIJKLMNOP'
    }
    const moved = await smallSnapshot(FOR_X25519, address)
    for (const { kind, index, key } of moved.manifest.objects) {
      store(moved, key, at(snapshot, partKey(ADDRESS, kind, index, true)))
    }
    await expect(readAll(moved, [X25519.identity], address)).rejects.toEqual(
      swapped
    )
  })

  test('a definition in place of a group', async () => {
    const copy = await smallSnapshot(FOR_X25519)
    const groups = partKey(ADDRESS, 'groups', 0, true)
    store(copy, groups, at(copy, partKey(ADDRESS, 'pool', 0, true)))
    await expect(readAll(copy)).rejects.toEqual(swapped)
  })

  test('a part that somebody made who knows the keys', async () => {
    const forged = await encrypt(
      gzipSync(
        `${firstLine({ snapshotId: '20261122T020000Z-ABCDEFGHIJKLMNOP', kind: 'users', index: 0 })}\n${userCodec.encode(userRecord({ username: 'mallory' }))}\n`
      )
    )
    const copy = await smallSnapshot(FOR_X25519)
    store(copy, keyOfUsers(0), forged)
    await expect(readAll(copy)).rejects.toEqual(swapped)
  })

  test('and so is one that ends too early', async () => {
    const place = { snapshotId: ADDRESS.snapshotId, kind: 'users', index: 0 }
    const forged = await encrypt(
      gzipSync(`${JSON.stringify(place)}\n${userCodec.encode(userRecord())}\n`)
    )
    const copy = await smallSnapshot(FOR_X25519)
    store(copy, keyOfUsers(0), forged)
    await expect(readAll(copy)).rejects.toMatchObject({
      code: 'snapshot-incomplete'
    })
  })
})

/** As whoever knows the recipients can. */
function encrypt(
  bytes: Uint8Array,
  recipients: readonly string[] = FOR_X25519.ageRecipients
): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

describe('an object that age does not vouch for is refused as damaged', () => {
  const damaged = expect.objectContaining({ code: 'snapshot-damaged' })

  test('for more keys than the manifest names', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    const recipients = [...FOR_X25519.ageRecipients, X25519.recipient]
    const gzipped = gzipSync('{}\n')
    store(snapshot, keyOfUsers(0), await encrypt(gzipped, recipients))
    await expect(readAll(snapshot)).rejects.toEqual(damaged)
  })

  test('for keys of two kinds, of which one would not have to be broken', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    const both = [X25519.recipient, HYBRID.recipient]
    const whole = await decryptAge(
      at(snapshot, keyOfUsers(0)),
      await keyOf(X25519.identity),
      2
    )
    store(snapshot, keyOfUsers(0), await encrypt(whole, both))
    await expect(readAll(snapshot)).rejects.toEqual(damaged)
  })

  test('for keys of which the given one is none', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    const recipients = Array<string>(2).fill(X25519_BREAK_GLASS.recipient)
    const gzipped = gzipSync('{}\n')
    store(snapshot, keyOfUsers(0), await encrypt(gzipped, recipients))
    await expect(readAll(snapshot)).rejects.toEqual(damaged)
  })

  test('with a hundred thousand keys', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    const stanza = '-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n\n'
    const header = `age-encryption.org/v1\n${stanza.repeat(100_000)}--- x\n`
    store(snapshot, keyOfUsers(0), Buffer.from(header))
    await expect(readAll(snapshot)).rejects.toEqual(damaged)
  })

  test('that is plain', async () => {
    const plain = await smallSnapshot(CONTENT)
    const snapshot = await smallSnapshot(FOR_X25519)
    store(snapshot, keyOfUsers(0), at(plain, partKey(ADDRESS, 'users', 0)))
    await expect(readAll(snapshot)).rejects.toEqual(damaged)
  })
})

test('a line without an end under the encryption is refused', async () => {
  const ageRecipients = [X25519.recipient]
  const { read } = await objectInPlace('users', userCodec, ageRecipients)
  const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024))
  const bytes = await encrypt(bomb, ageRecipients)
  await expect(drain(read(bytes))).rejects.toMatchObject({
    code: 'snapshot-bomb'
  })
})

describe('a manifest that disagrees with its objects is refused', () => {
  const invalid = expect.objectContaining({ code: 'manifest-invalid' })

  test('when it says that encrypted objects are plain', async () => {
    const snapshot = await smallSnapshot(FOR_X25519)
    snapshot.manifest.encryption.client = null
    const [object] = snapshot.manifest.objects
    store(snapshot, object?.key ?? '', at(snapshot, object?.key ?? ''))
    await expect(readAll(snapshot)).rejects.toEqual(invalid)
  })

  test.each([
    ['no keys', { scheme: 'age', recipients: [] }],
    [
      'more than twenty',
      { scheme: 'age', recipients: Array(21).fill(sha256('a')) }
    ],
    ['a recipient', { scheme: 'age', recipients: [X25519.recipient] }],
    ['another scheme', { scheme: 'rot13', recipients: [sha256('a')] }]
  ])('when it names %s', async (_what, client) => {
    const snapshot = await smallSnapshot(FOR_X25519)
    snapshot.manifest.encryption.client = client as never
    const [object] = snapshot.manifest.objects
    store(snapshot, object?.key ?? '', at(snapshot, object?.key ?? ''))
    await expect(readAll(snapshot)).rejects.toEqual(invalid)
  })
})

test('an error of the network is handed on as it is', async () => {
  const snapshot = await smallSnapshot(FOR_X25519)
  const broken = new UserError('network', 'The connection broke.')
  const fetch: FetchObject = (key, maxBytes) =>
    key.endsWith('.age')
      ? Promise.reject(broken)
      : snapshot.fetch(key, maxBytes)
  await expect(readAll({ fetch })).rejects.toBe(broken)
})
